package dev.watchbill.escalation;

import dev.watchbill.schemas.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What keeps an incident from being paged for now, and what becomes of it when that is over. Only
 * an incident all of whose firing alerts are covered is held; one that isn't covered pages.
 */
final class Holds {
  // What holds an incident is kept elsewhere, and its end calls nobody.
  private static final Duration ASK_AGAIN = Duration.ofSeconds(60);
  private static final Comparator<AlertSignal> BY_LAST_SEEN =
      Comparator.comparing(AlertSignal::lastSeen);
  private static final Comparator<Suppression> BY_END =
      Comparator.comparing(Suppression::until, Comparator.nullsLast(Comparator.naturalOrder()));

  private final Turn turn;

  private Holds(Turn turn) {
    this.turn = turn;
  }

  /**
   * Starts to page, unless something holds the incident.
   *
   * @param fresh the alert that made it start, as it is now; null: none did
   */
  static void start(Turn turn, @Nullable AlertSignal fresh, String why) {
    var suppression = new Holds(turn).ofAll(fresh);
    if (suppression.isPresent()) {
      hold(turn, suppression.get());
    } else {
      page(turn, why);
    }
  }

  /** Pages, or waits for support hours where the policy wants that. */
  private static void page(Turn turn, String why) {
    var isDeferred = turn.plan.isDeferred() && !turn.byHand;
    var team = isDeferred ? teamNow(turn) : Optional.<String>empty();
    turn.directory
        .nextSupportHours(team, turn.now)
        .ifPresentOrElse(at -> deferTo(turn, team.orElseThrow(), at), () -> Steps.start(turn, why));
  }

  /**
   * Whose hours it waits for. Since it opened its team may have got another name, or its service
   * another team.
   */
  private static Optional<String> teamNow(Turn turn) {
    var service = turn.brief.getService();
    return turn.directory
        .service(service)
        .map(Service::getTeam)
        .or(() ->
            Optional.ofNullable(turn.brief.getTeam())
                .filter(team -> turn.directory.team(team).isPresent()))
        .or(() ->
            turn.directory
                .route(service, turn.severity(), turn.brief.getLabels(), turn.now)
                .team());
  }

  private static void deferTo(Turn turn, String team, Instant until) {
    var from = Words.moment(until, turn.directory.zone());
    defer(
        turn,
        "not urgent: waits for the support hours of %s, from %s".formatted(team, from),
        until);
  }

  private static void defer(Turn turn, String why, Instant until) {
    turn.responders.replaceAll(Responder::past);
    turn.phase = new Phase.Deferred(until, why, turn.now);
    turn.record("deferred", event -> event.setDeadline(until).setWhy(why));
  }

  /** Puts an incident aside whose pages are no longer wanted. @return whether it did */
  static boolean putAside(Turn turn) {
    if (!turn.directory.isAnythingSuppressed()) {
      return false;
    }
    var suppression = new Holds(turn).ofAll(null).filter(found -> found.kind().isOrdered());
    suppression.ifPresent(found -> {
      Pager.cancelAll(turn, found.why());
      hold(turn, found);
      Publication.assign(turn, found.why());
    });
    return suppression.isPresent();
  }

  /** Asks whether what holds it is over: then it is paged as if it were new, if it fires. */
  static void look(Turn turn, Phase.Suppressed held) {
    var still = new Holds(turn).ofAll(null);
    if (still.isPresent()) {
      goOn(turn, held, still.get());
    } else if (turn.signals.areQuiet()) {
      awaitReturn(turn, held);
    } else {
      release(turn, held);
    }
  }

  /** An alert came: where nothing covers that one, the incident is held no longer. */
  static void look(Turn turn, Phase.Suppressed held, AlertSignal fresh) {
    var covered = new Holds(turn).of(fresh);
    if (covered.isEmpty()) {
      release(turn, held);
    } else if (turn.isBack()) {
      goOn(turn, held, covered.get());
    }
  }

