package dev.watchbill.console.pages.http;

import dev.watchbill.console.http.Call;
import dev.watchbill.console.http.Endpoint;
import dev.watchbill.console.http.Route;
import dev.watchbill.console.pages.Frame;
import dev.watchbill.console.pages.RejectedView;
import dev.watchbill.console.readmodel.questions.Cursor;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What intake refused, and taking it in once more; and test alerts. */
final class RejectedPages {
  private static final int SHOWN = 50;

  private final Stage stage;
  private final IntakeActions actions;

  RejectedPages(Stage stage, IntakeActions actions) {
    this.stage = stage;
    this.actions = actions;
  }

  Map<Route, Endpoint> endpoints() {
    return Map.of(
        Route.REJECTED_PAGE, this::list,
        Route.REJECTED_ONE_PAGE, this::one,
        Route.REPLAY_PAGE, this::replay,
        Route.TEST_PAGE, this::test);
  }

  private void list(Call call) {
    var only = call.query("integration").filter(name -> !name.isBlank()).orElse(null);
    var after = call.query("after").flatMap(Cursor::parse).orElse(Cursor.START);
    var found = stage.model().senders().list(only == null ? Set.of() : Set.of(only), after, SHOWN);
    var next = found.next();
    var view =
        new RejectedView(found.items(), only, next == null ? null : next.text(), stage.people());
    stage.show(call, stage.templates().rejected(stage.frame(call), view));
  }

  private void one(Call call) {
    var found = stage.model().senders().find(call.path("id"));
    if (found.isPresent()) {
      var view = new RejectedView(List.of(found.get()), null, null, stage.people());
      stage.show(call, stage.templates().rejectedOne(stage.frame(call), view));
    } else {
      stage.refuse(call, 404, "Not kept", "What was refused is kept for a while, and this isn't.");
    }
  }

  private void replay(Call call) {
    var said = actions.replay(call, call.path("id"));
    var from = Stage.cameFrom(call).filter(it -> it.startsWith("/rejected")).orElse("/rejected");
    stage.goOn(call, from, new Frame.Notice(said.good(), said.sentence()));
  }

  private void test(Call call) {
    var name = call.path("name");
    var integration = stage.model().roster().integrations().get(name);
    if (integration == null || integration.getEveryMs() > 0) {
      stage.goOn(
          call, "/configuration", new Frame.Notice(false, "There is no such sender of alerts."));
      return;
    }
    var tested = actions.test(call, name);
    stage.goOn(
        call,
        tested.incident().map(id -> "/incidents/" + id).orElse("/configuration"),
        new Frame.Notice(tested.said().good(), tested.said().sentence()));
  }
}
