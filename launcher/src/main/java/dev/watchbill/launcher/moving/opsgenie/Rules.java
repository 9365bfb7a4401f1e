package dev.watchbill.launcher.moving.opsgenie;

import static dev.watchbill.launcher.moving.Json.list;
import static dev.watchbill.launcher.moving.Json.text;
import static dev.watchbill.launcher.moving.Json.whole;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.watchbill.launcher.moving.opsgenie.Account.Condition;
import dev.watchbill.launcher.moving.opsgenie.Account.Recipient;
import dev.watchbill.launcher.moving.opsgenie.Account.RoutingRule;
import java.util.Comparator;

/** What several kinds of rules have in common. */
final class Rules {
  private Rules() {}

  static RoutingRule routing(JsonNode rule) {
    var criteria = rule.path("criteria");
    return new RoutingRule(
        text(rule, "name"),
        rule.path("isDefault").asBoolean(),
        criteria.path("type").asText("match-all"),
        list(
            criteria.path("conditions"),
            it ->
                new Condition(
                    text(it, "field"),
                    it.path("not").asBoolean(),
                    text(it, "operation"),
                    text(it, "expectedValue"))),
        !rule.path("timeRestriction").isMissingNode() && !rule.path("timeRestriction").isEmpty(),
        recipient(rule.path("notify")));
  }

  /** The order in which they are asked; the default is the last. */
  static JsonNode inOrder(JsonNode rules) {
    var sorted = JsonNodeFactory.instance.arrayNode();
    list(rules, it -> it).stream()
        .sorted(
            Comparator.<JsonNode, Boolean>comparing(it -> it.path("isDefault").asBoolean())
                .thenComparingDouble(it -> it.path("order").asDouble()))
        .forEach(sorted::add);
    return sorted;
  }

  static Recipient recipient(JsonNode recipient) {
    return new Recipient(
        recipient.path("type").asText("none"),
        text(recipient, "id"),
        recipient.path("username").asText(text(recipient, "name")));
  }

  static Recipient user(JsonNode user) {
    return new Recipient("user", text(user, "id"), user.path("username").asText(""));
  }

  /** An amount of time; a unit that isn't said is minutes. */
  static long minutes(JsonNode amount) {
    return switch (text(amount, "timeUnit")) {
      case "hours" -> whole(amount, "timeAmount", 0, 0, 9_999) * 60L;
      case "days" -> whole(amount, "timeAmount", 0, 0, 500) * 60L * 24;
      default -> whole(amount, "timeAmount", 0, 0, 599_999);
    };
  }
}
