package dev.watchbill.launcher.moving.pagerduty;

import static dev.watchbill.launcher.moving.Json.list;
import static dev.watchbill.launcher.moving.Json.required;
import static dev.watchbill.launcher.moving.Json.text;
import static dev.watchbill.launcher.moving.Json.time;
import static dev.watchbill.launcher.moving.Json.timeIfAny;
import static dev.watchbill.launcher.moving.Json.whole;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchbill.launcher.moving.Held;
import dev.watchbill.launcher.moving.Pages;
import dev.watchbill.launcher.moving.Source;
import dev.watchbill.launcher.moving.UnexpectedAnswer;
import dev.watchbill.launcher.moving.pagerduty.Account.Contact;
import dev.watchbill.launcher.moving.pagerduty.Account.Integration;
import dev.watchbill.launcher.moving.pagerduty.Account.Layer;
import dev.watchbill.launcher.moving.pagerduty.Account.OverrideEntry;
import dev.watchbill.launcher.moving.pagerduty.Account.Policy;
import dev.watchbill.launcher.moving.pagerduty.Account.Restriction;
import dev.watchbill.launcher.moving.pagerduty.Account.Rule;
import dev.watchbill.launcher.moving.pagerduty.Account.Schedule;
import dev.watchbill.launcher.moving.pagerduty.Account.Service;
import dev.watchbill.launcher.moving.pagerduty.Account.Step;
import dev.watchbill.launcher.moving.pagerduty.Account.Target;
import dev.watchbill.launcher.moving.pagerduty.Account.Team;
import dev.watchbill.launcher.moving.pagerduty.Account.User;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads an account. Paths and fields: PagerDuty's REST API, version 2. */
public final class AccountReader {
  /** It renders three months at most. */
  private static final Duration WINDOW = Duration.ofDays(56);

  /** Overrides are asked for so many windows ahead. */
  private static final int WINDOWS = 6;

  private static final int LONGEST = 366 * 24 * 3600;

  private final Source source;
  private final Instant from;
  private final Instant to;
  private final List<String> unread = new ArrayList<>();

  /**
   * @param from from when on schedules are rendered
   * @param to until when; exclusive
   */
  public AccountReader(Source source, Instant from, Instant to) {
    this.source = source;
    this.from = from;
    this.to = to;
  }

  public Account read() {
    return new Account(
        list(
            all(
                "users?include%5B%5D=contact_methods&include%5B%5D=notification_rules&limit=100",
                "users"),
            AccountReader::user),
        maybe("teams", "teams", this::team),
        list(all("schedules?limit=100", "schedules"), this::schedule),
        list(all("escalation_policies?limit=100", "escalation_policies"), AccountReader::policy),
        maybe("services", "services", AccountReader::service),
        unread);
  }

  private JsonNode all(String path, String items) {
    return new Pages(source, items, "/next").all(path);
  }

  private <T> List<T> maybe(String path, String items, Function<JsonNode, T> read) {
    var all = new Pages(source, items, "/next").maybe(path + "?limit=100");
    if (all.isEmpty()) {
      unread.add(path);
    }
    return all.map(it -> list(it, read)).orElse(List.of());
  }

  private static User user(JsonNode user) {
    return new User(
        required(user, "id"),
        text(user, "name"),
        text(user, "email"),
        text(user, "time_zone"),
        text(user, "role"),
        list(user.path("contact_methods"), AccountReader::contact),
        list(
            user.path("notification_rules"),
            it ->
                new Rule(
                    text(it, "urgency"),
                    whole(it, "start_delay_in_minutes", 0, 0, 599_999),
                    text(it.path("contact_method"), "id"))));
  }

  private static Contact contact(JsonNode contact) {
    var type = text(contact, "type").replaceFirst("_contact_method.*", "");
    var address = text(contact, "address");
    var isPhone = type.equals("sms") || type.equals("phone");
    return new Contact(
        text(contact, "id"),
        type,
        isPhone ? "+" + contact.path("country_code").asInt(1) + address : address);
  }

  private Team team(JsonNode team) {
    var id = required(team, "id");
    return new Team(
        id,
        text(team, "name"),
        maybe("teams/" + id + "/members", "members", it -> text(it.path("user"), "id")));
  }

  private Schedule schedule(JsonNode listed) {
    var id = required(listed, "id");
    var windows =
        windows(from, to).stream().map(it -> source.get("schedules/" + id + it.query())).toList();
    var schedule = windows.getFirst().path("schedule");
    var layers = new LinkedHashMap<String, Layer>();
    var rendered = new ArrayList<Held>();
    var isRendered = true;
    for (var window : windows) {
      for (var layer : window.path("schedule").path("schedule_layers")) {
        layers.merge(required(layer, "id"), layer(layer), AccountReader::joined);
      }
      var last = window.path("schedule").path("final_schedule");
      isRendered &= last.path("rendered_coverage_percentage").isNumber();
      rendered.addAll(entries(last));
    }
    var overrides = overrides(id);
    var shown = new ArrayList<>(rendered);
    shown.addAll(overlapping(id, overrides));
    return new Schedule(
        id,
        required(listed, "name"),
        text(schedule, "time_zone"),
        first(schedule.path("teams")),
        List.copyOf(layers.values()),
        overrides,
        isRendered ? Optional.of(rendered) : Optional.empty(),
        shown);
  }

  private static Optional<String> first(JsonNode references) {
    return Optional.of(text(references.path(0), "id")).filter(it -> !it.isEmpty());
  }

