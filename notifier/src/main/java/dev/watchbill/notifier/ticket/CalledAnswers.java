package dev.watchbill.notifier.ticket;

import dev.watchbill.notifier.known.KnownIncidents;
import dev.watchbill.notifier.known.KnownIncidents.Open;
import dev.watchbill.notifier.ticket.TicketAnswers.Change;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What trackers call about, as responses. A call that comes late, or again, is about an incident as
 * it was: what was done before that came back, or before somebody else was given it, is nobody's
 * wish any more. So is what happens to any ticket but the incident's own: a copy carries its marks.
 */
public final class CalledAnswers {
  private static final Logger LOG = LoggerFactory.getLogger(CalledAnswers.class);

  /** Clocks differ a little, and while a call is under way the next step may have begun. */
  private static final Duration LATE = Duration.ofMinutes(1);

  private final TicketAnswers answers;
  private final KnownIncidents incidents;
  private final OwnTickets tickets;
  private final Executor later;

  /**
   * @param incidents those that aren't resolved; of others nobody knows better
   * @param later does what can be asked for only once the tracker is done with what it called about
   */
  public CalledAnswers(
      TicketAnswers answers, KnownIncidents incidents, OwnTickets tickets, Executor later) {
    this.answers = answers;
    this.incidents = incidents;
    this.tickets = tickets;
    this.later = later;
  }

  /** Whoever has this account in a tracker, if they may act. */
  Optional<String> person(String tracker, String account) {
    return answers.person(tracker, account);
  }

  /**
   * A ticket was closed.
   *
   * @param at when, as the tracker has it; empty: it doesn't say
   */
  void closed(Change change, String by, Optional<Instant> at) {
    if (isMeant(change, at, Open::openSince)) {
      var _ = answers.resolve(change, by);
    }
  }

  /** The same of a tracker that closes what is moved, and says only then that it was. */
  void closedOrMoved(Change change, String by, Optional<Instant> at) {
    later.execute(() -> {
      if (tickets.hasStayed(change)) {
        closed(change, by, at);
      }
    });
  }

  /**
   * A ticket was given to somebody.
   *
   * @param at when, as the tracker has it; empty: it doesn't say
   */
  void assigned(Change change, String by, String to, Optional<Instant> at) {
    if (isMeant(change, at, Open::movedAt)) {
      var _ = answers.reassign(change, by, to);
    }
  }

  private boolean isMeant(Change change, Optional<Instant> theirs, Function<Open, Instant> since) {
    var at = theirs.map(time -> time.minus(tickets.ahead(change.tracker())));
    var isOld =
        incidents
            .open(change.incident())
            .map(since)
            .filter(known -> at.filter(then -> then.plus(LATE).isBefore(known)).isPresent())
            .isPresent();
    if (isOld) {
      LOG.atInfo()
          .addKeyValue("incident", change.incident())
          .addKeyValue("tracker", change.tracker())
          .addKeyValue("at", at.orElseThrow())
          .log("a call about a ticket is older than its incident's state; nothing comes of it");
    }
    return !isOld && isOwn(change);
  }

  private boolean isOwn(Change change) {
    var isOwn = tickets.isOwn(change);
    if (!isOwn) {
      LOG.atInfo()
          .addKeyValue("incident", change.incident())
          .addKeyValue("tracker", change.tracker())
          .addKeyValue("ticket", change.key())
          .log("a call about another ticket than the incident's own; nothing comes of it");
    }
    return isOwn;
  }

  /** A time as trackers write it; GitLab also as {@code 2026-01-05 09:00:00 UTC}. */
  static Optional<Instant> time(String text) {
    try {
      var iso = text.replaceFirst("^(\\S+) (\\S+) UTC$", "$1T$2Z");
      return Optional.of(OffsetDateTime.parse(iso).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
