package dev.watchbill.console.readiness;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that stands in the way of somebody coming, or may soon.
 *
 * @param kind gap, unplanned, nobody, no-policy, unreachable, inbox-only, never-reached,
 *     not-reached-lately, page-failed, resting, away, handoff, silent, never-heard, incident,
 *     roster, calendar, proxy or no-page
 * @param team whose it is; null: the whole organisation's
 * @param subject id of the schedule, service, integration or incident it is about; empty: people
 * @param people ids of those it is about
 * @param text one sentence without times
 * @param from since when, or from when; null: it has no time
 * @param to until when, exclusive; null: open
 */
public record Finding(
    String kind,
    Severity severity,
    @Nullable String team,
    String subject,
    List<String> people,
    String text,
    @Nullable Instant from,
    @Nullable Instant to) {

  /** How bad it is. */
  public enum Severity {
    /** Somebody may not come. */
    PROBLEM,
    /** Somebody would come, but this should be looked at. */
    WARNING;

    /** As it is answered. */
    @JsonValue
    public String text() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** Problems first, then what comes first. */
  static final Comparator<Finding> WORST_FIRST =
      Comparator.comparing(Finding::severity)
          .thenComparing(Finding::from, Comparator.nullsLast(Comparator.naturalOrder()))
          .thenComparing(Finding::kind)
          .thenComparing(Finding::subject);

  static Finding of(
      String kind, Severity severity, @Nullable String team, String subject, String text) {
    return new Finding(kind, severity, team, subject, List.of(), text, null, null);
  }

  Finding between(@Nullable Instant start, @Nullable Instant end) {
    return new Finding(kind, severity, team, subject, people, text, start, end);
  }

  Finding about(List<String> who) {
    return new Finding(kind, severity, team, subject, who, text, from, to);
  }

  /** Whether somebody may not come because of it. */
  public boolean needsSomebody() {
    return severity == Severity.PROBLEM;
  }
}
