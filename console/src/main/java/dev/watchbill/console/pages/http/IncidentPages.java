package dev.watchbill.console.pages.http;

import dev.watchbill.console.http.Call;
import dev.watchbill.console.http.Endpoint;
import dev.watchbill.console.http.Route;
import dev.watchbill.console.pages.Frame;
import dev.watchbill.console.pages.Views;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Incidents, and what can be done about them. */
final class IncidentPages {
  private static final Set<String> ACTIONS = Set.of("acknowledge", "resolve", "escalate", "note");
  private static final int LONGEST_NOTE = 2000;
  private static final int WHOLE_INBOX = 100;

  private final Stage stage;
  private final Views views;
  private final IncidentActions actions;
  private final NoticeAnswers answers;

  IncidentPages(Stage stage, Views views, IncidentActions actions, NoticeAnswers answers) {
    this.stage = stage;
    this.views = views;
    this.actions = actions;
    this.answers = answers;
  }

  Map<Route, Endpoint> endpoints() {
    return Map.of(
        Route.INCIDENTS_PAGE, this::list,
        Route.INCIDENT_PAGE, this::one,
        Route.INBOX_PAGE, this::inbox,
        Route.ANSWER_PAGE, this::answer,
        Route.ACT_PAGE, this::act);
  }

  private void list(Call call) {
    var view =
        views.incidents(call.query("show").orElse("unresolved"), call.query("after").orElse(null));
    stage.show(call, stage.templates().incidents(stage.frame(call), view));
  }

  private void one(Call call) {
    var id = call.path("id");
    var found = views.incident(id);
    if (found.isPresent()) {
      stage.show(call, stage.templates().incident(stage.frame(call), found.get()));
    } else {
      stage.refuse(
          call,
          404,
          "No such incident",
          "Expected the id of an incident such as checkout-42, but got \"" + id + "\".");
    }
  }

  private void inbox(Call call) {
    stage.show(call, stage.templates().inbox(stage.frame(call), views.inbox(WHOLE_INBOX)));
  }

  private void act(Call call) {
    var action = call.path("action");
    var incident = call.path("id");
    var text = call.form().getOrDefault("text", "");
    var refusal = refusal(text, action);
    if (refusal.isPresent()) {
      stage.refuse(call, 400, "Not done", refusal.get());
      return;
    }
    var said = actions.act(call, incident, action, text);
    stage.goOn(
        call,
        Stage.cameFrom(call).orElse("/incidents/" + incident),
        new Frame.Notice(said.good(), said.sentence()));
  }

  private void answer(Call call) {
    var answer = call.form().getOrDefault("answer", "");
    var target = call.form().getOrDefault("target", "");
    if (!Set.of("accept", "decline").contains(answer) || target.isBlank()) {
      stage.refuse(
          call,
          400,
          "Not done",
          "Expected accept or decline, and a target, but got \"" + answer + "\".");
      return;
    }
    var said = answers.answer(call, target, answer);
    stage.goOn(call, "/inbox", new Frame.Notice(said.good(), said.sentence()));
  }

  private static Optional<String> refusal(String text, String action) {
    if (!ACTIONS.contains(action)) {
      return Optional.of(
          "Expected acknowledge, resolve, escalate or note, but got \"" + action + "\".");
    }
    if (action.equals("note") && (text.isBlank() || text.length() > LONGEST_NOTE)) {
      return Optional.of(
          "Expected a note of 1 to "
              + LONGEST_NOTE
              + " characters, but got "
              + text.length()
              + ".");
    }
    return Optional.empty();
  }
}
