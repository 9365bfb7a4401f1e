package dev.watchbill.ingest.heartbeat;

import dev.watchbill.ingest.IntegrationSettings;
import dev.watchbill.ingest.SourceAlert;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who is expected, who was heard, and what must be told of it. It decides and remembers; whoever
 * holds it writes what it says, and starts a new one from what was written where that fails. Not
 * thread safe.
 */
public final class Watch {
  /** So long between two looks, and nobody has listened in between. */
  private static final Duration ABSENT = Duration.ofSeconds(3);

  private final Map<String, Instant> heard = new HashMap<>();
  private final Map<String, Standing> standings = new HashMap<>();
  private Absences absences = Absences.NONE;
  private @Nullable Instant listenedUntil;
  private boolean begun;

  /** What a look found. */
  public sealed interface Finding {
    /** Of which integration. */
    String name();

    /**
     * How it stands now; and an alert to tell, where there is one.
     *
     * @param from whose alert it is
     */
    record Changed(
        String name, Standing standing, Optional<SourceAlert> alert, IntegrationSettings from)
        implements Finding {}

    /** It isn't expected any more; its alert is over, where one was out. */
    record Forgotten(String name, Optional<SourceAlert> alert, IntegrationSettings from)
        implements Finding {}
  }

  /** Takes what was written of one that was heard. */
  public void heard(String name, Instant at) {
    heard.merge(name, at, (one, other) -> one.isAfter(other) ? one : other);
  }

  /**
   * Takes what the watch before this one made of one; null: it is forgotten. Once it looks itself,
   * only its own come back, which it knows.
   */
  public void stands(String name, @Nullable Standing standing) {
    if (begun) {
      return;
    }
    if (standing == null) {
      standings.remove(name);
    } else {
      standings.put(name, standing);
    }
  }

  /** Takes how far a watch has listened; of the last one, before it begins itself. */
  public void listened(Instant until, Absences since) {
    if (!begun) {
      listenedUntil = until;
      absences = since;
    }
  }

  /** How far it has listened. */
  public Instant listenedUntil() {
    return Optional.ofNullable(listenedUntil).orElse(Instant.EPOCH);
  }

  /** When nobody has. */
  public Absences absences() {
    return absences;
  }

  /** How many are missing. */
  public long missing() {
    return standings.values().stream().filter(one -> one.missedAt().isPresent()).count();
  }

  /**
   * Looks at everything that is expected, after everything that was written has been taken.
   *
   * @param expectations all of the roster in force
   */
  public List<Finding> look(List<Expectation> expectations, Instant now) {
    listen(now);
    var findings = new ArrayList<Finding>();
    var names = new HashSet<String>();
    for (var expected : expectations) {
      names.add(expected.name());
      look(expected, now).ifPresent(findings::add);
    }
    for (var name : List.copyOf(standings.keySet())) {
      if (!names.contains(name)) {
        findings.add(forget(name, now));
      }
    }
    forgetOldAbsences();
    return findings;
  }

  private void listen(Instant now) {
    var until = listenedUntil;
    // The first look of a watch: whatever is between it and the last one, nobody has heard.
    var limit = begun ? ABSENT : Duration.ZERO;
    if (until != null && now.isAfter(until.plus(limit))) {
      absences = absences.and(until, now);
    }
    begun = true;
    listenedUntil = until == null || now.isAfter(until) ? now : until;
  }

  private Optional<Finding> look(Expectation expected, Instant now) {
    var name = expected.name();
    var standing = standings.get(name);
    var heardAt = Optional.ofNullable(heard.get(name));
    return switch (Verdict.on(expected, standing, heardAt, absences, now)) {
      case Verdict.AsBefore asBefore -> Optional.empty();
      case Verdict.Expected first ->
          changed(name, first.standing(), Optional.empty(), expected.settings());
      case Verdict.Missed missed ->
          changed(name, missed.standing(), Optional.of(missed.alert()), expected.settings());
      // Under the service that it was told under, whatever the roster says now.
      case Verdict.Back back ->
          changed(name, back.standing(), Optional.of(back.alert()), settings(name, standing));
    };
  }

  private Optional<Finding> changed(
      String name, Standing standing, Optional<SourceAlert> alert, IntegrationSettings from) {
    standings.put(name, standing);
    return Optional.of(new Finding.Changed(name, standing, alert, from));
  }

  private Finding forget(String name, Instant now) {
    var standing = standings.remove(name);
    var alert =
        Optional.ofNullable(standing)
            .filter(one -> one.missedAt().isPresent())
            .map(one -> Verdict.forgotten(one, now));
    return new Finding.Forgotten(name, alert, settings(name, standing));
  }

  private static IntegrationSettings settings(String name, @Nullable Standing standing) {
    var service = standing == null ? "" : standing.service();
    return IntegrationSettings.named(name, Optional.of(service).filter(it -> !it.isEmpty()));
  }

  /** An absence matters as long as somebody is awaited who was heard before it. */
  private void forgetOldAbsences() {
    standings.entrySet().stream()
        .filter(entry -> entry.getValue().missedAt().isEmpty())
        .map(entry -> from(entry.getKey(), entry.getValue()))
        .min(Instant::compareTo)
        .ifPresentOrElse(
            earliest -> absences = absences.since(earliest), () -> absences = Absences.NONE);
  }

  private Instant from(String name, Standing standing) {
    var at = heard.getOrDefault(name, standing.since());
    return at.isAfter(standing.since()) ? at : standing.since();
  }
}
