package dev.watchbill.notifier.slack;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.slack.api.app_backend.interactive_components.payload.BlockActionPayload;
import com.slack.api.util.json.GsonFactory;
import dev.watchbill.notifier.answers.ButtonAction;
import dev.watchbill.notifier.answers.IncidentResponses;
import dev.watchbill.notifier.answers.LinkedPeople;
import dev.watchbill.notifier.answers.NoticeAnswers;
import dev.watchbill.notifier.answers.Result;
import dev.watchbill.notifier.delivery.NotifierMetrics;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns presses of buttons into responses, and tells who pressed what became of it. */
final class SlackActions {
  private static final Logger LOG = LoggerFactory.getLogger(SlackActions.class);
  private static final Gson JSON = GsonFactory.createSnakeCase();
  private static final String HOME = "home";

  private final IncidentResponses responses;
  private final NoticeAnswers noticeAnswers;
  private final Dialogs dialogs;
  private final SlackHome home;
  private final LinkedPeople people;
  private final SlackAnswers answers;
  private final NotifierMetrics metrics;

  SlackActions(
      IncidentResponses responses,
      NoticeAnswers noticeAnswers,
      Dialogs dialogs,
      SlackHome home,
      SlackAnswers answers,
      NotifierMetrics metrics) {
    this.responses = responses;
    this.noticeAnswers = noticeAnswers;
    this.dialogs = dialogs;
    this.home = home;
    people = responses.people();
    this.answers = answers;
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
    boolean isWhole() {
      return switch (action) {
        case ACKNOWLEDGE, RESOLVE, ESCALATE -> true;
        case SNOOZE -> length.isPresent();
        case REASSIGN, ADD_RESPONDER -> other.isPresent();
        // It opens a dialog instead.
        case NOTE -> false;
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
    if (isPress(pressed)) {
      handle(pressed, key);
    }
  }

  private static boolean isPress(BlockActionPayload pressed) {
    return pressed != null
        && BlockActionPayload.TYPE.equals(pressed.getType())
        && pressed.getUser() != null
        && pressed.getActions() != null
        && !pressed.getActions().isEmpty();
  }

  private void handle(BlockActionPayload pressed, String key) {
    var user = user(pressed);
    var action = String.valueOf(pressed.getActions().getFirst().getActionId());
    if (action.equals(SlackHome.REFRESH)) {
      home.show(user, "");
      return;
    }
    var opening = Dialogs.of(pressed);
    if (opening.isPresent()) {
      var trigger = Objects.requireNonNullElse(pressed.getTriggerId(), "");
      dialogs
          .open(opening.get(), trigger, user)
          .ifPresent(result -> answer(pressed, opening.get().incident(), action, result));
      return;
    }
    press(pressed)
        .ifPresentOrElse(
            press -> answer(pressed, press.incident(), action, perform(press, key)),
            () ->
                notice(pressed)
                    .ifPresent(notice ->
                        answer(
                            pressed, notice.target(), action, noticeAnswers.perform(notice, key))));
  }

  private static Optional<NoticeAnswers.Answer> notice(BlockActionPayload pressed) {
    var first = pressed.getActions().getFirst();
    return NoticeAnswers.Answer.of(
        String.valueOf(first.getActionId()),
        Objects.requireNonNullElse(first.getValue(), ""),
        user(pressed));
  }

  private void answer(BlockActionPayload pressed, String about, String action, Result result) {
    metrics.pressed(SlackRooms.SLACK, result.word());
    LOG.atInfo()
        .addKeyValue("incident", about)
        .addKeyValue("action", action)
        .addKeyValue("outcome", result.word())
        .log("button pressed in slack");
    if (pressed.getView() != null && HOME.equals(pressed.getView().getType())) {
      home.show(user(pressed), result.sentence());
    } else {
      answers.say(pressed.getResponseUrl(), result.sentence());
    }
  }

  private static String user(BlockActionPayload pressed) {
    return String.valueOf(pressed.getUser().getId());
  }

  private static Optional<Press> press(BlockActionPayload pressed) {
    var first = pressed.getActions().getFirst();
    var from = pressed.getChannel() == null ? "" : String.valueOf(pressed.getChannel().getId());
    return ButtonAction.named(String.valueOf(first.getActionId()))
        .map(action ->
            new Press(
                action,
                action.isMenu() ? IncidentMenus.incident(first) : String.valueOf(first.getValue()),
                user(pressed),
                from,
                IncidentMenus.length(first),
                Optional.ofNullable(first.getSelectedUser())))
        .filter(press -> IncidentResponses.isIncident(press.incident()))
        .filter(Press::isWhole);
  }

  private Result perform(Press press, String key) {
    return people
        .linked(press.user())
        .map(person -> respond(press, person, key))
        .orElseGet(() -> new Result("unlinked", people.unlinked(press.user())));
  }

  private Result respond(Press press, String person, String key) {
    var other = press.other().flatMap(people::linked);
    if (press.other().isPresent() && other.isEmpty()) {
      return new Result(
          "unlinked",
          "%s: not done for %s. Nobody in the roster has the Slack user id %s."
              .formatted(press.action().label(), press.incident(), press.other().get()));
    }
    return responses.give(
        press.action(),
        press.incident(),
        person,
        key,
        response ->
            response
                .setFrom(press.from())
                .setTo(other.map(List::of).orElse(List.of()))
                .setUntil(press.length().map(responses.clock().instant()::plus).orElse(null)));
  }
}
