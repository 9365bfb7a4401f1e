package dev.watchbill.roster.yaml;

import dev.watchbill.mapping.Field;
import dev.watchbill.template.Medium;
import java.util.List;

/** Every kind of table a roster has, and its keys: the one list the reader and editors follow. */
enum Shape {
  ROSTER(
      "organization",
      "holidays",
      "people",
      "teams",
      "services",
      "policies",
      "routes",
      "integrations",
      "maintenance"),
  ORGANIZATION("name", "timezone", "base-url", "fallback", "limits", "roles", "messages", "phone"),
  PHONE("order", "regions"),
  FALLBACK("policy"),
  LIMITS(
      "reopen-window",
      "storm-threshold",
      "storm-window",
      "max-pages-per-minute",
      "finally-every",
      "receipt-patience"),
  ROLES("admin", "manager", "responder", "viewer"),
  PERSON(
      "name",
      "timezone",
      "waking",
      "do-not-disturb",
      "holidays",
      "share",
      "contacts",
      "notify",
      "phone-order",
      "away"),
  CONTACTS(
      "inbox",
      "slack",
      "teams",
      "email",
      "phone",
      "push",
      "jira",
      "redmine",
      "github",
      "gitlab",
      "servicenow"),
  NOTIFY("high", "low"),
  RULE("via", "after"),
  AWAY("from", "to", "days", "calendar", "why"),
  TEAM(
      "timezone",
      "region",
      "holidays",
      "members",
      "support-hours",
      "chat",
      "schedules",
      "overrides",
      "messages"),
  CHAT("slack", "teams", "mattermost", "webhook"),
  MESSAGES(Medium.words()),
  HOURS("days", "from", "to"),
  SCHEDULE(
      "promise",
      "mode",
      "horizon",
      "exclusive-with",
      "weights",
      "slack-group",
      "rotations",
      "follows"),
  WEIGHTS("night", "weekend", "holiday", "wake", "zone"),
  NIGHT("from", "to", "factor"),
  WEEKEND("days", "factor"),
  ROTATION(
      "name",
      "priority",
      "timezone",
      "members",
      "start",
      "from",
      "until",
      "shift",
      "hours",
      "assign",
      "waking",
      "rest",
      "max-stint",
      "shadow",
      "count-idle-turns",
      "fairness-group",
      "follows",
      "effective"),
  MEMBER("who", "from"),
  FOLLOWS("schedule", "turns"),
  OVERRIDE("schedule", "rotation", "who", "instead-of", "add", "remove", "from", "to", "why"),
  SERVICE("name", "team", "tier", "region", "runbook", "depends-on", "chat", "ticket", "policy"),
  TICKET("jira", "redmine", "github", "gitlab", "servicenow"),
  TICKET_PLACE("project", "type", "component", "resolved"),
  POLICY("critical", "error", "warning", "info"),
  ESCALATION(
      "urgency", "ack-expires", "repeat", "finally", "ticket", "defer", "when-engaged", "steps"),
  STEP("notify", "via", "acks", "round-robin", "delay", "patience"),
  TARGET("schedule", "person", "team", "awake-of", "channel"),
  ROUTE("when", "policy", "team"),
  WHEN("tier", "region", "service", "labels"),
  INTEGRATION(
      "type",
      "key",
      "service-from",
      "severity-from",
      "default-severity",
      "group-by",
      "service",
      "every",
      "grace",
      "from",
      "expect-every",
      "mapping",
      "sns-topic",
      "topic",
      "format",
      "bootstrap-servers",
      "client-properties"),
  BEAT("integration", "labels"),
  MAINTENANCE("services", "labels", "days", "from", "to", "timezone", "why"),
  MAPPING(Field.keys());

  @SuppressWarnings("ImmutableEnumChecker") // List.of can't be changed.
  private final List<String> keys;

  Shape(String... keys) {
    this(List.of(keys));
  }

  Shape(List<String> keys) {
    this.keys = List.copyOf(keys);
  }

  List<String> keys() {
    return keys;
  }
}
