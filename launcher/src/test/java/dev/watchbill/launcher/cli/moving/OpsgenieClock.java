package dev.watchbill.launcher.cli.moving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Opsgenie's timeline of a schedule, worked out slowly: half an hour after the other, as its times
 * begin at full and half hours.
 */
final class OpsgenieClock {
  private static final Duration STEP = Duration.ofMinutes(30);
  private static final int WEEK = 7 * 24 * 60;

  private final JsonNode schedule;
  private final JsonNode overrides;
  private final JsonNode forwardings;

  private boolean skipping;

  OpsgenieClock(JsonNode schedule, JsonNode overrides, JsonNode forwardings) {
    this.schedule = schedule;
    this.overrides = overrides;
    this.forwardings = forwardings;
  }

  /** As if daily turns that weekdays hide were nobody's loss. */
  OpsgenieClock skippingHiddenDays() {
    skipping = true;
    return this;
  }

  /** The answer to a request for it. */
  ObjectNode timeline(Instant from, Instant to) {
    var answer = JsonNodeFactory.instance.objectNode();
    var data = answer.putObject("data");
    data.putObject("_parent").put("id", schedule.path("id").asText()).put("enabled", true);
    data.put("startDate", from.toString()).put("endDate", to.toString());
    var rotations = data.putObject("finalTimeline").putArray("rotations");
    for (var rotation : schedule.path("rotations")) {
      var item = rotations.addObject().put("id", rotation.path("id").asText());
      item.put("name", rotation.path("name").asText()).put("order", 1.0);
      periods(rotation, from, to, item.putArray("periods"));
    }
    return answer;
  }

  private void periods(JsonNode rotation, Instant from, Instant to, ArrayNode periods) {
    ObjectNode running = null;
    for (var at = from; at.isBefore(to); at = at.plus(STEP)) {
      var who = at(rotation, at);
      if (running != null && running.path("recipient").equals(who)) {
        running.put("endDate", at.plus(STEP).toString());
      } else if (who == null) {
        running = null;
      } else {
        running = periods.addObject().put("startDate", at.toString());
        running.put("endDate", at.plus(STEP).toString()).put("type", "default");
        running.set("recipient", who);
      }
    }
  }

  private @Nullable JsonNode at(JsonNode rotation, Instant at) {
    var who = overriding(rotation, at);
    who = who == null ? turn(rotation, at) : who;
    for (var rule : forwardings) {
      if (who != null && within(rule, at) && id(who).equals(id(rule.path("fromUser")))) {
        who = ((ObjectNode) rule.path("toUser").deepCopy()).put("type", "user");
      }
    }
    return who == null || who.path("type").asText().equals("none") ? null : recipient(who);
  }

  /** As timelines name them. */
  private static JsonNode recipient(JsonNode who) {
    var name = who.path("username").asText(who.path("name").asText());
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", id(who))
        .put("type", who.path("type").asText())
        .put("name", name);
  }

  private static String id(JsonNode it) {
    return it.path("id").asText();
  }

  private @Nullable JsonNode overriding(JsonNode rotation, Instant at) {
    for (var override : overrides) {
      for (var of : override.path("rotations")) {
        if (id(of).equals(id(rotation)) && within(override, at)) {
          return override.path("user");
        }
      }
    }
    return null;
  }

  private static boolean within(JsonNode span, Instant at) {
    return !instant(span, "startDate").isAfter(at) && instant(span, "endDate").isAfter(at);
  }

  private static Instant instant(JsonNode object, String field) {
    return OffsetDateTime.parse(object.path(field).asText()).toInstant();
  }

  private @Nullable JsonNode turn(JsonNode rotation, Instant at) {
    var zone = ZoneId.of(schedule.path("timezone").asText());
    var start = instant(rotation, "startDate");
    var over = rotation.has("endDate") && !instant(rotation, "endDate").isAfter(at);
    if (at.isBefore(start) || over || !isOn(rotation.path("timeRestriction"), at.atZone(zone))) {
      return null;
    }
    var passed =
        ChronoUnit.HOURS.between(
            start.atZone(zone).toLocalDateTime(), at.atZone(zone).toLocalDateTime());
    var hours =
        switch (rotation.path("type").asText()) {
          case "weekly" -> 7 * 24;
          case "daily" -> 24;
          default -> 1;
        };
    var turn = passed / ((long) hours * rotation.path("length").asInt());
    if (skipping && hours == 24 && rotation.has("timeRestriction")) {
      // Those that begin on Saturday or Sunday aren't seen.
      turn =
          LongStream.range(0, turn)
              .filter(it -> start.atZone(zone).plusDays(it).getDayOfWeek().getValue() < 6)
              .count();
    }
    var participants = rotation.path("participants");
    return participants.path((int) (turn % participants.size()));
  }

  private static boolean isOn(JsonNode restriction, ZonedDateTime at) {
    if (restriction.isMissingNode()) {
      return true;
    }
    var minute = at.getHour() * 60 + at.getMinute();
    if (restriction.path("type").asText().equals("time-of-day")) {
      var it = restriction.path("restriction");
      return isBetween(minutes(it, "start"), minutes(it, "end"), minute, 24 * 60);
    }
    var now = (at.getDayOfWeek().getValue() - 1) * 24 * 60 + minute;
    for (var it : restriction.path("restrictions")) {
      var from = day(it, "startDay") + minutes(it, "start");
      if (isBetween(from, day(it, "endDay") + minutes(it, "end"), now, WEEK)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isBetween(int from, int to, int now, int round) {
    return Math.floorMod(now - from, round)
        < (to == from ? round : Math.floorMod(to - from, round));
  }

  private static int minutes(JsonNode it, String edge) {
    return it.path(edge + "Hour").asInt() * 60 + it.path(edge + "Min").asInt();
  }

  private static int day(JsonNode it, String field) {
    var day = DayOfWeek.valueOf(it.path(field).asText().toUpperCase(Locale.ROOT));
    return (day.getValue() - 1) * 24 * 60;
  }
}
