package dev.watchbill.notifier.slack;

import dev.watchbill.notifier.answers.LinkedPeople;
import dev.watchbill.notifier.answers.Result;
import dev.watchbill.notifier.delivery.NotifierMetrics;
import dev.watchbill.notifier.slack.PlanWish.Kind;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The slash command: what it asks for is done in the name of the linked person, and answered to
 * them alone.
 */
final class SlackCommands {
  private static final Logger LOG = LoggerFactory.getLogger(SlackCommands.class);

  private final LinkedPeople people;
  private final SlackAnswers answers;
  private final NotifierMetrics metrics;
  private final OnCallAnswer onCall;
  private final IncidentAnswers incidents;
  private final PageByHand pages;
  private final PlanWishes plans;
  private final Dialogs dialogs;

  SlackCommands(
      OnCallAnswer onCall,
      IncidentAnswers incidents,
      PageByHand pages,
      PlanWishes plans,
      Dialogs dialogs,
      SlackAnswers answers,
      NotifierMetrics metrics) {
    this.onCall = onCall;
    this.incidents = incidents;
    this.pages = pages;
    this.plans = plans;
    this.dialogs = dialogs;
    people = plans.people();
    this.answers = answers;
    this.metrics = metrics;
  }

  /**
   * What is said, and a word for the metrics.
   *
   * @param message empty: a dialog has opened instead
   */
  private record Answer(String word, Optional<SlackMessage> message) {
    static final Answer DIALOG = new Answer("dialog", Optional.empty());

    static Answer of(SlackMessage message) {
      return new Answer("answered", Optional.of(message));
    }

    static Answer of(Result result) {
      return new Answer(result.word(), Optional.of(SlackMessage.saying(result.sentence())));
    }
  }

  /**
   * Does what is asked for, and answers it. Takes as long as that takes.
   *
   * @param fields as Slack sent them, their signature checked
   * @param key the same for the same request, whenever it arrives
   */
  void handle(Map<String, String> fields, String key) {
    Asked.of(fields, key)
        .ifPresent(asked -> {
          var answer = answer(asked);
          metrics.pressed(SlackRooms.SLACK, answer.word());
          LOG.atInfo()
              .addKeyValue("command", SlackText.line(asked.verb(), 20))
              .addKeyValue("outcome", answer.word())
              .log("command given in slack");
          answer.message().ifPresent(message -> answers.say(asked.responseUrl(), message));
        });
  }

  private Answer answer(Asked asked) {
    if (asked.verb().equals("help")) {
      return Answer.of(SlackMessage.saying(HelpText.all()));
    }
    return people
        .linked(asked.user())
        .map(person -> answer(asked, person))
        .orElseGet(() -> Answer.of(new Result("unlinked", people.unlinked(asked.user()))));
  }

  private Answer answer(Asked asked, String person) {
    return switch (asked.verb()) {
      case "oncall" -> Answer.of(onCall.of(asked.rest(), person));
      case "incidents" -> Answer.of(incidents.open(asked.rest(), person));
      case "why" -> Answer.of(incidents.why(asked.rest()));
      case "page" -> Answer.of(pages.page(asked, person));
      case "override" -> plan(Kind.OVERRIDE, asked, person);
      case "swap" -> plan(Kind.SWAP, asked, person);
      case "away" -> plan(Kind.LEAVE, asked, person);
      case "back" -> Answer.of(plans.back(person, asked.key()));
      default -> Answer.of(SlackMessage.saying(HelpText.after(asked.verb())));
    };
  }

  private Answer plan(Kind kind, Asked asked, String person) {
    if (asked.rest().isEmpty() && !asked.trigger().isEmpty()) {
      var opening = new Dialogs.Opening(Optional.of(kind), "");
      return dialogs
          .open(opening, asked.trigger(), asked.user())
          .map(Answer::of)
          .orElse(Answer.DIALOG);
    }
    return Answer.of(plans.typed(kind, asked.rest(), person, asked.key()));
  }
}
