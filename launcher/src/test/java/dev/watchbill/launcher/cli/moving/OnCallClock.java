package dev.watchbill.launcher.cli.moving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * OnCall's final shifts, worked out as it does: a shift becomes calendar events, one for each place
 * of its rotation, each with a rule by which it comes back; at each moment those of the highest
 * level count, overrides before all. It knows nothing of turns.
 */
final class OnCallClock {
  private static final int DAYS = 400;
  private static final int OVERRIDE = 1_000_000;

  private final JsonNode schedule;
  private final JsonNode shifts;
  private final JsonNode swaps;
  private final Set<String> users;

  private record Event(Instant from, Instant to, int level, List<String> users) {
    private boolean isAt(Instant at) {
      return !from.isAfter(at) && to.isAfter(at);
    }
  }

  /** A rule for when an event comes back. */
  private record Rule(String frequency, int interval, Set<DayOfWeek> days, DayOfWeek weekStart) {
    /** All local times at which it comes, from its first on. */
    private List<LocalDateTime> times(LocalDateTime first, int days) {
      var times = new ArrayList<LocalDateTime>();
      if (frequency.equals("hourly")) {
        for (int i = 0; i < days * 24; i += interval) {
          times.add(first.plusHours(i));
        }
        return times;
      }
      var week = weekOf(first);
      for (int i = 0; i < days; i++) {
        var at = first.plusDays(i);
        var on = this.days.isEmpty() ? i == 0 || isLike(at, first) : this.days.contains(day(at));
        var period = frequency.equals("weekly") ? between(week, weekOf(at)) : i;
        if (i == 0 || (on && period % interval == 0)) {
          times.add(at);
        }
      }
      return times;
    }

    private boolean isLike(LocalDateTime at, LocalDateTime first) {
      return frequency.equals("daily") || day(at) == day(first);
    }

    private LocalDateTime weekOf(LocalDateTime at) {
      var start = at;
      while (day(start) != weekStart) {
        start = start.minusDays(1);
      }
      return start;
    }

    private static int between(LocalDateTime week, LocalDateTime later) {
      return (int) java.time.Duration.between(week, later).toDays() / 7;
    }

    private Rule every(int times) {
      return new Rule(frequency, times, days, weekStart);
    }
  }

  OnCallClock(JsonNode schedule, JsonNode shifts, JsonNode swaps, Set<String> users) {
    this.schedule = schedule;
    this.shifts = shifts;
    this.swaps = swaps;
    this.users = users;
  }

  /** The answer to a request for them. */
  ObjectNode finalShifts(Instant from, Instant to) {
    var events = new ArrayList<Event>();
    shifts.forEach(it -> add(it, events));
    swaps.forEach(it -> swap(it, events));
    var edges = new TreeSet<>(List.of(from, to));
    for (var event : events) {
      List.of(event.from(), event.to()).stream()
          .filter(it -> it.isAfter(from) && it.isBefore(to))
          .forEach(edges::add);
    }
    var answer = JsonNodeFactory.instance.objectNode().putNull("next");
    var results = answer.putArray("results");
    for (var at : edges.headSet(to)) {
      var now = events.stream().filter(it -> it.isAt(at)).toList();
      var level = now.stream().mapToInt(Event::level).max().orElse(0);
      now.stream()
          .filter(it -> it.level() == level)
          .flatMap(it -> it.users().stream())
          .distinct()
          .forEach(user ->
              results
                  .addObject()
                  .put("user_pk", user)
                  .put("user_email", "")
                  .put("user_username", user.toLowerCase(java.util.Locale.ROOT))
                  .put("shift_start", at.toString())
                  .put("shift_end", String.valueOf(edges.higher(at))));
    }
    return answer;
  }

