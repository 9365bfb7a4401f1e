package dev.watchbill.console.api.http;

import dev.watchbill.console.http.Answers;
import dev.watchbill.console.http.Call;
import dev.watchbill.console.http.Endpoint;
import dev.watchbill.console.http.Refusal;
import dev.watchbill.console.http.Route;
import dev.watchbill.console.readmodel.ReadModel;
import dev.watchbill.console.response.Csv;
import dev.watchbill.console.response.Report;
import dev.watchbill.console.response.Reports;
import io.helidon.http.HeaderNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/** How incidents were responded to, and who carried it. */
final class ResponseRoutes {
  private static final Duration WINDOW = Duration.ofDays(30);
  private static final Duration LONGEST = Duration.ofDays(400);

  private final ReadModel model;
  private final Reports reports;
  private final InstantSource clock;

  ResponseRoutes(ReadModel model, InstantSource clock) {
    this.model = model;
    this.reports = new Reports(model);
    this.clock = clock;
  }

  Map<Route, Endpoint> endpoints() {
    return Map.of(Route.RESPONSE, this::whole, Route.RESPONSE_CSV, this::csv);
  }

  private void whole(Call call) {
    call.allowQueries("team", "from", "to");
    Answers.json(call, report(call));
  }

  private void csv(Call call) {
    call.allowQueries("team", "from", "to", "table");
    var table = call.query("table").orElse("teams");
    if (!Csv.TABLES.contains(table)) {
      throw Refusal.badRequest(
          "table: expected one of %s, but got \"%s\"".formatted(Csv.TABLES, table));
    }
    var text = Csv.of(report(call), table);
    call.response().header(HeaderNames.CONTENT_TYPE, "text/csv; charset=utf-8");
    call.response()
        .header(HeaderNames.CONTENT_DISPOSITION, "attachment; filename=\"" + table + ".csv\"");
    Answers.body(call.request(), call.response(), text.getBytes(StandardCharsets.UTF_8));
  }

  private Report report(Call call) {
    var roster = model.roster();
    var team = call.query("team").orElse(null);
    if (team != null && !roster.teams().containsKey(team)) {
      throw Refusal.notFound("team: expected a team of the roster, but got \"" + team + "\"");
    }
    var to = Parameters.when(call, "to", roster).orElseGet(clock::instant);
    var from = Parameters.when(call, "from", roster).orElse(to.minus(WINDOW));
    if (!from.isBefore(to) || Duration.between(from, to).compareTo(LONGEST) > 0) {
      throw Refusal.badRequest(
          "Expected from, and to at most %d days after it, but got %s and %s"
              .formatted(LONGEST.toDays(), from, to));
    }
    return reports.of(from, to, team, roster.zone());
  }
}
