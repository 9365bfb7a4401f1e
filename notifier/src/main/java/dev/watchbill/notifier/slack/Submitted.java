package dev.watchbill.notifier.slack;

import com.slack.api.app_backend.views.payload.ViewSubmissionPayload;
import com.slack.api.model.view.ViewState;
import dev.watchbill.notifier.answers.LinkedPeople;
import dev.watchbill.notifier.slack.PlanWish.Kind;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The fields of a dialog, read one after another; what is wrong with them is kept by field. */
final class Submitted {
  private static final int LONGEST_TEXT = 500;

  private final Map<String, Map<String, ViewState.Value>> values;
  private final LinkedPeople people;
  private final Map<String, String> errors = new HashMap<>();

  Submitted(ViewSubmissionPayload payload, LinkedPeople people) {
    var state = payload.getView().getState();
    values = state == null || state.getValues() == null ? Map.of() : state.getValues();
    this.people = people;
  }

  /** What is wrong, by field. */
  Map<String, String> errors() {
    return errors;
  }

  /** What is wished; empty: {@link #errors} says why it can't be. */
  Optional<PlanWish> wish(Kind kind, String asker, Instant now) {
    var schedule = kind == Kind.LEAVE ? null : schedule();
    var who = person("who");
    var insteadOf =
        switch (kind) {
          case OVERRIDE -> user("insteadOf").isEmpty() ? null : person("insteadOf");
          case SWAP -> asker;
          case LEAVE -> null;
        };
    var rotation = kind == Kind.OVERRIDE ? rotation(String.valueOf(schedule)) : null;
    var from = required("from");
    var to = required("to");
    if (!errors.isEmpty()) {
      return Optional.empty();
    }
    var wish =
        new PlanWish(
            kind,
            schedule,
            who,
            insteadOf,
            rotation,
            from,
            to,
            moment("returnFrom").orElse(null),
            moment("returnTo").orElse(null),
            SlackText.line(text("text"), LONGEST_TEXT));
    wish.wrong(now).ifPresent(wrong -> errors.put(wrong.field(), wrong.sentence() + "."));
    return errors.isEmpty() ? Optional.of(wish) : Optional.empty();
  }

  /** What was written in a field; nothing where it is empty. */
  String text(String field) {
    return of(field, ViewState.Value::getValue).orElse("").strip();
  }

  private String schedule() {
    var chosen = choice("schedule").orElseGet(() -> text("schedule"));
    if (!roster().schedules().containsKey(chosen)) {
      errors.put(
          "schedule",
          "Expected a schedule of the roster, but got \"%s\"."
              .formatted(SlackText.line(chosen, 100)));
    }
    return chosen;
  }

  /** Null: whichever; whether there is one of a name that was typed is the planner's to say. */
  private @Nullable String rotation(String schedule) {
    var choice = choice("rotation");
    if (choice.isEmpty()) {
      return text("rotation").isEmpty() ? null : text("rotation");
    }
    var rotation = RotationField.chosen(schedule, choice.get());
    if (rotation.isEmpty()) {
      errors.put(
          "rotation",
          "Expected a rotation of %s, but got %s."
              .formatted(SlackText.line(schedule, 100), SlackText.line(choice.get(), 100)));
    }
    return rotation.orElse(null);
  }

  private Optional<String> choice(String field) {
    return of(
        field,
        value -> value.getSelectedOption() == null ? null : value.getSelectedOption().getValue());
  }

  private String person(String field) {
    var user = user(field);
    var person = user.flatMap(people::linked);
    if (person.isEmpty()) {
      errors.put(
          field,
          user.isEmpty()
              ? "Expected somebody, but nobody was chosen."
              : "Nobody in the roster has the Slack user id %s."
                  .formatted(SlackText.line(user.get(), 30)));
    }
    return person.orElse("");
  }

  private Optional<String> user(String field) {
    return of(field, ViewState.Value::getSelectedUser);
  }

  private Instant required(String field) {
    return moment(field)
        .orElseGet(() -> {
          errors.put(field, "Expected a day and time, but got nothing.");
          return Instant.EPOCH;
        });
  }

  private Optional<Instant> moment(String field) {
    return of(field, ViewState.Value::getSelectedDateTime).map(Instant::ofEpochSecond);
  }

  private <T> Optional<T> of(String field, Function<ViewState.Value, @Nullable T> what) {
    var value = Objects.requireNonNullElse(values.get(field), Map.<String, ViewState.Value>of());
    return Optional.ofNullable(value.get(Modals.VALUE)).map(what);
  }

  private RosterSnapshot roster() {
    return people.roster().get();
  }
}
