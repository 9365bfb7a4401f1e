package dev.watchbill.escalation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A {@link Tally} while it is being counted. */
final class Counts {
  long events;
  long pages;
  long assignments;
  long revision;
  Instant publishedAt;
  @Nullable Instant firstAssigned;
  @Nullable Instant firstPaged;
  @Nullable Instant firstReceipt;
  @Nullable Instant firstAcknowledged;
  @Nullable String acknowledgedBy;
  final Set<String> people;
  int steps;
  int rounds;
  int reopenings;
  final boolean offHours;
  private final List<String> responses;

  Counts(Tally tally) {
    events = tally.events();
    pages = tally.pages();
    assignments = tally.assignments();
    revision = tally.revision();
    publishedAt = tally.publishedAt();
    firstAssigned = tally.firstAssigned();
    firstPaged = tally.firstPaged();
    firstReceipt = tally.firstReceipt();
    firstAcknowledged = tally.firstAcknowledged();
    acknowledgedBy = tally.acknowledgedBy();
    people = new LinkedHashSet<>(tally.people());
    steps = tally.steps();
    rounds = tally.rounds();
    reopenings = tally.reopenings();
    offHours = tally.offHours();
    responses = new ArrayList<>(tally.responses());
  }

  /** Remembers a response. @return whether it is new */
  boolean isNew(String response) {
    if (responses.contains(response)) {
      return false;
    }
    responses.add(response);
    if (responses.size() > Tally.RESPONSES_REMEMBERED) {
      responses.removeFirst();
    }
    return true;
  }

  void reached(int step, int round) {
    steps = Math.max(steps, step);
    rounds = Math.max(rounds, round);
  }

  Tally freeze() {
    return new Tally(
        events,
        pages,
        assignments,
        revision,
        publishedAt,
        firstAssigned,
        firstPaged,
        firstReceipt,
        firstAcknowledged,
        acknowledgedBy,
        List.copyOf(people),
        steps,
        rounds,
        reopenings,
        offHours,
        responses);
  }
}
