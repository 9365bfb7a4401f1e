package dev.watchbill.console.pages.http;

import dev.watchbill.console.api.OwnSettings;
import dev.watchbill.console.auth.Accounts;
import dev.watchbill.console.auth.Principal;
import dev.watchbill.console.auth.Sessions;
import dev.watchbill.console.http.Auditing;
import dev.watchbill.console.http.Endpoint;
import dev.watchbill.console.http.Route;
import dev.watchbill.console.pages.Views;
import dev.watchbill.console.readiness.Board;
import dev.watchbill.console.readiness.Channels;
import dev.watchbill.console.readmodel.ReadModel;
import dev.watchbill.console.review.Reviewing;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Predicate;

/** The web pages. They read and act without JavaScript; with it they stay live. */
public final class Pages implements AutoCloseable {
  private final LiveStream live = new LiveStream();
  private final Runnable unsubscribe;
  private final Map<Route, Endpoint> endpoints = new EnumMap<>(Route.class);

  /**
   * @param stillIn whether who was let in would be let in again; pages that stay open ask
   */
  public Pages(
      ReadModel model,
      Board board,
      IncidentActions actions,
      NoticeAnswers answers,
      ScheduleActions asking,
      OwnSettings settings,
      IntakeActions intake,
      Reviewing reviewing,
      Channels channels,
      Sessions sessions,
      Accounts accounts,
      Auditing auditing,
      Predicate<Principal> stillIn,
      InstantSource clock) {
    var stage = new Stage(model, clock);
    var views = new Views(model, channels);
    var assets = new Assets();
    endpoints.putAll(new ReadinessPage(stage, board, views).endpoints());
    endpoints.putAll(new IncidentPages(stage, views, actions, answers).endpoints());
    endpoints.putAll(new SilencePages(stage, actions).endpoints());
    endpoints.putAll(new ResponsePage(stage).endpoints());
    endpoints.putAll(new ConfigurationPage(stage, channels, sessions, auditing).endpoints());
    endpoints.putAll(new MyContactsPage(stage, settings, auditing).endpoints());
    endpoints.putAll(new RejectedPages(stage, intake).endpoints());
    endpoints.putAll(new ReviewPage(stage, reviewing, auditing).endpoints());
    endpoints.putAll(new AccessPage(stage, accounts, sessions, auditing).endpoints());
    endpoints.putAll(new SchedulePages(stage).endpoints());
    endpoints.putAll(new AskPages(stage, asking).endpoints());
    // Before anything is read, so that no change falls between a page and its stream.
    endpoints.replaceAll((_, endpoint) ->
        call -> {
          stage.looks(call, live.seen());
          endpoint.serve(call);
        });
    endpoints.put(
        Route.LIVE,
        call ->
            live.serve(call.response(), call.query("seen"), () -> stillIn.test(call.principal())));
    endpoints.put(Route.ASSET, call -> assets.serve(call.request(), call.response()));
    unsubscribe = model.changes().subscribe(change -> live.changed());
  }

  /** What answers each page's route. */
  public Map<Route, Endpoint> endpoints() {
    return endpoints;
  }

  @Override
  public void close() {
    unsubscribe.run();
    live.close();
  }
}