  /** Each event that the giver is in becomes up to three. */
  private void swap(JsonNode swap, List<Event> events) {
    if (!swap.path("schedule").asText().equals(schedule.path("id").asText())
        || !swap.path("benefactor").isTextual()) {
      return;
    }
    var from = Instant.parse(swap.path("swap_start").asText());
    var to = Instant.parse(swap.path("swap_end").asText());
    var giver = swap.path("beneficiary").asText();
    for (var event : List.copyOf(events)) {
      if (!event.users().contains(giver)
          || !event.from().isBefore(to)
          || !from.isBefore(event.to())) {
        continue;
      }
      events.remove(event);
      var start = event.from().isBefore(from) ? from : event.from();
      var end = event.to().isAfter(to) ? to : event.to();
      var users =
          event.users().stream()
              .map(it -> it.equals(giver) ? swap.path("benefactor").asText() : it)
              .toList();
      events.add(new Event(event.from(), start, event.level(), event.users()));
      events.add(new Event(start, end, event.level(), users));
      events.add(new Event(end, event.to(), event.level(), event.users()));
    }
  }

  private boolean isWeb() {
    return schedule.path("type").asText().equals("web");
  }

  private void add(JsonNode shift, List<Event> events) {
    var start = LocalDateTime.parse(shift.path("start").asText());
    var queue = queue(shift);
    var type = shift.path("type").asText();
    if (queue.isEmpty() || shift.path("frequency").asText().equals("monthly")) {
      return;
    }
    if (type.equals("override")) {
      if (isWeb() || schedule.path("enable_web_overrides").asBoolean()) {
        occurrence(shift, start, duration(shift, start), queue.getFirst(), events);
      }
    } else if (!shift.path("frequency").isTextual()) {
      occurrence(shift, start, duration(shift, start), queue.getFirst(), events);
    } else if (type.equals("recurrent_event")) {
      comingBack(shift, start, rule(shift), queue.getFirst(), events);
    } else {
      rolling(shift, start, queue, events);
    }
  }

  private void rolling(
      JsonNode shift, LocalDateTime first, List<List<String>> queue, List<Event> events) {
    var rule = rule(shift);
    var begins = LocalDateTime.parse(shift.path("rotation_start").asText());
    Predicate<LocalDateTime> counts =
        it ->
            !it.isBefore(begins)
                || (isWeb() && it.plusSeconds(shift.path("duration").asLong()).isAfter(begins));
    var start = first;
    if (!first.equals(begins) && rule.frequency().equals("weekly")) {
      start =
          rule.times(first, 7).stream()
              .filter(it -> rule.weekOf(it).equals(rule.weekOf(first)))
              .filter(counts)
              .findFirst()
              .orElse(first);
    }
    if (!rule.days().isEmpty() && !rule.days().contains(day(start))) {
      var wanted = rule.weekStart();
      while (!rule.days().contains(wanted)) {
        wanted = wanted.plus(1);
      }
      while (day(start) != wanted) {
        start = start.plusDays(1);
      }
    }
    if (rule.frequency().equals("daily") && !rule.days().isEmpty()) {
      dayByDay(shift, start, queue, events);
      return;
    }
    var places = shift.path("rolling_users").size();
    for (int i = 0, made = 0; made < queue.size(); i++) {
      if (counts.test(start)) {
        var place = queue.get(i % queue.size());
        comingBack(shift, start, rule.every(rule.interval() * places), place, events);
        made++;
      }
      start = next(start, rule, counts);
    }
  }

  private static LocalDateTime next(
      LocalDateTime start, Rule rule, Predicate<LocalDateTime> counts) {
    if (!rule.frequency().equals("weekly")) {
      return rule.times(start, 400).get(1);
    }
    var week = rule.weekOf(start).plusWeeks(rule.interval());
    return rule.times(start, 7 * rule.interval() + 14).stream()
        .filter(it -> rule.weekOf(it).equals(week))
        .filter(counts)
        .findFirst()
        .orElse(week);
  }

