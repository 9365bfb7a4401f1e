package dev.watchbill.escalation;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an incident cost one person.
 *
 * @param pages sent to them
 * @param nights broken by at least one of those
 * @param offHours how long they had it, acknowledged, outside the team's support hours
 * @param acknowledged when they first did; null: they didn't
 */
public record Toll(
    String person,
    int pages,
    List<LocalDate> nights,
    Duration offHours,
    @Nullable Instant acknowledged) {
  public Toll {
    nights = List.copyOf(nights);
  }

  static Toll none(String person) {
    return new Toll(person, 0, List.of(), Duration.ZERO, null);
  }

  Toll paged() {
    return new Toll(person, pages + 1, nights, offHours, acknowledged);
  }

  Toll woken(LocalDate night) {
    if (nights.contains(night)) {
      return this;
    }
    var more = new ArrayList<>(nights);
    more.add(night);
    return new Toll(person, pages, more, offHours, acknowledged);
  }

  Toll busy(Duration time) {
    return new Toll(person, pages, nights, offHours.plus(time), acknowledged);
  }

  Toll acknowledged(Instant at) {
    return acknowledged == null ? new Toll(person, pages, nights, offHours, at) : this;
  }
}
