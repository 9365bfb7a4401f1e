package dev.watchbill.console.pages.http;

import dev.watchbill.console.http.Call;
import dev.watchbill.console.http.Endpoint;
import dev.watchbill.console.http.Route;
import dev.watchbill.console.pages.IncidentRow;
import dev.watchbill.console.pages.ReadinessView;
import dev.watchbill.console.pages.Views;
import dev.watchbill.console.readiness.Board;
import dev.watchbill.console.readiness.Readiness.TeamState;
import dev.watchbill.console.readmodel.questions.Cursor;
import dev.watchbill.console.readmodel.questions.Incidents;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The first page: whether somebody will come. */
final class ReadinessPage {
  private static final int INCIDENTS = 12;
  private static final int SERVICES = 60;

  private final Stage stage;
  private final Board board;
  private final Views views;

  ReadinessPage(Stage stage, Board board, Views views) {
    this.stage = stage;
    this.board = board;
    this.views = views;
  }

  Map<Route, Endpoint> endpoints() {
    return Map.of(Route.READINESS_PAGE, this::show);
  }

  private void show(Call call) {
    var team =
        call.query("team")
            .filter(it -> stage.model().roster().teams().containsKey(it))
            .orElse(null);
    stage.show(call, stage.templates().readiness(stage.frame(call), view(team, from(call))));
  }

  private static int from(Call call) {
    return call.query("from").filter(it -> it.matches("\\d{1,6}")).map(Integer::parseInt).orElse(0);
  }

  private ReadinessView view(@Nullable String team, int from) {
    // One more than is shown says whether there are more.
    var state = board.at(stage.now(), team, from, SERVICES + 1);
    var services = state.services().stream().limit(SERVICES).toList();
    var more = state.services().size() > SERVICES;
    return new ReadinessView(
        state,
        stage.people(),
        incidents(team),
        state.teams().stream().mapToLong(TeamState::open).sum(),
        services,
        team,
        from,
        more ? from + SERVICES : null);
  }

  private List<IncidentRow> incidents(@Nullable String team) {
    var teams = team == null ? Set.<String>of() : Set.of(team);
    var filter = new Incidents.Filter(Incidents.UNRESOLVED, Set.of(), teams, Set.of());
    return stage.model().incidents().list(filter, Cursor.START, INCIDENTS).items().stream()
        .map(views::row)
        .sorted(Comparator.comparing(row -> !row.needsSomebody()))
        .toList();
  }
}
