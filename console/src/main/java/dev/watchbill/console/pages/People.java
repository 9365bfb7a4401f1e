package dev.watchbill.console.pages;

import dev.watchbill.schemas.Person;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How a page names people and says what time it is where they are. */
public record People(RosterSnapshot roster, Instant now) {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);

  public String name(String id) {
    return roster.nameOf(id);
  }

  /** Names with commas between them; a word where there is nobody. */
  public String names(List<String> ids, String nobody) {
    return ids.isEmpty() ? nobody : ids.stream().map(this::name).collect(Collectors.joining(", "));
  }

  /** {@code 19:44 New York}: what their clock shows, and where. */
  public String clock(String id) {
    var zone = zone(id);
    return CLOCK.format(now.atZone(zone)) + " " + place(zone);
  }

  /** The last part of a zone's name, as people say it. */
  static String place(ZoneId zone) {
    var name = zone.getId();
    return name.substring(name.lastIndexOf('/') + 1).replace('_', ' ');
  }

  /** Whether it is outside the hours in which they say they are awake. */
  public boolean sleeps(String id) {
    return Optional.ofNullable(roster.people().get(id))
        .filter(it -> it.getWakingFrom() != null && it.getWakingTo() != null)
        .map(it -> sleeps(it, LocalTime.ofInstant(now, zone(id))))
        .orElse(false);
  }

  private static boolean sleeps(Person person, LocalTime at) {
    var from = LocalTime.parse(String.valueOf(person.getWakingFrom()));
    var to = LocalTime.parse(String.valueOf(person.getWakingTo()));
    var awake =
        from.isBefore(to)
            ? !at.isBefore(from) && at.isBefore(to)
            : !at.isBefore(from) || at.isBefore(to);
    return !awake;
  }

  /** Where they live, or the organisation's where that isn't known. */
  public ZoneId zone(String id) {
    return roster.zoneOf(id);
  }
}
