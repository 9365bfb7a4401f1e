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
        .ifPresentOrElse(at -> defer(turn, team.orElseThrow(), at), () -> Steps.start(turn, why));
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

  private static void defer(Turn turn, String team, Instant until) {
    var why =
        "not urgent: waits for the support hours of %s, from %s"
            .formatted(team, Words.moment(until, turn.directory.zone()));
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

  /** Asks whether what holds it is over: then it is paged as if it were new. */
  static void look(Turn turn, Phase.Suppressed held) {
    new Holds(turn)
        .ofAll(null)
        .ifPresentOrElse(still -> goOn(turn, held, still), () -> release(turn, held));
  }

  /** An alert came: where nothing covers that one, the incident is held no longer. */
  static void look(Turn turn, Phase.Suppressed held, AlertSignal fresh) {
    if (new Holds(turn).of(fresh).isEmpty()) {
      release(turn, held);
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

  /** What covers all its firing alerts, as far as the first of them that ends. */
  private Optional<Suppression> ofAll(@Nullable AlertSignal fresh) {
    var first = fresh == null ? Optional.<Suppression>empty() : of(fresh);
    if (turn.byHand || (fresh != null && first.isEmpty())) {
      return Optional.empty();
    }
    try (var kept = turn.memory.alerts(turn.id())) {
      var others = kept.filter(AlertSignal::firing).filter(one -> !isSame(one, fresh)).iterator();
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
