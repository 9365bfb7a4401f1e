package dev.watchbill.launcher.moving.oncall;

import static dev.watchbill.launcher.moving.Json.list;
import static dev.watchbill.launcher.moving.Json.required;
import static dev.watchbill.launcher.moving.Json.text;
import static dev.watchbill.launcher.moving.Json.time;
import static dev.watchbill.launcher.moving.Json.whole;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchbill.launcher.moving.Pages;
import dev.watchbill.launcher.moving.Source;
import dev.watchbill.launcher.moving.oncall.OnCall.Chain;
import dev.watchbill.launcher.moving.oncall.OnCall.Integration;
import dev.watchbill.launcher.moving.oncall.OnCall.Notification;
import dev.watchbill.launcher.moving.oncall.OnCall.Route;
import dev.watchbill.launcher.moving.oncall.OnCall.Schedule;
import dev.watchbill.launcher.moving.oncall.OnCall.Step;
import dev.watchbill.launcher.moving.oncall.OnCall.Swap;
import dev.watchbill.launcher.moving.oncall.OnCall.Team;
import dev.watchbill.launcher.moving.oncall.OnCall.User;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads all of it. Paths and fields: the HTTP API of Grafana OnCall, version 1. */
public final class OnCallReader {
  /** Longer than anything it lets one set. */
  private static final int LONGEST = 366 * 24 * 3600;

  /** OnCall has them since 2023; unless told, it shows only those that are still to begin. */
  private static final String BEFORE_SWAPS = "2023-01-01T00:00:00Z";

  private final Pages pages;
  private final List<String> unread = new ArrayList<>();

  public OnCallReader(Source source) {
    pages = new Pages(source, "results", "/next");
  }

  public OnCall read() {
    var rules = items("personal_notification_rules", "personal notification rules").toList();
    var policies = items("escalation_policies", "escalation policies").toList();
    var routes = items("routes", "routes").toList();
    return new OnCall(
        list(pages.all("api/v1/users/"), it -> user(it, rules)),
        items("teams", "teams").map(it -> new Team(required(it, "id"), text(it, "name"))).toList(),
        list(pages.all("api/v1/schedules/"), this::schedule),
        items("escalation_chains", "escalation chains").map(it -> chain(it, policies)).toList(),
        items("integrations", "integrations").map(it -> integration(it, routes)).toList(),
        swaps(),
        unread);
  }

  private List<Swap> swaps() {
    return items("shift_swaps", "?starting_after=" + BEFORE_SWAPS, "shift swaps")
        .map(it ->
            new Swap(
                text(it, "schedule"),
                text(it, "beneficiary"),
                known(it, "benefactor"),
                time(it, "swap_start"),
                time(it, "swap_end")))
        .toList();
  }

  private Stream<JsonNode> items(String path, String what) {
    return items(path, "", what);
  }

  private Stream<JsonNode> items(String path, String query, String what) {
    var all = pages.maybe("api/v1/" + path + "/" + query);
    if (all.isEmpty()) {
      unread.add(what);
    }
    return all.stream().flatMap(it -> StreamSupport.stream(it.spliterator(), false));
  }

  private static User user(JsonNode user, List<JsonNode> rules) {
    var id = required(user, "id");
    var slack = user.path("slack");
    return new User(
        id,
        required(user, "username"),
        text(user, "email"),
        text(slack.isArray() ? slack.path(0) : slack, "user_id"),
        text(user, "timezone").replace("null", ""),
        text(user, "role").equals("admin"),
        user.path("is_phone_number_verified").asBoolean(),
        list(user.path("teams"), it -> it.asText("")),
        notifications(rules, id, false),
        notifications(rules, id, true));
  }

  /** Waits add up to how long after the page something comes. */
  private static List<Notification> notifications(
      List<JsonNode> rules, String user, boolean important) {
    var notifications = new ArrayList<Notification>();
    long after = 0;
    for (var rule : ordered(rules.stream().filter(it -> text(it, "user_id").equals(user)))) {
      if (rule.path("important").asBoolean() != important) {
        continue;
      }
      if (text(rule, "type").equals("wait")) {
        after += whole(rule, "duration", 0, 0, LONGEST);
      } else {
        notifications.add(
            new Notification(text(rule, "type").replaceFirst("^notify_by_", ""), after));
      }
    }
    return notifications;
  }

  private static List<JsonNode> ordered(Stream<JsonNode> items) {
    return items.sorted(Comparator.comparingInt(it -> it.path("position").asInt())).toList();
  }

  private Schedule schedule(JsonNode schedule) {
    var id = required(schedule, "id");
    return new Schedule(
        id,
        required(schedule, "name"),
        text(schedule, "type"),
        known(schedule, "time_zone").orElse("UTC"),
        known(schedule, "team_id"),
        known(schedule, "ical_url_overrides").isPresent(),
        Optional.of(schedule.path("enable_web_overrides"))
            .filter(JsonNode::isBoolean)
            .map(JsonNode::asBoolean),
        list(
            pages.all("api/v1/on_call_shifts/?schedule_id=" + id), it -> Shifts.read(it, LONGEST)));
  }

  private static Chain chain(JsonNode chain, List<JsonNode> policies) {
    var id = required(chain, "id");
    var own = policies.stream().filter(it -> text(it, "escalation_chain_id").equals(id));
    return new Chain(
        id, required(chain, "name"), ordered(own).stream().map(OnCallReader::step).toList());
  }

  private static Step step(JsonNode step) {
    var targets =
        Stream.of(
                "persons_to_notify",
                "persons_to_notify_next_each_time",
                "notify_on_call_from_schedule",
                "team_to_notify",
                "notify_to_team_members")
            .map(step::path)
            .flatMap(
                it -> it.isArray() ? StreamSupport.stream(it.spliterator(), false) : Stream.of(it))
            .filter(it -> it.isTextual() && !it.asText().isEmpty())
            .map(JsonNode::asText)
            .toList();
    return new Step(
        text(step, "type"),
        step.path("important").asBoolean(),
        whole(step, "duration", 0, 0, LONGEST),
        targets);
  }

  private static Integration integration(JsonNode integration, List<JsonNode> routes) {
    var id = required(integration, "id");
    var own = routes.stream().filter(it -> text(it, "integration_id").equals(id));
    return new Integration(
        id,
        required(integration, "name"),
        text(integration, "type"),
        known(integration, "team_id"),
        known(integration.path("default_route"), "escalation_chain_id"),
        ordered(own).stream()
            .filter(it -> !it.path("is_the_last_route").asBoolean())
            .map(it -> new Route(text(it, "routing_regex"), known(it, "escalation_chain_id")))
            .toList());
  }

  /** Null is nothing. */
  private static Optional<String> known(JsonNode object, String field) {
    return Optional.of(object.path(field))
        .filter(it -> it.isTextual() && !it.asText().isBlank())
        .map(JsonNode::asText);
  }
}
