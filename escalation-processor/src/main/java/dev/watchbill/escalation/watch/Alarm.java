package dev.watchbill.escalation.watch;

import dev.watchbill.escalation.Directory;
import dev.watchbill.escalation.Fallback;
import dev.watchbill.schemas.IncidentBrief;
import dev.watchbill.schemas.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whom to tell that something is wrong, and when: the organisation's fallback, on everything they
 * have, at once, when there is trouble of a new kind, and again every {@code finally-every}. Nobody
 * reads receipts of these pages, as whoever does that may be what is wrong. Not thread safe.
 */
public final class Alarm {
  /** Of what pages call an incident of Watchbill itself. */
  public static final String SERVICE = "watchbill";

  private static final Duration HOLDS = Duration.ofMinutes(10);

  private final Set<Trouble.Kind> told = EnumSet.noneOf(Trouble.Kind.class);
  private @Nullable Instant toldAt;

  /** The pages that tell of what is wrong; none if it was told already. */
  public List<Page> pages(List<Trouble> troubles, Directory directory, Instant now) {
    var kinds = troubles.stream().map(Trouble::kind).collect(Collectors.toSet());
    if (troubles.isEmpty() || (told.containsAll(kinds) && !isTimeAgain(directory, now))) {
      told.retainAll(kinds);
      return List.of();
    }
    var ways = Fallback.at(directory, now);
    var people = ways.stream().map(Fallback.Way::person).distinct().toList();
    // Somebody must be there to be told; until then it isn't.
    if (!ways.isEmpty()) {
      told.addAll(kinds);
      toldAt = now;
    }
    return ways.stream().map(way -> page(troubles, way, people, now)).toList();
  }

  private boolean isTimeAgain(Directory directory, Instant now) {
    return toldAt == null || !now.isBefore(toldAt.plus(directory.limits().finallyEvery()));
  }

  private static Page page(
      List<Trouble> troubles, Fallback.Way way, List<String> people, Instant now) {
    var others = people.stream().filter(person -> !person.equals(way.person())).toList();
    return Page.newBuilder()
        .setId("watcher/%d.%s.%s".formatted(now.toEpochMilli(), way.person(), way.channel()))
        .setPerson(way.person())
        .setChannel(way.channel())
        .setAddress(way.address())
        .setIncident(brief(troubles))
        .setAt(now)
        .setNotAfter(now.plus(HOLDS))
        .setText(text(troubles, way))
        .setReason(way.why())
        .setOthers(others)
        .build();
  }

  private static IncidentBrief brief(List<Trouble> troubles) {
    var since = troubles.stream().map(Trouble::since).min(Instant::compareTo).orElseThrow();
    return IncidentBrief.newBuilder()
        .setId(SERVICE + "-0")
        .setService(SERVICE)
        .setSeverity("critical")
        .setUrgency("high")
        .setTitle("Watchbill itself needs help: alerts may reach nobody")
        .setText(all(troubles))
        .setOpenedAt(since)
        .setAlerts(0)
        .build();
  }

  private static String text(List<Trouble> troubles, Fallback.Way way) {
    return """
    [CRITICAL] Watchbill itself needs help: alerts may reach nobody
    %s
    Why you: %s, in the organisation's fallback.
    Look at its log and at /health/ready. This comes again until all is well; to acknowledge it changes nothing.\
    """
        .formatted(all(troubles), way.why());
  }

  private static String all(List<Trouble> troubles) {
    return troubles.stream().map(trouble -> trouble.text() + ".").collect(Collectors.joining("\n"));
  }
}
