package dev.watchbill.notifier.slack;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.slack.api.app_backend.interactive_components.payload.BlockActionPayload;
import com.slack.api.util.json.GsonFactory;
import dev.watchbill.notifier.answers.Responses;
import dev.watchbill.notifier.delivery.NotifierMetrics;
import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.Response;
import dev.watchbill.schemas.config.Secrets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns presses of buttons into responses, and tells who pressed what became of it. */
final class SlackActions {
  private static final Logger LOG = LoggerFactory.getLogger(SlackActions.class);
  private static final Gson JSON = GsonFactory.createSnakeCase();
  private static final Pattern INCIDENT = Pattern.compile("[A-Za-z0-9._-]{1,100}-[0-9]{1,18}");

  private final Responses responses;
  private final NoticeAnswers noticeAnswers;
  private final SlackPeople people;
  private final SlackAnswers answers;
  private final InstantSource clock;
  private final NotifierMetrics metrics;

  SlackActions(
      Responses responses,
      GivenCommands given,
      SlackPeople people,
      SlackAnswers answers,
      InstantSource clock,
      NotifierMetrics metrics) {
    this.responses = responses;
    this.people = people;
    noticeAnswers = new NoticeAnswers(given, people);
    this.answers = answers;
    this.clock = clock;
    this.metrics = metrics;
  }

  /**
   * One press, or one choice of a menu.
   *
   * @param length of a snooze
   * @param other the Slack user who is to take or help
   */
  private record Press(
      ButtonAction action,
      String incident,
      String user,
      String from,
      Optional<Duration> length,
      Optional<String> other) {
    String service() {
      return incident.substring(0, incident.lastIndexOf('-'));
    }

    boolean isWhole() {
      return switch (action) {
        case ACKNOWLEDGE, RESOLVE, ESCALATE -> true;
        case SNOOZE -> length.isPresent();
        case REASSIGN, ADD_RESPONDER -> other.isPresent();
      };
    }
  }

  /**
   * Does what a press asks for, and answers it. Takes as long as that takes.
   *
   * @param payload as Slack sent it, its signature checked
   * @param key the same for the same press, whenever and wherever it arrives
   */
  void handle(String payload, String key) {
    BlockActionPayload pressed;
    try {
      pressed = JSON.fromJson(payload, BlockActionPayload.class);
    } catch (JsonParseException e) {
      metrics.pressed(SlackRooms.SLACK, "unreadable");
      LOG.atWarn().log("unreadable interaction from slack ignored");
      return;
    }
    press(pressed)
        .ifPresentOrElse(
            press -> {
              var result = perform(press, key);
              told(press.incident(), press.action().id(), result.word());
              answers.say(pressed.getResponseUrl(), result.sentence());
            },
            () -> answered(pressed, key));
  }

  private void answered(BlockActionPayload pressed, String key) {
    NoticeAnswers.of(pressed)
        .ifPresent(answer -> {
          var result = noticeAnswers.perform(answer, key);
          told(answer.target(), answer.answer(), result.word());
          answers.say(pressed.getResponseUrl(), result.sentence());
        });
  }

  private void told(String about, String action, String word) {
    metrics.pressed(SlackRooms.SLACK, word);
    LOG.atInfo()
        .addKeyValue("incident", about)
        .addKeyValue("action", action)
        .addKeyValue("outcome", word)
        .log("button pressed in slack");
  }

  private static Optional<Press> press(BlockActionPayload pressed) {
    if (pressed == null
        || !BlockActionPayload.TYPE.equals(pressed.getType())
        || pressed.getUser() == null
        || pressed.getActions() == null
        || pressed.getActions().isEmpty()) {
      return Optional.empty();
    }
    var first = pressed.getActions().getFirst();
    var from = pressed.getChannel() == null ? "" : String.valueOf(pressed.getChannel().getId());
    return ButtonAction.named(String.valueOf(first.getActionId()))
        .map(action ->
            new Press(
                action,
                action.isMenu() ? IncidentMenus.incident(first) : String.valueOf(first.getValue()),
                String.valueOf(pressed.getUser().getId()),
                from,
                IncidentMenus.length(first),
                Optional.ofNullable(first.getSelectedUser())))
        .filter(press -> INCIDENT.matcher(press.incident()).matches())
        .filter(Press::isWhole);
  }

  private Result perform(Press press, String key) {
    return people
        .linked(press.user())
        .map(person -> people.mayAct(person) ? respond(press, person, key) : forbidden(press))
        .orElseGet(() -> new Result("unlinked", SlackPeople.unlinked(press.user())));
  }

  private static Result forbidden(Press press) {
    return new Result(
        "forbidden",
        "%s: not done for %s. Your role in the roster is viewer; acting takes a responder."
            .formatted(press.action().label(), press.incident()));
  }

  private Result respond(Press press, String person, String key) {
    var other = press.other().flatMap(people::linked);
    if (press.other().isPresent() && other.isEmpty()) {
      return new Result(
          "unlinked",
          "%s: not done for %s. Nobody in the roster has the Slack user id %s."
              .formatted(press.action().label(), press.incident(), press.other().get()));
    }
    var response =
        Response.newBuilder()
            .setId("slack-" + Secrets.hash(key).substring(0, 32))
            .setIncident(press.incident())
            .setService(press.service())
            .setAt(clock.instant())
            .setPerson(person)
            .setAction(press.action().id())
            .setVia(SlackRooms.SLACK)
            .setFrom(press.from())
            .setTo(other.map(List::of).orElse(List.of()))
            .setUntil(press.length().map(clock.instant()::plus).orElse(null))
            .build();
    try {
      return said(press, responses.give(response).join());
    } catch (CompletionException e) {
      return failed(press, e);
    }
  }

  private static Result said(Press press, IncidentEvent event) {
    var outcome = event.getOutcome() == null ? "applied" : event.getOutcome();
    var incident = press.incident();
    var plain =
        Map.of(
            "applied", press.action().label() + ": done for " + incident + ".",
            "already", press.action().label() + ": it was so already for " + incident + ".",
            "refused", press.action().label() + ": refused for " + incident + ".",
            "unknown", "There is no incident " + incident + " any more.");
    var sentence = plain.getOrDefault(outcome, press.action().label() + ": " + outcome + ".");
    return new Result(
        outcome, event.getWhy().isBlank() ? sentence : sentence + " " + event.getWhy());
  }

  private static Result failed(Press press, CompletionException e) {
    if (e.getCause() instanceof TimeoutException) {
      return new Result(
          "late",
          "%s: recorded for %s, but it takes longer than usual. The message changes when it is in force."
              .formatted(press.action().label(), press.incident()));
    }
    LOG.atError().addKeyValue("incident", press.incident()).setCause(e).log("response not written");
    return new Result(
        "failed",
        "%s: not recorded for %s, Watchbill can't reach its broker. Try again, or call."
            .formatted(press.action().label(), press.incident()));
  }
}