  /** What held it is over, but it came and went: it is paged if it comes back, or over soon. */
  private static void awaitReturn(Turn turn, Phase.Suppressed held) {
    var was = held.suppression();
    var settles = turn.signals.settlesAt();
    var wait =
        new Suppression(
            was.kind(), null, settles, "none of its alerts fires now; before: " + was.why());
    goOn(turn, held, Objects.equals(settles, was.until()) ? was : wait);
  }

  /** The support hours it waited for began: it is paged, unless it came and went and is quiet. */
  static void endDeferral(Turn turn) {
    var settles = turn.signals.settlesAt();
    if (turn.signals.areQuiet() && settles != null) {
      defer(
          turn, "the support hours it waited for began, but none of its alerts fires now", settles);
    } else {
      start(turn, null, "the support hours it waited for began");
    }
  }

  /** What isn't urgent came back: its support hours may have begun while it was quiet. */
  static void cameBack(Turn turn, AlertSignal fresh) {
    if (turn.directory.nextSupportHours(teamNow(turn), turn.now).isEmpty()) {
      start(turn, fresh, "the support hours it waited for began, and it fires again");
    }
  }

  private static void release(Turn turn, Phase.Suppressed held) {
    turn.record("unsuppressed", event -> event.setWhy("No longer: " + held.suppression().why()));
    page(turn, "it still fires, and is no longer suppressed");
  }

  private static void goOn(Turn turn, Phase.Suppressed held, Suppression still) {
    if (still.equals(held.suppression())) {
      turn.phase = new Phase.Suppressed(still, held.since(), again(turn, still));
    } else {
      hold(turn, still);
    }
  }

  private static void hold(Turn turn, Suppression suppression) {
    turn.responders.replaceAll(Responder::past);
    turn.phase = new Phase.Suppressed(suppression, turn.now, again(turn, suppression));
    turn.record(
        "suppressed",
        event ->
            event
                .setPerson(suppression.by())
                .setDeadline(suppression.until())
                .setOutcome(suppression.kind().text())
                .setWhy(suppression.why()));
  }

  private static Instant again(Turn turn, Suppression suppression) {
    return Objects.requireNonNull(Signals.earlier(turn.now.plus(ASK_AGAIN), suppression.until()));
  }

  /**
   * What covers all its firing alerts, as far as the first of them that ends; of what comes and
   * goes, while none fires, what covers the one that fired last.
   */
  private Optional<Suppression> ofAll(@Nullable AlertSignal fresh) {
    var first = fresh == null ? Optional.<Suppression>empty() : of(fresh);
    if (turn.byHand || (fresh != null && first.isEmpty())) {
      return Optional.empty();
    }
    try (var kept = turn.memory.alerts(turn.id())) {
      var asked =
          turn.signals.areQuiet()
              ? kept.max(BY_LAST_SEEN).stream()
              : kept.filter(AlertSignal::firing);
      var others = asked.filter(one -> !isSame(one, fresh)).iterator();
      while (others.hasNext()) {
        var next = of(others.next());
        // One that isn't covered is enough: a storm isn't read to its end.
        if (next.isEmpty()) {
          return next;
        }
        first = first.filter(found -> BY_END.compare(found, next.get()) <= 0).or(() -> next);
      }
    }
    return first;
  }

  private static boolean isSame(AlertSignal signal, @Nullable AlertSignal fresh) {
    return fresh != null
        && signal.integration().equals(fresh.integration())
        && signal.key().equals(fresh.key());
  }

  private Optional<Suppression> of(AlertSignal signal) {
    var asked =
        new Suppression.Asked(
            turn.brief.getService(),
            Optional.ofNullable(turn.brief.getTeam()),
            turn.severity(),
            signal.silenceableLabels(turn.brief));
    return turn.directory.suppression(asked, turn.now);
  }
}
