package dev.watchbill.notifier.teams;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.watchbill.notifier.answers.ButtonAction;
import dev.watchbill.notifier.answers.SnoozeLength;
import dev.watchbill.notifier.web.JsonText;
import dev.watchbill.schemas.IncidentBrief;
import dev.watchbill.schemas.Person;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What can be pressed on a bot's card: its verb says what, its data about which incident, and what
 * is filled in comes with it.
 *
 * @see <a href="https://adaptivecards.io/explorer/Action.Execute.html">Action.Execute</a>
 */
final class CardButtons {
  /** Names in the data of a press. */
  static final String INCIDENT = "incident";

  static final String TARGET = "target";
  static final String LENGTH = "length";
  static final String PERSON = "person";
  static final String TEXT = "text";

  /** That the card shows more than the one incident, and stays as it is. */
  static final String STAYS = "stays";

  private static final int MOST_PEOPLE = 50;
  private static final int LONGEST_NOTE = 1_000;

  private CardButtons() {}

  /** One that needs nothing filled in. */
  static ObjectNode press(ButtonAction action, String incident) {
    var button = execute(action.label(), action.id()).put("associatedInputs", "none");
    button.putObject("data").put(INCIDENT, incident);
    return action == ButtonAction.ACKNOWLEDGE ? button.put("style", "positive") : button;
  }

  /** The same on a card that shows many incidents. */
  static ObjectNode pressOfMany(ButtonAction action, String incident) {
    var button = press(action, incident);
    button.withObject("/data").put(STAYS, true);
    return button;
  }

  /** An answer to a notice. */
  static ObjectNode answer(String ask, String target) {
    var label = ask.substring(0, 1).toUpperCase(Locale.ROOT) + ask.substring(1);
    var button = execute(label, ask).put("associatedInputs", "none");
    button.putObject("data").put(TARGET, target);
    return ask.equals("accept") ? button.put("style", "positive") : button;
  }

  /** Opens what needs something filled in: for how long, whom, a note. */
  static ObjectNode more(IncidentBrief incident, RosterSnapshot roster) {
    var inner = JsonText.object().put("type", "AdaptiveCard");
    var body = inner.putArray("body");
    choices(
        body,
        LENGTH,
        "Snooze",
        Stream.of(SnoozeLength.values()).toList(),
        SnoozeLength::label,
        SnoozeLength::value);
    choices(body, PERSON, "Whom", people(incident, roster), Person::getName, Person::getId);
    body.addObject()
        .put("type", "Input.Text")
        .put("id", TEXT)
        .put("label", "Note")
        .put("isMultiline", true)
        .put("maxLength", LONGEST_NOTE);
    var actions = inner.putArray("actions");
    for (var action :
        List.of(
            ButtonAction.SNOOZE,
            ButtonAction.REASSIGN,
            ButtonAction.ADD_RESPONDER,
            ButtonAction.NOTE)) {
      var button = execute(action.label(), action.id());
      button.putObject("data").put(INCIDENT, incident.getId());
      actions.add(button);
    }
    var more = JsonText.object().put("type", "Action.ShowCard").put("title", "More …");
    more.set("card", inner);
    return more;
  }

  /** Those of its team; where it has none, everybody, while there is room. */
  private static List<Person> people(IncidentBrief incident, RosterSnapshot roster) {
    var team =
        Optional.ofNullable(incident.getTeam())
            .map(id -> roster.teams().get(id))
            .filter(it -> !it.getMembers().isEmpty());
    return team.map(it -> it.getMembers().stream().map(id -> roster.people().get(id)))
        .orElseGet(() -> roster.people().values().stream())
        .filter(Objects::nonNull)
        .sorted(Comparator.comparing(Person::getName))
        .limit(MOST_PEOPLE)
        .toList();
  }

  private static <T> void choices(
      ArrayNode body,
      String id,
      String label,
      List<T> all,
      Function<T, String> title,
      Function<T, String> value) {
    var input =
        body.addObject()
            .put("type", "Input.ChoiceSet")
            .put("id", id)
            .put("label", label)
            .put("style", "compact");
    var choices = input.putArray("choices");
    all.forEach(
        one -> choices.addObject().put("title", title.apply(one)).put("value", value.apply(one)));
  }

  private static ObjectNode execute(String title, String verb) {
    return JsonText.object().put("type", "Action.Execute").put("title", title).put("verb", verb);
  }
}
