package dev.watchbill.console.api.http;

import dev.watchbill.console.api.Foresight;
import dev.watchbill.console.api.KnownNow;
import dev.watchbill.console.http.Answers;
import dev.watchbill.console.http.Call;
import dev.watchbill.console.http.Endpoint;
import dev.watchbill.console.http.Refusal;
import dev.watchbill.console.http.Route;
import dev.watchbill.console.readmodel.ReadModel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * What would become of an alert, and how evenly duty is shared: {@code route}, {@code fairness}.
 */
final class ForesightRoutes {
  private static final List<String> SEVERITIES = List.of("critical", "error", "warning", "info");
  private static final Duration HALF_A_YEAR = Duration.ofDays(182);
  private static final Duration LONGEST = Duration.ofDays(5 * 366);
  private static final Duration FARTHEST = Duration.ofDays(2 * 366);
  private static final int MOST_LABELS = 50;

  /** Each answer is worked out, and takes a second of a large company: not many at once. */
  private final Semaphore atOnce = new Semaphore(2);

  private final ReadModel model;
  private final Foresight foresight;
  private final InstantSource clock;

  ForesightRoutes(ReadModel model, Foresight foresight, InstantSource clock) {
    this.model = model;
    this.foresight = foresight;
    this.clock = clock;
  }

  Map<Route, Endpoint> endpoints() {
    return Map.of(Route.ROUTE, this::route, Route.FAIRNESS, this::fairness);
  }

  private void route(Call call) {
    call.allowQueries("service", "severity", "at", "label");
    var service = required(call, "service");
    var severity = required(call, "severity");
    if (!SEVERITIES.contains(severity)) {
      throw Refusal.badRequest(
          "severity: expected one of %s, but got \"%s\"".formatted(SEVERITIES, severity));
    }
    var now = now();
    var at = Parameters.when(call, "at", model.roster()).orElse(now);
    var alert = new Foresight.Alert(service, severity, labels(call), at);
    Answers.json(call, worked(() -> foresight.route(new KnownNow(model).at(now), alert)));
  }

  private static Map<String, String> labels(Call call) {
    var labels = new TreeMap<String, String>();
    for (var text : call.queries("label")) {
      var equals = text.indexOf('=');
      if (equals < 1) {
        throw Refusal.badRequest("label: expected NAME=VALUE, but got \"%s\"".formatted(text));
      }
      labels.put(text.substring(0, equals), text.substring(equals + 1));
    }
    if (labels.size() > MOST_LABELS) {
      throw Refusal.badRequest(
          "label: expected at most %d, but got %d".formatted(MOST_LABELS, labels.size()));
    }
    return labels;
  }

  private void fairness(Call call) {
    call.allowQueries("schedule", "from", "to");
    var now = now();
    var from = Parameters.when(call, "from", model.roster()).orElse(now.minus(HALF_A_YEAR));
    var to = Parameters.when(call, "to", model.roster()).orElse(now.plus(HALF_A_YEAR));
    if (!from.isBefore(to) || from.plus(LONGEST).isBefore(to)) {
      throw Refusal.badRequest(
          "to: expected an instant after from (%s) and within five years of it, but got %s"
              .formatted(from, to));
    }
    if (to.isAfter(now.plus(FARTHEST))) {
      throw Refusal.badRequest("to: expected an instant within two years, but got " + to);
    }
    var schedules = Parameters.schedules(call, model.roster()).stream().sorted().toList();
    Answers.json(call, worked(() -> fairness(schedules, from, to, now)));
  }

  private Object fairness(List<String> schedules, Instant from, Instant to, Instant now) {
    return foresight.fairness(
        new KnownNow(model).at(now), model.served().records(from, to), schedules, from, to);
  }

  /** To the second, as nobody asks for less. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  private Object worked(Supplier<Object> answer) {
    try {
      if (!atOnce.tryAcquire(5, TimeUnit.SECONDS)) {
        throw Refusal.away("Others ask the same; ask again in a moment");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Refusal.away("This server ends");
    }
    try {
      return answer.get();
    } catch (IllegalArgumentException e) {
      throw Refusal.badRequest(String.valueOf(e.getMessage()));
    } finally {
      atOnce.release();
    }
  }

  private static String required(Call call, String name) {
    return call.query(name)
        .filter(text -> !text.isBlank())
        .orElseThrow(() -> Refusal.badRequest(name + ": expected a value, but got nothing"));
  }
}
