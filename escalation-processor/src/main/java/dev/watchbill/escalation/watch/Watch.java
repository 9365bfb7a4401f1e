package dev.watchbill.escalation.watch;

import dev.watchbill.schemas.text.Counted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the topics say about the processor's work, which isn't asked itself. Not thread safe.
 *
 * <p>An incident says on its topic when something is to be done about it next. Whatever is done
 * then changes it there; so one whose moment is past is one nobody looks after.
 */
public final class Watch {
  /** How long what was put aside is worth telling, so that a restart doesn't tell it for ever. */
  private static final Duration PUT_ASIDE_FOR = Duration.ofMinutes(30);

  private static final int NAMED = 5;

  private final Duration bound;
  private final Map<String, Instant> deadlines = new HashMap<>();
  private final List<PutAside> putAside = new ArrayList<>();

  private record PutAside(Instant at, String topic, String reason) {}

  /**
   * @param bound how late something may be before it is trouble: longer than a restart takes
   */
  public Watch(Duration bound) {
    this.bound = bound;
  }

  /** Takes what was published of an incident; null: it is forgotten. */
  public void incident(String id, @Nullable Shown incident) {
    var next = incident == null ? null : incident.nextDeadline();
    if (next == null) {
      deadlines.remove(id);
    } else {
      deadlines.put(id, next);
    }
  }

  /** Takes note of a record that went to the dead letters. */
  public void putAside(String topic, String reason, Instant at) {
    putAside.add(new PutAside(at, topic, reason));
  }

  /** What is wrong now; nothing: all is well. */
  public List<Trouble> look(Collection<Backlog> backlogs, Instant now) {
    var latest = now.minus(bound);
    var troubles = new ArrayList<Trouble>();
    backlogs.stream()
        .filter(backlog -> backlog.since().isBefore(latest))
        .map(backlog -> trouble(backlog, now))
        .forEach(troubles::add);
    overdue(latest, now, troubles);
    aside(now, troubles);
    return troubles;
  }

  private static Trouble trouble(Backlog backlog, Instant now) {
    return new Trouble(
        Trouble.Kind.BACKLOG,
        backlog.since(),
        "%s of %s (partition %d) accepted and not worked on, the first for %d s"
            .formatted(
                Counted.of(backlog.records(), "record"),
                backlog.topic(),
                backlog.partition(),
                Duration.between(backlog.since(), now).toSeconds()));
  }

  private void overdue(Instant latest, Instant now, List<Trouble> troubles) {
    var late =
        deadlines.entrySet().stream()
            .filter(deadline -> deadline.getValue().isBefore(latest))
            .sorted(Map.Entry.comparingByValue())
            .toList();
    if (!late.isEmpty()) {
      var first = late.getFirst();
      var named = late.stream().limit(NAMED).map(Map.Entry::getKey).toList();
      troubles.add(
          new Trouble(
              Trouble.Kind.OVERDUE,
              first.getValue(),
              "the next step of %s is overdue, that of %s for %d s: %s%s"
                  .formatted(
                      Counted.of(late.size(), "incident"),
                      first.getKey(),
                      Duration.between(first.getValue(), now).toSeconds(),
                      String.join(", ", named),
                      late.size() > NAMED ? " and others" : "")));
    }
  }

  private void aside(Instant now, List<Trouble> troubles) {
    putAside.removeIf(one -> one.at().plus(PUT_ASIDE_FOR).isBefore(now));
    if (!putAside.isEmpty()) {
      var last = putAside.getLast();
      troubles.add(
          new Trouble(
              Trouble.Kind.PUT_ASIDE,
              putAside.getFirst().at(),
              "%s could not be processed and put on dead-letters; the last, of %s: %s"
                  .formatted(
                      Counted.of(putAside.size(), "record"), last.topic(), cut(last.reason()))));
    }
  }

  private static String cut(String reason) {
    return reason.length() > 200 ? reason.substring(0, 199) + "…" : reason;
  }
}
