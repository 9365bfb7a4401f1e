package dev.watchbill.console.pages.http;

import dev.watchbill.console.http.Call;
import dev.watchbill.console.http.Endpoint;
import dev.watchbill.console.http.Route;
import dev.watchbill.console.pages.Frame;
import dev.watchbill.console.pages.SilencesView;
import dev.watchbill.schemas.Silence;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Which alerts page nobody; and paging somebody by hand. */
final class SilencePages {
  private static final int LISTED_SERVICES = 300;
  private static final int SHOWN = 200;

  private final Stage stage;
  private final IncidentActions actions;

  SilencePages(Stage stage, IncidentActions actions) {
    this.stage = stage;
    this.actions = actions;
  }

  Map<Route, Endpoint> endpoints() {
    return Map.of(
        Route.SILENCES_PAGE, this::list,
        Route.MAKE_SILENCE, this::make,
        Route.LIFT_SILENCE, this::lift,
        Route.SUMMON_PAGE, this::form,
        Route.SUMMON, this::summon);
  }

  private void list(Call call) {
    var now = stage.now();
    var silences =
        stage.model().silences().all().stream()
            .sorted(
                Comparator.comparing((Silence it) -> SilencesView.isOver(it, now))
                    .thenComparing(Silence::getEndsAt, Comparator.reverseOrder()))
            .limit(SHOWN)
            .toList();
    var view =
        new SilencesView(
            silences,
            services(),
            call.query("service").orElse(""),
            call.query("matcher").orElse(""),
            stage.people());
    stage.show(call, stage.templates().silences(stage.frame(call), view));
  }

  private List<String> services() {
    var services = stage.model().roster().services().keySet();
    return services.size() > LISTED_SERVICES ? List.of() : services.stream().sorted().toList();
  }

  private void make(Call call) {
    goOn(call, "/silences", actions.silence(call, call.form()));
  }

  private void lift(Call call) {
    goOn(call, "/silences", actions.unsilence(call, call.path("id")));
  }

  private void form(Call call) {
    stage.show(
        call, stage.templates().summon(stage.frame(call), services(), call.query("to").orElse("")));
  }

  private void summon(Call call) {
    var said = actions.summon(call, call.form());
    goOn(call, said.good() ? "/incidents" : "/page", said);
  }

  private void goOn(Call call, String path, IncidentActions.Said said) {
    stage.goOn(call, path, new Frame.Notice(said.good(), said.sentence()));
  }
}
