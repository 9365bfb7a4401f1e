package dev.watchbill.launcher.cli.moving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Map;
import java.util.function.Function;

/**
 * What PagerDuty answers about a schedule. What it renders is worked out slowly: half an hour after
 * the other. Of its overrides the one that was created last wins; here it stands last.
 */
final class PagerDutyClock {
  private static final Duration STEP = Duration.ofMinutes(30);
  private static final int DAY = 24 * 3600;

  private final ObjectNode answer;
  private final JsonNode overrides;

  PagerDutyClock(JsonNode answer, JsonNode overrides) {
    this.answer = answer.deepCopy();
    this.overrides = overrides;
  }

  /** The answer with what it renders in a window. */
  ObjectNode rendered(Instant from, Instant to) {
    var schedule = (ObjectNode) answer.path("schedule");
    var zone = zone(schedule.path("time_zone").asText());
    var layers = schedule.path("schedule_layers");
    for (var layer : layers) {
      ((ObjectNode) layer)
          .set("rendered_schedule_entries", entries(from, to, at -> on(layer, at, zone)));
    }
    var last = (ObjectNode) schedule.path("final_schedule");
    last.put("rendered_coverage_percentage", 99.9);
    last.set("rendered_schedule_entries", entries(from, to, at -> first(layers, at, zone)));
    return answer;
  }

  /**
   * The overrides in a window, sorted by their beginnings and cut at its bounds; whole with {@code
   * overflow}, with their ids, and only what isn't over, with {@code editable}.
   */
  static ObjectNode overrides(JsonNode overrides, Map<String, String> query, Instant now) {
    var since = Instant.parse(query.get("since"));
    var until = Instant.parse(query.get("until"));
    var listed = new ArrayList<ObjectNode>();
    for (var it : overrides) {
      var start = instant(it, "start");
      var end = instant(it, "end");
      if (start.isBefore(until)
          && end.isAfter(since)
          && (!query.containsKey("editable") || end.isAfter(now))) {
        var override = (ObjectNode) it.deepCopy();
        if (!query.getOrDefault("overflow", "false").equals("true")) {
          override.put("start", (start.isBefore(since) ? since : start).toString());
          override.put("end", (end.isAfter(until) ? until : end).toString());
        }
        if (query.containsKey("editable")) {
          override.put("id", "Q" + listed.size());
        }
        listed.add(override);
      }
    }
    listed.sort(Comparator.comparing(it -> instant(it, "start")));
    var answer = JsonNodeFactory.instance.objectNode();
    answer.putArray("overrides").addAll(listed);
    return answer;
  }

  private static ZoneId zone(String name) {
    return ZoneId.of(name.equals("Eastern Time (US & Canada)") ? "America/New_York" : name);
  }

  /** From the last half hour before it on, as PagerDuty cuts at the window. */
  private static ArrayNode entries(Instant from, Instant to, Function<Instant, String> who) {
    var entries = JsonNodeFactory.instance.arrayNode();
    ObjectNode running = null;
    var half = Instant.ofEpochSecond(from.getEpochSecond() / 1800 * 1800);
    for (var at = half; at.isBefore(to); at = at.plus(STEP)) {
      var user = who.apply(at);
      var end = at.plus(STEP).isAfter(to) ? to : at.plus(STEP);
      if (user.isEmpty()) {
        running = null;
      } else if (running != null && running.at("/user/id").asText().equals(user)) {
        running.put("end", end.toString());
      } else {
        running = entries.addObject();
        running.put("start", (at.isBefore(from) ? from : at).toString()).put("end", end.toString());
        running.putObject("user").put("id", user).put("type", "user_reference");
      }
    }
    return entries;
  }

  private String first(JsonNode layers, Instant at, ZoneId zone) {
    var overridden = "";
    for (var override : overrides) {
      if (!instant(override, "start").isAfter(at) && instant(override, "end").isAfter(at)) {
        overridden = override.at("/user/id").asText();
      }
    }
    if (!overridden.isEmpty()) {
      return overridden;
    }
    for (var layer : layers) {
      var user = on(layer, at, zone);
      if (!user.isEmpty()) {
        return user;
      }
    }
    return "";
  }

  private static Instant instant(JsonNode object, String field) {
    return OffsetDateTime.parse(object.path(field).asText()).toInstant();
  }

  private static String on(JsonNode layer, Instant at, ZoneId zone) {
    var over = layer.path("end").isTextual() && !instant(layer, "end").isAfter(at);
    if (at.isBefore(instant(layer, "start")) || over || !isOn(layer, at.atZone(zone))) {
      return "";
    }
    var virtual = instant(layer, "rotation_virtual_start").atZone(zone).toLocalDateTime();
    var passed = ChronoUnit.SECONDS.between(virtual, at.atZone(zone).toLocalDateTime());
    var turn = Math.floorDiv(passed, layer.path("rotation_turn_length_seconds").asLong());
    var users = layer.path("users");
    return users.path((int) Math.floorMod(turn, (long) users.size())).at("/user/id").asText();
  }

  private static boolean isOn(JsonNode layer, ZonedDateTime at) {
    for (var it : layer.path("restrictions")) {
      var weekly = it.path("type").asText().equals("weekly_restriction");
      var round = weekly ? 7 * DAY : DAY;
      var from =
          LocalTime.parse(it.path("start_time_of_day").asText()).toSecondOfDay()
              + (weekly ? (it.path("start_day_of_week").asInt() - 1) * DAY : 0);
      var now =
          at.toLocalTime().toSecondOfDay()
              + (weekly ? (at.getDayOfWeek().getValue() - 1) * DAY : 0);
      if (Math.floorMod(now - from, round) < it.path("duration_seconds").asInt()) {
        return true;
      }
    }
    return layer.path("restrictions").isEmpty();
  }
}
