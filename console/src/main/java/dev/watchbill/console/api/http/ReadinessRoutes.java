package dev.watchbill.console.api.http;

import dev.watchbill.console.http.Answers;
import dev.watchbill.console.http.Call;
import dev.watchbill.console.http.Endpoint;
import dev.watchbill.console.http.Refusal;
import dev.watchbill.console.http.Route;
import dev.watchbill.console.readiness.Board;
import dev.watchbill.console.readmodel.ReadModel;
import java.time.InstantSource;
import java.util.Map;

/** Whether somebody will come. */
final class ReadinessRoutes {
  private final ReadModel model;
  private final Board board;
  private final InstantSource clock;

  ReadinessRoutes(ReadModel model, Board board, InstantSource clock) {
    this.model = model;
    this.board = board;
    this.clock = clock;
  }

  Map<Route, Endpoint> endpoints() {
    return Map.of(Route.READINESS, this::readiness);
  }

  private void readiness(Call call) {
    call.allowQueries("team");
    var team = call.query("team").orElse(null);
    if (team != null && !model.roster().teams().containsKey(team)) {
      throw Refusal.notFound("team: expected a team of the roster, but got \"" + team + "\"");
    }
    Answers.json(call, board.at(clock.instant(), team));
  }
}
