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
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * OnCall's final shifts, worked out from events: each shift is written out event by event, and at
 * each moment those of the highest level count, overrides before all.
 */
final class OnCallClock {
  private static final int DAYS = 200;
  private static final int OVERRIDE = 99;

  private final JsonNode schedule;
  private final JsonNode shifts;

  private record Event(Instant from, Instant to, int level, List<String> users) {
    private boolean isAt(Instant at) {
      return !from.isAfter(at) && to.isAfter(at);
    }
  }

  OnCallClock(JsonNode schedule, JsonNode shifts) {
    this.schedule = schedule;
    this.shifts = shifts;
  }

  /** The answer to a request for them. */
  ObjectNode finalShifts(Instant from, Instant to) {
    var events = new ArrayList<Event>();
    shifts.forEach(it -> add(it, events));
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

  private void add(JsonNode shift, List<Event> events) {
    var start = LocalDateTime.parse(shift.path("start").asText());
    var users = users(shift);
    var interval = shift.path("interval").asInt(1);
    var days = new ArrayList<String>();
    shift.path("by_day").forEach(it -> days.add(it.asText()));
    switch (shift.path("frequency").asText("")) {
      case "" -> event(shift, start, users.getFirst(), events);
      case "hourly" ->
          IntStream.range(0, DAYS * 24 / interval)
              .forEach(i ->
                  event(
                      shift,
                      start.plusHours((long) i * interval),
                      users.get(i % users.size()),
                      events));
      case "daily" -> {
        var counted = 0;
        for (int day = 0; day < DAYS; day++) {
          var at = start.plusDays(day);
          if (days.isEmpty() && day % interval == 0) {
            event(shift, at, users.get(day / interval % users.size()), events);
          } else if (days.contains(name(at))) {
            event(shift, at, users.get(counted++ / interval % users.size()), events);
          }
        }
      }
      case "weekly" -> {
        for (int day = 0; day < DAYS; day++) {
          var at = start.plusDays(day);
          var week = (day + since(start, shift.path("week_start").asText())) / 7;
          var on = days.isEmpty() ? name(at).equals(name(start)) : days.contains(name(at));
          if (on && week % interval == 0) {
            event(shift, at, users.get(week / interval % users.size()), events);
          }
        }
      }
      default -> {}
    }
  }

  private static int since(LocalDateTime start, String weekStart) {
    return IntStream.range(0, 7)
        .filter(it -> name(start.minusDays(it)).equals(weekStart))
        .findFirst()
        .orElseThrow();
  }

  private static String name(LocalDateTime at) {
    return DayOfWeek.from(at).name().substring(0, 2);
  }

  private void event(JsonNode shift, LocalDateTime start, List<String> users, List<Event> events) {
    var own = shift.path("time_zone").asText("null");
    var zone =
        !own.equals("null")
            ? ZoneId.of(own)
            : schedule.path("type").asText().equals("web")
                ? ZoneOffset.UTC
                : ZoneId.of(schedule.path("time_zone").asText());
    var from = start.atZone(zone).toInstant();
    var to = start.plusSeconds(shift.path("duration").asLong()).atZone(zone).toInstant();
    if (shift.path("until").isTextual()) {
      var until = LocalDateTime.parse(shift.path("until").asText()).toInstant(ZoneOffset.UTC);
      to = to.isAfter(until) ? until : to;
    }
    var begins = LocalDateTime.parse(shift.path("rotation_start").asText());
    if (from.isBefore(to) && !start.isBefore(begins)) {
      var isOverride = shift.path("type").asText().equals("override");
      events.add(new Event(from, to, isOverride ? OVERRIDE : shift.path("level").asInt(), users));
    }
  }

  private static List<List<String>> users(JsonNode shift) {
    var places = new ArrayList<List<String>>();
    for (var place : shift.path("rolling_users")) {
      places.add(texts(place));
    }
    if (places.isEmpty()) {
      places.add(texts(shift.path("users")));
    }
    Collections.rotate(places, -shift.path("start_rotation_from_user_index").asInt());
    return places;
  }

  private static List<String> texts(JsonNode array) {
    var texts = new ArrayList<String>();
    array.forEach(it -> texts.add(it.asText()));
    return texts;
  }
}
