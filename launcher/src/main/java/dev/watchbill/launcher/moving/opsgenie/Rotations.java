package dev.watchbill.launcher.moving.opsgenie;

import static dev.watchbill.launcher.moving.Json.list;
import static dev.watchbill.launcher.moving.Json.text;
import static dev.watchbill.launcher.moving.Json.time;
import static dev.watchbill.launcher.moving.Json.timeIfAny;
import static dev.watchbill.launcher.moving.Json.whole;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchbill.launcher.moving.opsgenie.Account.OverrideEntry;
import dev.watchbill.launcher.moving.opsgenie.Account.Restriction;
import dev.watchbill.launcher.moving.opsgenie.Account.Rotation;
import java.util.List;

/** Rotations and overrides as they are answered. */
final class Rotations {
  private Rotations() {}

  static Rotation read(JsonNode rotation) {
    return new Rotation(
        text(rotation, "id"),
        text(rotation, "name"),
        time(rotation, "startDate"),
        timeIfAny(rotation, "endDate"),
        text(rotation, "type"),
        whole(rotation, "length", 1, 1, 9_999),
        list(rotation.path("participants"), Rules::recipient),
        restrictions(rotation.path("timeRestriction")));
  }

  /** One for every day stands alone, those of weekdays in a list. */
  private static List<Restriction> restrictions(JsonNode restriction) {
    var one = restriction.path("restriction");
    return one.isObject()
        ? List.of(restriction(one))
        : list(restriction.path("restrictions"), Rotations::restriction);
  }

  private static Restriction restriction(JsonNode it) {
    return new Restriction(
        text(it, "startDay"),
        whole(it, "startHour", 0, 0, 24),
        whole(it, "startMin", 0, 0, 59),
        text(it, "endDay"),
        whole(it, "endHour", 0, 0, 24),
        whole(it, "endMin", 0, 0, 59));
  }

  static OverrideEntry override(JsonNode override) {
    return new OverrideEntry(
        Rules.recipient(override.path("user")),
        list(override.path("rotations"), it -> text(it, "id")),
        time(override, "startDate"),
        time(override, "endDate"));
  }
}
