package dev.watchbill.notifier.slack;

import dev.watchbill.notifier.answers.Responses;
import dev.watchbill.notifier.delivery.NotifierMetrics;
import dev.watchbill.notifier.known.KnownIncidents;
import dev.watchbill.notifier.known.KnownShifts;
import dev.watchbill.notifier.slack.PlanWish.Kind;
import java.time.InstantSource;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The slash command: what it asks for is done in the name of the linked person, and answered to
 * them alone.
 */
final class SlackCommands {
  private static final Logger LOG = LoggerFactory.getLogger(SlackCommands.class);

  private final SlackPeople people;
  private final SlackAnswers answers;
  private final NotifierMetrics metrics;
  private final OnCallAnswer onCall;
  private final IncidentAnswers incidents;
  private final PageByHand pages;
  private final PlanWishes plans;

  SlackCommands(
      Responses responses,
      GivenCommands given,
      SlackPeople people,
      KnownShifts shifts,
      KnownIncidents known,
      SlackAnswers answers,
      InstantSource clock,
      NotifierMetrics metrics) {
    this.people = people;
    this.answers = answers;
    this.metrics = metrics;
    onCall = new OnCallAnswer(people.roster(), shifts, clock);
    incidents = new IncidentAnswers(people.roster(), known);
    pages = new PageByHand(responses, people, clock);
    plans = new PlanWishes(given, people);
  }

  /** What is said, and a word for the metrics. */
  private record Answer(String word, SlackMessage message) {
    static Answer of(SlackMessage message) {
      return new Answer("answered", message);
    }

    static Answer of(Result result) {
      return new Answer(result.word(), SlackMessage.saying(result.sentence()));
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
          answers.say(asked.responseUrl(), answer.message());
        });
  }

  private Answer answer(Asked asked) {
    if (asked.verb().equals("help")) {
      return Answer.of(SlackMessage.saying(HelpText.all()));
    }
    return people
        .linked(asked.user())
        .map(person -> answer(asked, person))
        .orElseGet(() -> Answer.of(new Result("unlinked", SlackPeople.unlinked(asked.user()))));
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
    return Answer.of(plans.typed(kind, asked.rest(), person, asked.key()));
  }
}
