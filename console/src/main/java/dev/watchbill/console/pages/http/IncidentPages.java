package dev.watchbill.console.pages.http;

import dev.watchbill.console.api.Answering;
import dev.watchbill.console.auth.NotAllowed;
import dev.watchbill.console.http.Call;
import dev.watchbill.console.http.Endpoint;
import dev.watchbill.console.http.Route;
import dev.watchbill.console.pages.Frame;
import dev.watchbill.console.pages.IncidentsView;
import dev.watchbill.console.pages.TellView;
import dev.watchbill.console.pages.Views;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Incidents, and what can be done about them. */
final class IncidentPages {
  private static final Set<String> ACTIONS =
      Set.of("acknowledge", "resolve", "escalate", "snooze", "reassign", "add-responder", "note");
  private static final Set<String> FOR_MANY = Set.of("acknowledge", "resolve");
  private static final Set<String> SHOWN =
      Set.of("unresolved", "open", "acknowledged", "snoozed", "resolved", "all");
  private static final int MOST_AT_ONCE = 100;
  private static final int LONGEST_NOTE = 2000;
  private static final int WHOLE_INBOX = 100;
  private static final int LISTED_PEOPLE = 300;

  private static final IncidentActions.Said NOT_THEIRS =
      new IncidentActions.Said(false, "Some are another team's, and not yours to act on.");

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
        Route.ACT_ON_MANY, this::actOnMany,
        Route.ACT_PAGE, this::act);
  }

  private void list(Call call) {
    var filter =
        new IncidentsView.Filter(
            call.query("show").filter(SHOWN::contains).orElse("unresolved"),
            word(call, "service"),
            word(call, "team"),
            word(call, "severity"),
            word(call, "text"));
    var view = views.incidents(filter, call.query("after").orElse(null));
    stage.show(call, stage.templates().incidents(stage.frame(call), view));
  }

  private static String word(Call call, String name) {
    return call.query(name).map(String::strip).orElse("");
  }

  private void one(Call call) {
    var id = call.path("id");
    var found = views.incident(id);
    var person = call.query("person").filter(stage.model().roster().people()::containsKey);
    var story = new Answering(stage.model()).why(id, person.orElse(null));
    if (found.isPresent() && story.isPresent()) {
      var view =
          new TellView(found.get(), story.get(), person.orElse(null), stage.people(), people());
      stage.show(call, stage.templates().incident(stage.frame(call), view));
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

  /** For the lists of whom to ask; none where they are too many to choose from. */
  private List<String> people() {
    var people = stage.model().roster().people().keySet();
    return people.size() > LISTED_PEOPLE ? List.of() : people.stream().sorted().toList();
  }

  private void act(Call call) {
    var action = call.path("action");
    var incident = call.path("id");
    var fields = call.form();
    var refusal = refusal(fields.getOrDefault("text", ""), action);
    if (refusal.isPresent()) {
      stage.refuse(call, 400, "Not done", refusal.get());
      return;
    }
    var said = actions.act(call, incident, action, fields);
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

  /** Boxes are named id:INCIDENT, as a form may have many of them. */
  private void actOnMany(Call call) {
    var fields = call.form();
    var action = fields.getOrDefault("action", "");
    var chosen =
        fields.keySet().stream()
            .filter(name -> name.startsWith("id:"))
            .map(name -> name.substring(3))
            .sorted()
            .limit(MOST_AT_ONCE)
            .toList();
    if (!FOR_MANY.contains(action) || chosen.isEmpty()) {
      stage.refuse(
          call, 400, "Not done", "Expected acknowledge or resolve, and at least one incident.");
      return;
    }
    var said = chosen.stream().map(incident -> oneOfMany(call, incident, action)).toList();
    if (said.stream().allMatch(Optional::isEmpty)) {
      // Nothing of it is theirs to do: the same refusal as for one.
      actions.act(call, chosen.getFirst(), action, Map.of());
    }
    announce(stage, call, action, said.stream().map(it -> it.orElse(NOT_THEIRS)).toList());
  }

  /** Empty: it isn't theirs to do. */
  private Optional<IncidentActions.Said> oneOfMany(Call call, String incident, String action) {
    try {
      return Optional.of(actions.act(call, incident, action, Map.of()));
    } catch (NotAllowed e) {
      return Optional.empty();
    }
  }

  private static void announce(
      Stage stage, Call call, String action, List<IncidentActions.Said> said) {
    var good = said.stream().filter(IncidentActions.Said::good).count();
    var first = said.stream().filter(one -> !one.good()).findFirst();
    stage.goOn(
        call,
        Stage.cameFrom(call).orElse("/incidents"),
        new Frame.Notice(
            first.isEmpty(),
            "%s: %d of %d".formatted(action, good, said.size())
                + first.map(one -> ". " + one.sentence()).orElse("")));
  }

  private static Optional<String> refusal(String text, String action) {
    if (!ACTIONS.contains(action)) {
      return Optional.of(
          "Expected one of %s, but got \"%s\".".formatted(new TreeSet<>(ACTIONS), action));
    }
    if (text.length() > LONGEST_NOTE || (action.equals("note") && text.isBlank())) {
      return Optional.of(
          "Expected a note of 1 to %d characters, but got %d."
              .formatted(LONGEST_NOTE, text.length()));
    }
    return Optional.empty();
  }
}
