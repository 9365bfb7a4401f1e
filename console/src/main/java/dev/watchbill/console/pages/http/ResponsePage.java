package dev.watchbill.console.pages.http;

import dev.watchbill.console.http.Call;
import dev.watchbill.console.http.Endpoint;
import dev.watchbill.console.http.Route;
import dev.watchbill.console.pages.ResponseView;
import dev.watchbill.console.response.Reports;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** How incidents were responded to, and who carried it. */
final class ResponsePage {
  private static final List<Integer> WINDOWS = List.of(7, 30, 90);
  private static final int LISTED_TEAMS = 200;

  private final Stage stage;
  private final Reports reports;

  ResponsePage(Stage stage) {
    this.stage = stage;
    this.reports = new Reports(stage.model());
  }

  Map<Route, Endpoint> endpoints() {
    return Map.of(Route.RESPONSE_PAGE, this::show);
  }

  private void show(Call call) {
    var roster = stage.model().roster();
    var team = call.query("team").filter(roster.teams()::containsKey).orElse(null);
    var days =
        call.query("days")
            .filter(it -> it.matches("\\d{1,3}"))
            .map(Integer::valueOf)
            .filter(WINDOWS::contains)
            .orElse(30);
    var now = stage.now();
    var report =
        reports.of(
            now.minus(Duration.ofDays(days)), now, team, stage.zone(call.principal().person()));
    var teams = roster.teams().keySet().stream().sorted().toList();
    var view =
        new ResponseView(
            report, days, teams.size() > LISTED_TEAMS ? List.of() : teams, stage.people());
    stage.show(call, stage.templates().response(stage.frame(call), view));
  }
}