  private record Window(Instant since, Instant until) {
    String query() {
      return "?since=%s&until=%s".formatted(since, until);
    }

    boolean isWhereTwoAre(List<OverrideEntry> overrides) {
      var there =
          overrides.stream()
              .filter(it -> it.start().isBefore(until) && it.end().isAfter(since))
              .toList();
      return there.stream().anyMatch(one -> there.stream().anyMatch(other -> overlap(one, other)));
    }

    private static boolean overlap(OverrideEntry one, OverrideEntry other) {
      return !one.equals(other)
          && one.start().isBefore(other.end())
          && other.start().isBefore(one.end());
    }
  }

  private static List<Window> windows(Instant start, Instant end) {
    var windows = new ArrayList<Window>();
    for (var since = start; since.isBefore(end); since = since.plus(WINDOW)) {
      var until = since.plus(WINDOW);
      windows.add(new Window(since, until.isAfter(end) ? end : until));
    }
    return windows;
  }

  private static Layer joined(Layer one, Layer next) {
    var rendered = new ArrayList<>(one.rendered());
    rendered.addAll(next.rendered());
    return new Layer(
        one.name(),
        one.start(),
        one.end(),
        one.virtualStart(),
        one.turn(),
        one.users(),
        one.restrictions(),
        rendered);
  }

  private static Layer layer(JsonNode layer) {
    var start = time(layer, "start");
    return new Layer(
        text(layer, "name"),
        start,
        layer.path("end").isTextual() ? timeIfAny(layer, "end") : Optional.empty(),
        layer.path("rotation_virtual_start").isTextual()
            ? time(layer, "rotation_virtual_start")
            : start,
        whole(layer, "rotation_turn_length_seconds", 0, 1, LONGEST),
        list(layer.path("users"), it -> text(it.path("user"), "id")),
        list(
            layer.path("restrictions"),
            it ->
                new Restriction(
                    text(it, "type").equals("weekly_restriction")
                        ? whole(it, "start_day_of_week", 1, 1, 7)
                        : 0,
                    required(it, "start_time_of_day"),
                    whole(it, "duration_seconds", 0, 1, 7 * 24 * 3600))),
        entries(layer));
  }

  private static List<Held> entries(JsonNode rendered) {
    return list(
        rendered.path("rendered_schedule_entries"),
        it -> new Held(text(it.path("user"), "id"), time(it, "start"), time(it, "end")));
  }

  /** All of them as they are: by default they end where the window does, and have no ids. */
  private List<OverrideEntry> overrides(String schedule) {
    var overrides = new LinkedHashSet<OverrideEntry>();
    var path = "schedules/" + schedule + "/overrides";
    for (var window : windows(from, ahead())) {
      var answer = source.ask(path + window.query() + "&overflow=true").map(it -> listed(it, path));
      if (answer.isEmpty()) {
        unread.add(path + " from " + window.since());
        break;
      }
      overrides.addAll(list(answer.get(), AccountReader::override));
    }
    return List.copyOf(overrides);
  }

  private static JsonNode listed(JsonNode answer, String path) {
    if (!answer.path("overrides").isArray()) {
      throw new UnexpectedAnswer(
          "Expected a list \"overrides\" in the answer to %s".formatted(path));
    }
    return answer.path("overrides");
  }

  private Instant ahead() {
    return from.plus(WINDOW.multipliedBy(WINDOWS));
  }

  private static OverrideEntry override(JsonNode it) {
    return new OverrideEntry(text(it.path("user"), "id"), time(it, "start"), time(it, "end"));
  }

  /** Who is on call where overrides overlap, later than what is compared. */
  private List<Held> overlapping(String schedule, List<OverrideEntry> overrides) {
    var held = new ArrayList<Held>();
    for (var window : windows(to, ahead())) {
      if (window.isWhereTwoAre(overrides)) {
        source
            .ask("schedules/" + schedule + window.query())
            .ifPresent(it -> held.addAll(entries(it.path("schedule").path("final_schedule"))));
      }
    }
    return held;
  }

  private static Policy policy(JsonNode policy) {
    return new Policy(
        required(policy, "id"),
        required(policy, "name"),
        whole(policy, "num_loops", 0, 0, 1_000),
        list(
            policy.path("escalation_rules"),
            it ->
                new Step(
                    whole(it, "escalation_delay_in_minutes", 30, 1, 599_999),
                    assignment(it.path("escalation_rule_assignment_strategy")),
                    list(it.path("targets"), AccountReader::target))));
  }

  /** A word, or an object with it. */
  private static String assignment(JsonNode strategy) {
    return strategy.isTextual() ? strategy.asText() : text(strategy, "type");
  }

  private static Target target(JsonNode target) {
    return new Target(
        text(target, "type").replaceFirst("_reference$", ""),
        text(target, "id"),
        text(target, "summary"));
  }

  private static Service service(JsonNode service) {
    var rule = service.path("incident_urgency_rule");
    return new Service(
        required(service, "id"),
        required(service, "name"),
        !text(service, "status").equals("disabled"),
        first(service.path("teams")),
        text(service.path("escalation_policy"), "id"),
        text(rule, "type").equals("use_support_hours")
            ? "support_hours"
            : rule.path("urgency").asText("high"),
        whole(service, "acknowledgement_timeout", 0, 0, LONGEST),
        list(
            service.path("integrations"),
            it -> new Integration(text(it, "summary"), text(it, "type"))));
  }
}
