package dev.watchbill.launcher.moving.opsgenie;

import static dev.watchbill.launcher.moving.Json.list;
import static dev.watchbill.launcher.moving.Json.required;
import static dev.watchbill.launcher.moving.Json.text;
import static dev.watchbill.launcher.moving.Json.time;
import static dev.watchbill.launcher.moving.Json.timeIfAny;
import static dev.watchbill.launcher.moving.Json.whole;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchbill.launcher.moving.Json;
import dev.watchbill.launcher.moving.Pages;
import dev.watchbill.launcher.moving.Source;
import dev.watchbill.launcher.moving.opsgenie.Account.Contact;
import dev.watchbill.launcher.moving.opsgenie.Account.Escalation;
import dev.watchbill.launcher.moving.opsgenie.Account.EscalationRule;
import dev.watchbill.launcher.moving.opsgenie.Account.Forwarding;
import dev.watchbill.launcher.moving.opsgenie.Account.Heartbeat;
import dev.watchbill.launcher.moving.opsgenie.Account.Integration;
import dev.watchbill.launcher.moving.opsgenie.Account.Schedule;
import dev.watchbill.launcher.moving.opsgenie.Account.Service;
import dev.watchbill.launcher.moving.opsgenie.Account.Team;
import dev.watchbill.launcher.moving.opsgenie.Account.TeamMember;
import dev.watchbill.launcher.moving.opsgenie.Account.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads an account. Paths and fields: Opsgenie's REST API, version 2 (services: version 1). */
public final class AccountReader {
  private final Pages pages;
  private final Source source;
  private final List<String> unread = new ArrayList<>();

  public AccountReader(Source source) {
    this.source = source;
    this.pages = new Pages(source, "data", "/paging/next");
  }

  /** Everything a roster can have of it. */
  public Account read() {
    var users = list(pages.all("v2/users?limit=100"), this::user);
    var teams = list(pages.all("v2/teams"), this::team);
    var schedules = list(pages.all("v2/schedules?expand=rotation"), this::schedule);
    var escalations = list(pages.all("v2/escalations"), AccountReader::escalation);
    return new Account(
        users,
        teams,
        schedules,
        escalations,
        maybe("services", pages.maybe("v1/services?limit=100"), AccountReader::service),
        maybe("heartbeats", heartbeats(), AccountReader::heartbeat),
        maybe("integrations", pages.maybe("v2/integrations"), AccountReader::integration),
        maybe("forwarding rules", pages.maybe("v2/forwarding-rules"), AccountReader::forwarding),
        unread);
  }

  private Optional<JsonNode> heartbeats() {
    return source.ask("v2/heartbeats").map(it -> it.path("data").path("heartbeats"));
  }

  private <T> List<T> maybe(String what, Optional<JsonNode> items, Function<JsonNode, T> read) {
    if (items.isEmpty()) {
      unread.add(what);
    }
    return items.map(it -> list(it, read)).orElse(List.of());
  }

  private User user(JsonNode user) {
    var id = required(user, "id");
    var blocked = user.path("blocked").asBoolean();
    return new User(
        id,
        required(user, "username"),
        text(user, "fullName"),
        text(user, "timeZone"),
        text(user.path("role"), "name"),
        blocked,
        blocked
            ? List.of()
            : maybe(
                "contacts of " + text(user, "username"),
                pages.maybe("v2/users/" + id + "/contacts"),
                AccountReader::contact),
        blocked ? List.of() : new NotificationRules(pages).of(id));
  }

  private static Contact contact(JsonNode contact) {
    return new Contact(
        contact.path("contactMethod").asText(text(contact, "method")),
        text(contact, "to"),
        contact.path("status").path("enabled").asBoolean(true));
  }

  private Team team(JsonNode team) {
    var id = required(team, "id");
    return new Team(
        id,
        required(team, "name"),
        list(
            source.get("v2/teams/" + id).path("data").path("members"),
            it -> new TeamMember(text(it.path("user"), "id"), text(it, "role"))),
        maybe(
            "routing rules of " + text(team, "name"),
            pages.maybe("v2/teams/" + id + "/routing-rules").map(Rules::inOrder),
            Rules::routing));
  }

  private Schedule schedule(JsonNode schedule) {
    var id = required(schedule, "id");
    return new Schedule(
        id,
        required(schedule, "name"),
        text(schedule, "timezone"),
        schedule.path("enabled").asBoolean(true),
        owner(schedule),
        list(schedule.path("rotations"), Rotations::read),
        maybe(
            "overrides of " + text(schedule, "name"),
            pages.maybe("v2/schedules/" + id + "/overrides"),
            Rotations::override));
  }

  private static Escalation escalation(JsonNode escalation) {
    var repeat = escalation.path("repeat");
    return new Escalation(
        required(escalation, "id"),
        required(escalation, "name"),
        list(
            escalation.path("rules"),
            it ->
                new EscalationRule(
                    text(it, "condition"),
                    text(it, "notifyType"),
                    Rules.minutes(it.path("delay")),
                    Rules.recipient(it.path("recipient")))),
        whole(repeat, "waitInterval", 0, 0, 599_999),
        whole(repeat, "count", 0, 0, 1_000),
        repeat.path("closeAlertAfterAll").asBoolean());
  }

  private static Service service(JsonNode service) {
    return new Service(
        required(service, "id"), required(service, "name"), id(text(service, "teamId")));
  }

  private static Heartbeat heartbeat(JsonNode heartbeat) {
    return new Heartbeat(
        required(heartbeat, "name"),
        whole(heartbeat, "interval", 0, 0, 599_999),
        text(heartbeat, "intervalUnit"),
        heartbeat.path("enabled").asBoolean(true),
        owner(heartbeat));
  }

  private static Integration integration(JsonNode integration) {
    return new Integration(
        required(integration, "name"),
        text(integration, "type"),
        integration.path("enabled").asBoolean(true),
        id(text(integration, "teamId")));
  }

  private static Forwarding forwarding(JsonNode rule) {
    return new Forwarding(
        Rules.user(rule.path("fromUser")),
        Rules.user(rule.path("toUser")),
        time(rule, "startDate"),
        timeIfAny(rule, "endDate").orElse(Json.NEVER));
  }

  private static Optional<String> owner(JsonNode owned) {
    return id(text(owned.path("ownerTeam"), "id"));
  }

  private static Optional<String> id(String text) {
    return Optional.of(text).filter(it -> !it.isEmpty());
  }
}
