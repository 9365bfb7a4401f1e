package dev.watchbill.notifier.known;

import dev.watchbill.schemas.RotationState;
import dev.watchbill.schemas.ScheduleWeek;
import dev.watchbill.schemas.Shift;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The published shifts of all schedules. */
public final class KnownShifts {
  private final Map<String, Map<String, ScheduleWeek>> weeks = new ConcurrentHashMap<>();

  /**
   * Somebody's shift.
   *
   * @param schedule it is in
   */
  public record Duty(String schedule, Shift shift) {}

  /**
   * Takes a record of the topic.
   *
   * @param key schedule/WEEK or schedule/ledger
   * @param state null: it is gone
   */
  public void accept(String key, @Nullable RotationState state) {
    var slash = key.lastIndexOf('/');
    if (slash < 0) {
      return;
    }
    var week = state == null ? null : state.getWeek();
    weeks.compute(
        key.substring(0, slash),
        (schedule, before) -> {
          var after = new HashMap<>(before == null ? Map.<String, ScheduleWeek>of() : before);
          if (week == null) {
            after.remove(key);
          } else {
            after.put(key, week);
          }
          return after.isEmpty() ? null : Map.copyOf(after);
        });
  }

  /** Whether anything is published of it. */
  public boolean isPublished(String schedule) {
    return weeks.containsKey(schedule);
  }

  /** Who serves at that time; those who only watch left out. */
  public List<Shift> at(String schedule, Instant at) {
    return shifts(schedule)
        .filter(shift -> !shift.getStart().isAfter(at) && shift.getEnd().isAfter(at))
        .toList();
  }

  /** The first shift that begins later. */
  public Optional<Shift> after(String schedule, Instant at) {
    return shifts(schedule)
        .filter(shift -> shift.getStart().isAfter(at))
        .min(Comparator.comparing(Shift::getStart));
  }

  /** What somebody serves in a stretch of time, earliest first. */
  public List<Duty> of(String person, Instant from, Instant to) {
    return weeks.keySet().stream()
        .flatMap(schedule -> shifts(schedule).map(shift -> new Duty(schedule, shift)))
        .filter(duty -> duty.shift().getWho().equals(person))
        .filter(duty -> duty.shift().getEnd().isAfter(from) && duty.shift().getStart().isBefore(to))
        .sorted(
            Comparator.comparing((Duty duty) -> duty.shift().getStart())
                .thenComparing(Duty::schedule))
        .toList();
  }

  /** One that crosses weeks stands in each of them, whole. */
  private Stream<Shift> shifts(String schedule) {
    return weeks.getOrDefault(schedule, Map.of()).values().stream()
        .flatMap(week -> week.getShifts().stream())
        .filter(shift -> !shift.getShadow())
        .distinct();
  }
}
