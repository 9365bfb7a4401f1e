package dev.watchbill.notifier.slack;

import com.slack.api.app_backend.interactive_components.payload.BlockActionPayload;
import com.slack.api.model.view.View;
import dev.watchbill.notifier.answers.ButtonAction;
import dev.watchbill.notifier.answers.IncidentResponses;
import dev.watchbill.notifier.answers.LinkedPeople;
import dev.watchbill.notifier.answers.Result;
import dev.watchbill.notifier.delivery.Delivery;
import dev.watchbill.notifier.slack.PlanWish.Kind;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;

/** Opens dialogs, for whoever may do what they ask for. Slack gives three seconds for it. */
record Dialogs(SlackApi api, LinkedPeople people, InstantSource clock) {
  /** Begins the actions of buttons that open one for a plan. */
  static final String OPEN = "open-";

  /** A press that opens a dialog: for a plan, or for a note about an incident. */
  record Opening(Optional<Kind> kind, String incident) {}

  /** Empty: the button opens none. */
  static Optional<Opening> of(BlockActionPayload pressed) {
    var first = pressed.getActions().getFirst();
    var action = String.valueOf(first.getActionId());
    var incident = String.valueOf(first.getValue());
    if (action.equals(ButtonAction.NOTE.id()) && IncidentResponses.isIncident(incident)) {
      return Optional.of(new Opening(Optional.empty(), incident));
    }
    return Arrays.stream(Kind.values())
        .filter(kind -> action.equals(OPEN + kind.action()))
        .findFirst()
        .map(kind -> new Opening(Optional.of(kind), ""));
  }

  /**
   * Opens it.
   *
   * @param trigger as Slack sent it with what was pressed or typed
   * @return why not; empty: it is open
   */
  Optional<Result> open(Opening opening, String trigger, String user) {
    var person = people.linked(user);
    if (person.isEmpty()) {
      return Optional.of(new Result("unlinked", people.unlinked(user)));
    }
    if (!people.mayAct(person.get())) {
      return Optional.of(LinkedPeople.forbidden());
    }
    var view =
        opening
            .kind()
            .map(kind -> Modals.of(kind, user, people.roster().get(), clock.instant()))
            .orElseGet(() -> Modals.note(opening.incident()));
    return opened(view, trigger);
  }

  private Optional<Result> opened(View view, String trigger) {
    return switch (api.open(trigger, view)) {
      case Delivery.Delivered _ -> Optional.empty();
      case Delivery.Retryable retryable -> failed(retryable.reason());
      case Delivery.Refused refused -> failed(refused.reason());
    };
  }

  private static Optional<Result> failed(String reason) {
    return Optional.of(
        new Result(
            "failed",
            "The dialog could not be opened: %s. Try again, or type it: /watchbill help."
                .formatted(reason)));
  }
}
