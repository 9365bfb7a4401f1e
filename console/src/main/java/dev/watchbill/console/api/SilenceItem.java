package dev.watchbill.console.api;

import dev.watchbill.schemas.Silence;
import dev.watchbill.schemas.SilenceMatcher;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One silence, with the field names Alertmanager gives them. */
public record SilenceItem(
    String id,
    String state,
    List<Condition> matchers,
    @Nullable String service,
    @Nullable String team,
    Instant startsAt,
    Instant endsAt,
    String createdBy,
    Instant createdAt,
    String comment,
    @Nullable String endedBy) {

  /**
   * What a label must be.
   *
   * @param isEqual false: must not be
   */
  public record Condition(String name, String value, boolean isRegex, boolean isEqual) {
    private static Condition of(SilenceMatcher matcher) {
      return new Condition(
          matcher.getName(), matcher.getValue(), matcher.getIsRegex(), matcher.getIsEqual());
    }
  }

  /** As it is at a moment. */
  public static SilenceItem of(Silence silence, Instant at) {
    return new SilenceItem(
        silence.getId(),
        stateOf(silence, at),
        silence.getMatchers().stream().map(Condition::of).toList(),
        silence.getService(),
        silence.getTeam(),
        silence.getStartsAt(),
        silence.getEndsAt(),
        silence.getCreatedBy(),
        silence.getCreatedAt(),
        silence.getComment(),
        silence.getEndedBy());
  }

  private static String stateOf(Silence silence, Instant at) {
    if (at.isBefore(silence.getStartsAt())) {
      return "pending";
    }
    return at.isBefore(silence.getEndsAt()) ? "active" : "ended";
  }
}
