package dev.watchbill.escalation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
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
  boolean lastResort;
  final boolean offHours;
  private final List<String> responses;
  private final Map<String, Toll> tolls = new LinkedHashMap<>();

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
    lastResort = tally.lastResort();
    tally.tolls().forEach(toll -> tolls.put(toll.person(), toll));
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

  /** Adds to what it cost a person. */
  void cost(String person, UnaryOperator<Toll> more) {
    tolls.put(person, more.apply(tolls.getOrDefault(person, Toll.none(person))));
  }

  /** What it cost each person until now. */
  List<Toll> tolls() {
    return List.copyOf(tolls.values());
  }

  /** How many pages were sent to people; not what is only kept for them to see. */
  int sent() {
    return tolls.values().stream().mapToInt(Toll::pages).sum();
  }

  /** Somebody acknowledges: of the incident the first counts. */
  void acknowledged(String person, Instant at) {
    if (firstAcknowledged == null) {
      firstAcknowledged = at;
      acknowledgedBy = person;
    }
  }

  void reached(int step, int round) {
    lastResort |= step == Plan.FINALLY;
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
        responses,
        tolls(),
        lastResort);
  }
}
