package dev.watchbill.schemas.silence;

import dev.watchbill.schemas.Silence;
import dev.watchbill.schemas.SilenceMatcher;
import dev.watchbill.schemas.serde.TrustedRecords;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** All silences there are, kept up to date by one thread and asked by many. */
public final class Silences {
  static {
    TrustedRecords.trust();
  }

  private final Map<String, Readied> all = new ConcurrentHashMap<>();

  private record Readied(Silence silence, List<Matcher> matchers) {
    boolean covers(String service, Optional<String> team, Map<String, String> labels, Instant at) {
      return isActive(silence, at)
          && (silence.getService() == null || silence.getService().equals(service))
          && (silence.getTeam() == null || silence.getTeam().equals(team.orElse(null)))
          && matchers.stream().allMatch(matcher -> matcher.matches(labels));
    }
  }

  /**
   * Takes the next record of the topic.
   *
   * @param silence null: it was removed
   * @throws IllegalArgumentException if it is none that can be; what was known of it stays
   */
  public void accept(String id, @Nullable Silence silence) {
    if (silence == null) {
      all.remove(id);
    } else {
      all.put(id, readied(silence));
    }
  }

  /** All there are, ended ones too, in no order. */
  public List<Silence> all() {
    return all.values().stream().map(Readied::silence).toList();
  }

  /** Whether there is none, ended or not. */
  public boolean isEmpty() {
    return all.isEmpty();
  }

  /**
   * Whether a silence can be as it is: one that matches everything can't.
   *
   * @throws IllegalArgumentException with what was expected
   */
  public static void check(Silence silence) {
    var _ = readied(silence);
  }

  private static Readied readied(Silence silence) {
    var matchers = silence.getMatchers().stream().map(Matcher::of).toList();
    var isBound = silence.getService() != null || silence.getTeam() != null;
    if (!isBound && matchers.stream().allMatch(Matcher::matchesNothingToo)) {
      throw new IllegalArgumentException(
          "matchers: expected a service, a team, or a matcher that asks for a label, but got a"
              + " silence of everything");
    }
    if (!silence.getEndsAt().isAfter(silence.getStartsAt())) {
      throw new IllegalArgumentException(
          "endsAt: expected an instant after %s, but got %s"
              .formatted(silence.getStartsAt(), silence.getEndsAt()));
    }
    return new Readied(silence, matchers);
  }

  /**
   * Whether one condition holds for a label's value.
   *
   * @param value empty: the label isn't there
   * @throws IllegalArgumentException if the condition can't be read
   */
  public static boolean holds(SilenceMatcher matcher, String value) {
    return Matcher.of(matcher).matches(Map.of(matcher.getName(), value));
  }

  /** Whether a silence is in force at a moment. */
  public static boolean isActive(Silence silence, Instant at) {
    return !at.isBefore(silence.getStartsAt()) && at.isBefore(silence.getEndsAt());
  }

  /** The silence that covers an alert for longest; empty: none does. */
  public Optional<Silence> covering(
      String service, Optional<String> team, Map<String, String> labels, Instant at) {
    return all.values().stream()
        .filter(one -> one.covers(service, team, labels, at))
        .map(Readied::silence)
        .max(Comparator.comparing(Silence::getEndsAt).thenComparing(Silence::getId));
  }
}
