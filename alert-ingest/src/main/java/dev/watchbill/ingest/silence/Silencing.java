package dev.watchbill.ingest.silence;

import dev.watchbill.schemas.Silence;
import dev.watchbill.schemas.SilenceMatcher;
import dev.watchbill.schemas.silence.Silences;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a silence that is posted, as an Alertmanager decides it: a new one, a change of
 * one there is, or the end of that and a new one.
 */
public sealed interface Silencing {

  /**
   * These are to be kept.
   *
   * @param id of the silence that is in force then
   */
  record Kept(String id, List<Silence> silences) implements Silencing {}

  /** It can't be so. */
  record Refused(String sentence) implements Silencing {}

  /** It is to replace one that isn't there. */
  record Unknown(String id) implements Silencing {}

  /**
   * Decides.
   *
   * @param posted its id is empty where it is new
   * @param there the silence it names
   * @param newId of the silence, where it needs one
   */
  static Silencing of(Silence posted, Optional<Silence> there, String newId, Instant now) {
    if (!posted.getId().isEmpty() && there.isEmpty()) {
      return new Unknown(posted.getId());
    }
    if (!posted.getEndsAt().isAfter(now)) {
      return new Refused(
          "endsAt: expected an instant after %s, but got %s".formatted(now, posted.getEndsAt()));
    }
    var started = startedNow(posted, there.orElse(null), now);
    try {
      Silences.check(started);
    } catch (IllegalArgumentException e) {
      return new Refused(String.valueOf(e.getMessage()));
    }
    if (there.isPresent() && isSame(there.get(), started, now)) {
      return new Kept(started.getId(), List.of(started));
    }
    var fresh = Silence.newBuilder(started).setId(newId).setCreatedAt(now).build();
    return there
        .filter(old -> old.getEndsAt().isAfter(now))
        .map(old -> new Kept(newId, List.of(ended(old, posted.getCreatedBy(), now), fresh)))
        .orElseGet(() -> new Kept(newId, List.of(fresh)));
  }

  /** Name of the condition that binds a silence to one integration. */
  String INTEGRATION = "watchbill_integration";

  /** The same silence, of one integration's alerts only. */
  static Silence withinIntegration(Silence silence, String integration) {
    if (integrationOf(silence).filter(integration::equals).isPresent()) {
      return silence;
    }
    var matchers = new ArrayList<>(silence.getMatchers());
    matchers.add(SilenceMatcher.newBuilder().setName(INTEGRATION).setValue(integration).build());
    return Silence.newBuilder(silence).setMatchers(matchers).build();
  }

  /** The integration a silence is bound to; empty: to none. */
  static Optional<String> integrationOf(Silence silence) {
    return silence.getMatchers().stream()
        .filter(one -> one.getName().equals(INTEGRATION) && one.getIsEqual() && !one.getIsRegex())
        .map(SilenceMatcher::getValue)
        .findFirst();
  }

  /** The same silence, over; one that hasn't begun never will. */
  static Silence ended(Silence silence, String by, Instant now) {
    var start = silence.getStartsAt().isBefore(now) ? silence.getStartsAt() : now;
    return Silence.newBuilder(silence)
        .setStartsAt(start)
        .setEndsAt(start.isBefore(now) ? now : start.plusMillis(1))
        .setEndedBy(by)
        .build();
  }

  /** How it stands with a silence, in Alertmanager's word. */
  static String state(Silence silence, Instant now) {
    if (!now.isBefore(silence.getEndsAt())) {
      return "expired";
    }
    return now.isBefore(silence.getStartsAt()) ? "pending" : "active";
  }

  /** Nothing can be silenced in the past, but one that runs keeps its start. */
  private static Silence startedNow(Silence posted, @Nullable Silence there, Instant now) {
    var runs = there != null && there.getStartsAt().equals(posted.getStartsAt());
    var start = posted.getStartsAt().isBefore(now) && !runs ? now : posted.getStartsAt();
    var builder = Silence.newBuilder(posted).setStartsAt(start);
    if (there != null) {
      builder.setCreatedAt(there.getCreatedAt());
    }
    return builder.build();
  }

  private static boolean isSame(Silence there, Silence posted, Instant now) {
    return there.getEndsAt().isAfter(now)
        && there.getStartsAt().equals(posted.getStartsAt())
        && new HashSet<>(there.getMatchers()).equals(new HashSet<>(posted.getMatchers()));
  }
}
