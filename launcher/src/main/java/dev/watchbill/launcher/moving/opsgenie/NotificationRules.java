package dev.watchbill.launcher.moving.opsgenie;

import static dev.watchbill.launcher.moving.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.watchbill.launcher.moving.Pages;
import dev.watchbill.launcher.moving.opsgenie.Account.NotificationRule;
import dev.watchbill.launcher.moving.opsgenie.Account.NotificationStep;
import java.util.List;
import java.util.stream.StreamSupport;

/** One user's rules for new alerts; the list names them, each is asked for its steps. */
final class NotificationRules {
  private final Pages pages;

  NotificationRules(Pages pages) {
    this.pages = pages;
  }

  List<NotificationRule> of(String user) {
    var path = "v2/users/" + user + "/notification-rules";
    var listed = pages.maybe(path).orElseGet(JsonNodeFactory.instance::arrayNode);
    return StreamSupport.stream(listed.spliterator(), false)
        .filter(it -> text(it, "actionType").equals("create-alert"))
        .filter(it -> it.path("enabled").asBoolean(true))
        .flatMap(it -> pages.one(path + "/" + text(it, "id")).stream())
        .map(NotificationRules::rule)
        .toList();
  }

  private static NotificationRule rule(JsonNode rule) {
    var always =
        rule.path("criteria").path("type").asText("match-all").equals("match-all")
            && (rule.path("timeRestriction").isMissingNode()
                || rule.path("timeRestriction").isEmpty());
    return new NotificationRule(
        text(rule, "name"),
        always,
        StreamSupport.stream(rule.path("steps").spliterator(), false)
            .filter(it -> it.path("enabled").asBoolean(true))
            .map(it ->
                new NotificationStep(
                    text(it.path("contact"), "method"), Rules.minutes(it.path("sendAfter"))))
            .toList());
  }
}