  /** Each place has as many of these days as the interval says, and then the next has. */
  private void dayByDay(
      JsonNode shift, LocalDateTime start, List<List<String>> queue, List<Event> events) {
    var rule = rule(shift).every(1);
    var times = rule.times(start, DAYS);
    var per = shift.path("interval").asInt(1);
    for (int i = 0; i < times.size(); i++) {
      var place = queue.get(i / per % queue.size());
      occurrence(shift, times.get(i), shift.path("duration").asLong(), place, events);
    }
  }

  private void comingBack(
      JsonNode shift, LocalDateTime first, Rule rule, List<String> place, List<Event> events) {
    var duration = duration(shift, first);
    for (var at : rule.times(first, DAYS)) {
      if (!shift.path("until").isTextual()
          || !at.atZone(zone(shift)).toInstant().isAfter(until(shift).toInstant(ZoneOffset.UTC))) {
        occurrence(shift, at, duration, place, events);
      }
    }
  }

  private void occurrence(
      JsonNode shift, LocalDateTime start, long duration, List<String> place, List<Event> events) {
    var isOverride = shift.path("type").asText().equals("override");
    var from = start.atZone(zone(shift)).toInstant();
    var to = start.plusSeconds(duration).atZone(zone(shift)).toInstant();
    if (isWeb()) {
      var begins =
          LocalDateTime.parse(shift.path("rotation_start").asText()).toInstant(ZoneOffset.UTC);
      from = from.isAfter(begins) ? from : begins;
      if (shift.path("until").isTextual()) {
        var until = until(shift).toInstant(ZoneOffset.UTC);
        to = to.isBefore(until) ? to : until;
      }
    }
    if (from.isBefore(to)) {
      var level = (isOverride ? OVERRIDE : 0) + shift.path("level").asInt();
      events.add(new Event(from, to, level, place));
    }
  }

  /** Of an event itself, not of those that come back: its end is cut. */
  private static long duration(JsonNode shift, LocalDateTime start) {
    long duration = shift.path("duration").asLong();
    return shift.path("until").isTextual()
        ? Math.min(duration, java.time.Duration.between(start, until(shift)).toSeconds())
        : duration;
  }

  private static LocalDateTime until(JsonNode shift) {
    return LocalDateTime.parse(shift.path("until").asText());
  }

  private ZoneId zone(JsonNode shift) {
    if (shift.path("time_zone").isTextual()) {
      return ZoneId.of(shift.path("time_zone").asText());
    }
    return isWeb() || shift.path("type").asText().equals("override")
        ? ZoneOffset.UTC
        : ZoneId.of(schedule.path("time_zone").asText());
  }

  private static Rule rule(JsonNode shift) {
    var days = new HashSet<DayOfWeek>();
    shift.path("by_day").forEach(it -> days.add(day(it.asText())));
    return new Rule(
        shift.path("frequency").asText(),
        shift.path("interval").asInt(1),
        days,
        day(shift.path("week_start").asText("SU")));
  }

  private static DayOfWeek day(String name) {
    return List.of(DayOfWeek.values()).stream()
        .filter(it -> it.name().startsWith(name))
        .findFirst()
        .orElseThrow();
  }

  private static DayOfWeek day(LocalDateTime at) {
    return at.getDayOfWeek();
  }

  /** Whoever isn't among its users isn't in it, nor are places that nobody is left of. */
  private List<List<String>> queue(JsonNode shift) {
    var places = new ArrayList<List<String>>();
    for (var place : shift.path("rolling_users")) {
      places.add(texts(place));
    }
    if (places.isEmpty()) {
      places.add(texts(shift.path("users")));
    }
    Collections.rotate(places, -shift.path("start_rotation_from_user_index").asInt());
    return places.stream()
        .map(it -> it.stream().filter(users::contains).toList())
        .filter(it -> !it.isEmpty())
        .toList();
  }

  private static List<String> texts(JsonNode array) {
    var texts = new ArrayList<String>();
    array.forEach(it -> texts.add(it.asText()));
    return texts;
  }
}
