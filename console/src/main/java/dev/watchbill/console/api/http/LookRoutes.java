package dev.watchbill.console.api.http;

import static dev.watchbill.console.api.http.Parameters.any;
import static dev.watchbill.console.api.http.Parameters.cursor;
import static dev.watchbill.console.api.http.Parameters.limit;
import static dev.watchbill.console.api.http.Parameters.oneOf;

import dev.watchbill.console.api.Answering;
import dev.watchbill.console.api.Items;
import dev.watchbill.console.api.Organization;
import dev.watchbill.console.http.Answers;
import dev.watchbill.console.http.Call;
import dev.watchbill.console.http.Endpoint;
import dev.watchbill.console.http.Refusal;
import dev.watchbill.console.http.Route;
import dev.watchbill.console.readmodel.ReadModel;
import dev.watchbill.console.readmodel.questions.Alerts;
import dev.watchbill.console.readmodel.questions.Incidents;
import dev.watchbill.console.readmodel.questions.Measured;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What there is: incidents, alerts, messages, metrics, the organisation. */
final class LookRoutes {
  private static final List<String> STATUSES =
      List.of(
          "open", "acknowledged", "snoozed", "suppressed", "deferred", "resolved", "unresolved");
  private static final List<String> ALERT_STATUSES = List.of("firing", "resolved", "acknowledged");
  private static final List<String> SEVERITIES = List.of("critical", "error", "warning", "info");

  private final ReadModel model;
  private final Answering answering;
  private final Organization organization;

  LookRoutes(ReadModel model) {
    this.model = model;
    this.answering = new Answering(model);
    this.organization = new Organization(model);
  }

  Map<Route, Endpoint> endpoints() {
    return Map.ofEntries(
        Map.entry(Route.INCIDENTS, this::incidents),
        Map.entry(Route.INCIDENT, this::incident),
        Map.entry(Route.WHY, this::why),
        Map.entry(Route.ALERTS, this::alerts),
        Map.entry(Route.INBOX, this::inbox),
        Map.entry(Route.METRICS, this::metrics),
        Map.entry(Route.AUDIT, this::audit),
        Map.entry(Route.SCHEDULES, whole(organization::schedules)),
        Map.entry(Route.SERVICES, whole(organization::services)),
        Map.entry(Route.PEOPLE, whole(organization::people)),
        Map.entry(Route.ROSTER, this::roster));
  }

  private static Endpoint whole(java.util.function.Supplier<List<?>> items) {
    return call -> {
      call.allowQueries();
      Answers.json(call, Items.whole(items.get()));
    };
  }

  private void roster(Call call) {
    call.allowQueries();
    Answers.json(call, organization.roster());
  }

  private void incidents(Call call) {
    call.allowQueries("status", "service", "team", "severity", "text", "limit", "cursor");
    var filter =
        new Incidents.Filter(
            statuses(call),
            any(call, "service"),
            any(call, "team"),
            oneOf(call, "severity", SEVERITIES),
            call.query("text").filter(text -> !text.isBlank()).orElse(null));
    Answers.json(call, answering.incidents(filter, cursor(call), limit(call)));
  }

  /** Unresolved is a word for all that isn't. */
  private static Set<String> statuses(Call call) {
    var asked = new HashSet<>(oneOf(call, "status", STATUSES));
    if (asked.remove("unresolved")) {
      asked.addAll(Incidents.UNRESOLVED);
    }
    return asked;
  }

  private void incident(Call call) {
    call.allowQueries();
    Answers.json(
        call, answering.incident(call.path("id")).orElseThrow(() -> noIncident(call.path("id"))));
  }

  private void why(Call call) {
    call.allowQueries("person");
    var person = call.query("person").orElse(null);
    Answers.json(
        call,
        answering.why(call.path("id"), person).orElseThrow(() -> noIncident(call.path("id"))));
  }

  static Refusal noIncident(String id) {
    return Refusal.notFound("Expected an incident such as checkout-42, but there is no " + id);
  }

  private void alerts(Call call) {
    call.allowQueries("status", "service", "integration", "key", "incident", "limit", "cursor");
    var filter =
        new Alerts.Filter(
            oneOf(call, "status", ALERT_STATUSES),
            any(call, "service"),
            any(call, "integration"),
            call.query("key").orElse(null),
            call.query("incident").orElse(null));
    Answers.json(call, answering.alerts(filter, cursor(call), limit(call)));
  }

  private void inbox(Call call) {
    call.allowQueries("person", "limit", "cursor");
    var person = call.query("person").orElse(null);
    if (person != null && !model.roster().people().containsKey(person)) {
      throw Refusal.notFound("person: expected a person of the roster, but got \"" + person + "\"");
    }
    Answers.json(call, answering.inbox(person, cursor(call), limit(call)));
  }

  private void metrics(Call call) {
    call.allowQueries("incident", "service", "team", "from", "to", "limit", "cursor");
    var filter =
        new Measured.Filter(
            any(call, "incident"),
            any(call, "service"),
            any(call, "team"),
            Parameters.when(call, "from", model.roster()).orElse(null),
            Parameters.when(call, "to", model.roster()).orElse(null));
    Answers.json(call, answering.metrics(filter, cursor(call), limit(call)));
  }

  private void audit(Call call) {
    call.allowQueries("who", "limit", "cursor");
    Answers.json(call, answering.audit(any(call, "who"), cursor(call), limit(call)));
  }
}
