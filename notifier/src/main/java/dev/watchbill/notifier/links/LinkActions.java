package dev.watchbill.notifier.links;

import dev.watchbill.notifier.answers.NotRecordedYet;
import dev.watchbill.notifier.answers.Responses;
import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.Response;
import dev.watchbill.schemas.config.Secrets;
import dev.watchbill.schemas.roster.Role;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a link does: shows what it would do, and does it once. */
public final class LinkActions {
  private static final Logger LOG = LoggerFactory.getLogger(LinkActions.class);
  private static final Set<String> ACTIONS = Set.of("acknowledge", "resolve", "escalate");

  private final LinkSeal seal;
  private final Responses responses;
  private final LinkUses uses;
  private final Supplier<RosterSnapshot> roster;
  private final InstantSource clock;
  private final Set<String> underWay = new HashSet<>();

  public LinkActions(
      LinkSeal seal,
      Responses responses,
      LinkUses uses,
      Supplier<RosterSnapshot> roster,
      InstantSource clock) {
    this.seal = seal;
    this.responses = responses;
    this.uses = uses;
    this.roster = roster;
    this.clock = clock;
  }

  /** What there is to say about a link. */
  public sealed interface Answer {
    /** It would act; the reader may confirm. */
    record Asks(String action, String incident, String name) implements Answer {}

    /** It has acted, or the processor said why not. */
    record Done(String sentence, boolean good) implements Answer {}

    /** It acts no more, or never did. */
    record Refused(String sentence) implements Answer {}

    /** It can't be said now. */
    record Later(String sentence) implements Answer {}
  }

  /** What a link would do. Does nothing, however often it is asked. */
  public Answer look(String token) {
    return refusal(token)
        .orElseGet(() -> {
          var pass = seal.open(token).orElseThrow();
          return new Answer.Asks(
              pass.action(), pass.incident(), roster.get().nameOf(pass.person()));
        });
  }

  /**
   * Does what a link is for.
   *
   * @param from remote address
   */
  public Answer use(String token, String from) {
    var refusal = refusal(token);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    var id = id(token);
    if (!begin(id)) {
      return used();
    }
    var pass = seal.open(token).orElseThrow();
    var response =
        Response.newBuilder()
            .setId(id)
            .setIncident(pass.incident())
            .setService(pass.service())
            .setAt(clock.instant())
            .setPerson(pass.person())
            .setAction(pass.action())
            .setVia("link")
            .setFrom(from)
            .build();
    try {
      return said(pass, responses.give(response).join());
    } catch (CompletionException e) {
      return failed(id, pass, e);
    }
  }

  private Optional<Answer> refusal(String token) {
    var pass = seal.open(token);
    if (pass.isEmpty() || !ACTIONS.contains(pass.get().action())) {
      return Optional.of(new Answer.Refused("This link was not made here, or was cut off."));
    }
    if (!clock.instant().isBefore(pass.get().expires())) {
      return Optional.of(new Answer.Refused("This link has expired. Sign in to act."));
    }
    if (!mayAct(pass.get().person())) {
      return Optional.of(
          new Answer.Refused("Whoever got this link may not act on incidents any more."));
    }
    if (!uses.known()) {
      return Optional.of(new Answer.Later("Watchbill has just started. Try again in a moment."));
    }
    return uses.used(id(token)) ? Optional.of(used()) : Optional.empty();
  }

  private static Answer used() {
    return new Answer.Refused("This link was used already. Sign in to see what became of it.");
  }

  private boolean mayAct(String person) {
    return Role.of(person, roster.get()).filter(role -> role.covers(Role.RESPONDER)).isPresent();
  }

  private static String id(String token) {
    return "link-" + Secrets.hash(token).substring(0, 32);
  }

  /** Two clicks at the same time are one. */
  private synchronized boolean begin(String id) {
    return underWay.add(id);
  }

  private synchronized void giveBack(String id) {
    underWay.remove(id);
  }

  private Answer said(LinkPass pass, IncidentEvent event) {
    var outcome = Objects.requireNonNullElse(event.getOutcome(), "applied");
    LOG.atInfo()
        .addKeyValue("incident", pass.incident())
        .addKeyValue("action", pass.action())
        .addKeyValue("person", pass.person())
        .addKeyValue("outcome", outcome)
        .log("link used");
    var plain = "%s: %s for %s.".formatted(pass.action(), word(outcome), pass.incident());
    return new Answer.Done(
        event.getWhy().isBlank() ? plain : plain + " " + event.getWhy(),
        outcome.equals("applied") || outcome.equals("already"));
  }

  private static String word(String outcome) {
    return switch (outcome) {
      case "applied" -> "done";
      case "already" -> "it was so already";
      default -> outcome;
    };
  }

  private Answer failed(String id, LinkPass pass, CompletionException e) {
    if (e.getCause() instanceof TimeoutException) {
      return new Answer.Done("It is recorded, but takes longer than usual to be in force.", true);
    }
    // The same link is the same wish, so that it is done once if it is used again.
    giveBack(id);
    if (e.getCause() instanceof NotRecordedYet) {
      return new Answer.Later(
          "Not recorded yet: Watchbill waits for its broker. Use the link again in a minute, or call.");
    }
    LOG.atError().addKeyValue("incident", pass.incident()).setCause(e).log("response not written");
    return new Answer.Later("Not recorded: Watchbill can't reach its broker. Try again, or call.");
  }
}
