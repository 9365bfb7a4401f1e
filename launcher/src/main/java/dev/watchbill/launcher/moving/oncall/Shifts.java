package dev.watchbill.launcher.moving.oncall;

import static dev.watchbill.launcher.moving.Json.list;
import static dev.watchbill.launcher.moving.Json.required;
import static dev.watchbill.launcher.moving.Json.text;
import static dev.watchbill.launcher.moving.Json.whole;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchbill.launcher.moving.UnexpectedAnswer;
import dev.watchbill.launcher.moving.oncall.OnCall.Shift;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Shifts as they are answered. */
final class Shifts {
  private Shifts() {}

  static Shift read(JsonNode shift, int longest) {
    var start = time(shift, "start").orElseThrow();
    return new Shift(
        text(shift, "name"),
        text(shift, "type"),
        shift.path("time_zone").isTextual() ? text(shift, "time_zone") : "",
        whole(shift, "level", 0, -100, 1_000),
        start,
        time(shift, "rotation_start").orElse(start),
        whole(shift, "duration", 0, 0, longest),
        shift.path("frequency").isTextual() ? text(shift, "frequency") : "",
        whole(shift, "interval", 1, 1, 1_000),
        time(shift, "until"),
        // Said of weekly shifts only; Sunday is what OnCall takes where nothing was said.
        shift.path("week_start").asText("SU"),
        list(shift.path("by_day"), it -> it.asText("")),
        !shift.path("by_month").isEmpty() || !shift.path("by_monthday").isEmpty(),
        users(shift));
  }

  private static Optional<LocalDateTime> time(JsonNode shift, String field) {
    if (!field.equals("start") && !shift.path(field).isTextual()) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDateTime.parse(required(shift, field).replaceFirst("Z$", "")));
    } catch (DateTimeException e) {
      throw new UnexpectedAnswer(
          "Expected a time such as 2026-01-05T09:00:00 in \"%s\", but got %s"
              .formatted(field, shift.path(field)));
    }
  }

  /** Whoever isn't rolling has each event, all together. */
  private static List<List<String>> users(JsonNode shift) {
    var rolling = shift.path("rolling_users");
    if (!rolling.isArray() || rolling.isEmpty()) {
      var together = list(shift.path("users"), it -> it.asText(""));
      return together.isEmpty() ? List.of() : List.of(together);
    }
    var places = new ArrayList<>(list(rolling, it -> list(it, one -> one.asText(""))));
    var first = whole(shift, "start_rotation_from_user_index", 0, 0, places.size() - 1);
    Collections.rotate(places, -first);
    return places;
  }
}
