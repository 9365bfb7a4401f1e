package dev.watchbill.notifier.slack;

import dev.watchbill.notifier.answers.LinkedPeople;
import dev.watchbill.notifier.answers.NotRecordedYet;
import dev.watchbill.notifier.answers.Responses;
import dev.watchbill.notifier.answers.Result;
import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.OwnPages;
import dev.watchbill.schemas.Response;
import dev.watchbill.schemas.config.Secrets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pages without any alert, asked for in Slack. */
record PageByHand(Responses responses, LinkedPeople people, InstantSource clock) {
  private static final Logger LOG = LoggerFactory.getLogger(PageByHand.class);

  /** The service of those that name none. */
  private static final String NO_SERVICE = "by-hand";

  private static final Pattern SEVERITY = Pattern.compile("(critical|error|warning|info):");
  private static final Pattern NAMED = Pattern.compile("<?@|(person|team|schedule):");
  private static final String SERVICE = "service:";
  private static final int MOST = 20;
  private static final int LONGEST_TEXT = 2_000;

  /**
   * What was typed.
   *
   * @param to as in {@code Response.to}
   */
  private record Typed(String service, List<String> to, String severity, String text) {}

  /**
   * Pages.
   *
   * @param asked whose words name people, teams, schedules, a service, then say what it is about
   */
  Result page(Asked asked, String asker) {
    if (!people.mayAct(asker)) {
      return LinkedPeople.forbidden();
    }
    var typed = typed(asked.rest(), asker);
    return wrong(asked, typed)
        .orElseGet(() ->
            give(
                Response.newBuilder()
                    .setId("slack-" + Secrets.hash(asked.key()).substring(0, 32))
                    .setService(typed.service())
                    .setAt(clock.instant())
                    .setPerson(asker)
                    .setAction("page")
                    .setVia(SlackRooms.SLACK)
                    .setText(typed.text())
                    .setTo(typed.to())
                    .setSeverity(typed.severity())
                    .setFrom(asked.channel())
                    .build()));
  }

  private Typed typed(List<String> all, String asker) {
    var words = new ArrayList<>(all);
    var to = new LinkedHashSet<String>();
    var service = NO_SERVICE;
    while (!words.isEmpty()) {
      var word = words.getFirst();
      // Behind the first one a bare name may be the beginning of the text.
      var target =
          to.isEmpty() || NAMED.matcher(word).lookingAt()
              ? new Named(people).target(word, asker)
              : Optional.<String>empty();
      if (word.startsWith(SERVICE)) {
        service = word.substring(SERVICE.length());
      } else if (target.isPresent()) {
        to.add(target.get());
      } else {
        break;
      }
      words.removeFirst();
    }
    var severity = "error";
    if (!words.isEmpty() && SEVERITY.matcher(words.getFirst()).matches()) {
      severity = words.removeFirst().replace(":", "");
    }
    var text = SlackText.line(String.join(" ", words), LONGEST_TEXT);
    if (text.isBlank() && all.equals(List.of("me"))) {
      text = OwnPages.TEST;
    }
    return new Typed(service, List.copyOf(to), severity, text);
  }

  private Optional<Result> wrong(Asked asked, Typed typed) {
    var named = !typed.service().equals(NO_SERVICE);
    if (named && !people.roster().get().services().containsKey(typed.service())) {
      return nonsense(
          "Expected a service of the roster, but got \"%s\"."
              .formatted(SlackText.line(typed.service(), 100)));
    }
    if (!named && typed.to().isEmpty()) {
      return nonsense(
          asked.rest().isEmpty()
              ? "Expected whom, and what it is about: " + HelpText.PAGE
              : Named.unknown(SlackText.line(asked.rest().getFirst(), 100)) + " " + HelpText.PAGE);
    }
    if (typed.to().size() > MOST) {
      return nonsense("Expected at most %d, but got %d.".formatted(MOST, typed.to().size()));
    }
    return typed.text().isBlank()
        ? nonsense("Expected what it is about, but got nothing: " + HelpText.PAGE)
        : Optional.empty();
  }

  private static Optional<Result> nonsense(String sentence) {
    return Optional.of(new Result("nonsense", "Nobody paged. " + sentence));
  }

  private Result give(Response response) {
    try {
      return said(responses.give(response).join());
    } catch (CompletionException e) {
      if (e.getCause() instanceof TimeoutException) {
        return new Result(
            "late", "Recorded, but it takes longer than usual: see /watchbill incidents all.");
      }
      if (e.getCause() instanceof NotRecordedYet) {
        return new Result(
            "unsure",
            "Nobody paged yet: Watchbill waits for its broker. Unless /watchbill incidents all shows it within a minute, try again, or call them.");
      }
      LOG.atError().setCause(e).log("page by hand not written");
      return new Result(
          "failed", "Nobody paged: Watchbill can't reach its broker. Try again, or call them.");
    }
  }

  private static Result said(IncidentEvent event) {
    var outcome = Objects.requireNonNullElse(event.getOutcome(), "applied");
    return outcome.equals("refused")
        ? new Result(outcome, "Nobody paged: %s.".formatted(event.getWhy()))
        : new Result(
            outcome,
            event.getIncident().isEmpty()
                ? "Paged. " + event.getWhy()
                : "Paged; it is incident %s.".formatted(event.getIncident()));
  }
}
