package dev.watchbill.notifier.teams;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchbill.notifier.answers.ButtonAction;
import dev.watchbill.notifier.answers.IncidentResponses;
import dev.watchbill.notifier.answers.NoticeAnswers;
import dev.watchbill.notifier.answers.Result;
import dev.watchbill.notifier.answers.SnoozeLength;
import dev.watchbill.schemas.Response;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Turns presses on cards into responses and commands, for whoever may do what they ask for. */
record Presses(IncidentResponses responses, NoticeAnswers notices) {
  private static final int LONGEST_NOTE = 2_000;

  /** What became of a press; empty: it asks for nothing that can be done here. */
  Optional<Result> perform(Activity pressed) {
    var verb = pressed.action().path("verb").asText("");
    var data = pressed.action().path("data");
    return ButtonAction.named(verb)
        .filter(_ -> IncidentResponses.isIncident(incident(pressed)))
        .map(action -> act(action, data, pressed))
        .or(() ->
            NoticeAnswers.Answer.of(verb, data.path(CardButtons.TARGET).asText(""), pressed.user())
                .map(answer -> notices.perform(answer, pressed.key())));
  }

  /** The incident a press is about; empty: none. */
  static String incident(Activity pressed) {
    return pressed.action().path("data").path(CardButtons.INCIDENT).asText("");
  }

  private Result act(ButtonAction action, JsonNode data, Activity pressed) {
    var person = responses.people().linked(pressed.user());
    if (person.isEmpty()) {
      return new Result("unlinked", responses.people().unlinked(pressed.user()));
    }
    return switch (action) {
      case ACKNOWLEDGE, RESOLVE, ESCALATE -> give(action, pressed, person.get(), it -> it);
      case SNOOZE ->
          SnoozeLength.parse(data.path(CardButtons.LENGTH).asText(""))
              .map(length -> {
                var until = responses.clock().instant().plus(length);
                return give(action, pressed, person.get(), it -> it.setUntil(until));
              })
              .orElseGet(() -> missing(action, "Choose for how long"));
      case REASSIGN, ADD_RESPONDER -> {
        var whom = data.path(CardButtons.PERSON).asText("");
        yield responses.people().roster().get().people().containsKey(whom)
            ? give(action, pressed, person.get(), it -> it.setTo(List.of(whom)))
            : missing(action, "Choose somebody of the roster");
      }
      case NOTE -> {
        var text = data.path(CardButtons.TEXT).asText("").strip();
        yield text.isEmpty() || text.length() > LONGEST_NOTE
            ? missing(action, "Write a note of at most %d characters".formatted(LONGEST_NOTE))
            : give(action, pressed, person.get(), it -> it.setText(text));
      }
    };
  }

  private Result give(
      ButtonAction action, Activity pressed, String person, UnaryOperator<Response.Builder> more) {
    return responses.give(
        action,
        incident(pressed),
        person,
        pressed.key(),
        response -> more.apply(response.setFrom(pressed.conversation())));
  }

  private static Result missing(ButtonAction action, String what) {
    return new Result("nonsense", "%s: not done. %s.".formatted(action.label(), what));
  }
}
