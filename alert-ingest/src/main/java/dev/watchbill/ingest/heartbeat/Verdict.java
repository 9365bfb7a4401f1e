package dev.watchbill.ingest.heartbeat;

import dev.watchbill.ingest.SourceAlert;
import dev.watchbill.ingest.SourceStatus;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is to be done about one that is expected. */
public sealed interface Verdict {
  /** Key of the alert that an absence is, within its integration. */
  String KEY = "watchbill:silent";

  /** Nothing: it is heard, or its absence is told already. */
  record AsBefore() implements Verdict {}

  /** It is expected from now on. */
  record Expected(Standing standing) implements Verdict {}

  /** Nobody heard it in time: this alert. */
  record Missed(Standing standing, SourceAlert alert) implements Verdict {}

  /** It is heard again: the alert is over. */
  record Back(Standing standing, SourceAlert alert) implements Verdict {}

  /**
   * Decides.
   *
   * @param standing null: nobody has expected it before
   * @param heardAt when it was heard last; empty: never
   */
  static Verdict on(
      Expectation expected,
      @Nullable Standing standing,
      Optional<Instant> heardAt,
      Absences absences,
      Instant now) {
    if (standing == null) {
      return new Expected(Standing.expectedSince(now));
    }
    var from = heardAt.filter(heard -> heard.isAfter(standing.since())).orElse(standing.since());
    var missedFrom = expected.missedFrom(from, absences);
    var overdue = !now.isBefore(missedFrom);
    if (overdue && standing.missedAt().isEmpty()) {
      return new Missed(
          standing.missed(missedFrom, expected.settings().service().orElse("")),
          missing(expected, standing, heardAt, missedFrom));
    }
    return !overdue && standing.missedAt().isPresent()
        ? new Back(standing.back(), over(standing, "Heard again.", now))
        : new AsBefore();
  }

  /** The end of an alert about one that isn't expected any more. */
  static SourceAlert forgotten(Standing standing, Instant now) {
    return over(standing, "Not expected any more.", now);
  }

  private static SourceAlert missing(
      Expectation expected, Standing standing, Optional<Instant> heardAt, Instant missedFrom) {
    var heard =
        heardAt
            .map(at -> "it was heard last at " + at.truncatedTo(ChronoUnit.SECONDS))
            .orElseGet(() ->
                "it has not been heard since it is expected, at "
                    + standing.since().truncatedTo(ChronoUnit.SECONDS));
    var title =
        switch (expected.kind()) {
          case HEARTBEAT -> "Heartbeat %s is missing";
          case SENDER -> "Nothing is heard from %s";
        };
    var text =
        "Expected every %s, with %s of grace, but %s."
            .formatted(words(expected.every()), words(expected.grace()), heard);
    var told = Map.of("summary", title.formatted(expected.name()), "description", text);
    return alert(SourceStatus.FIRING, told, missedFrom, null);
  }

  private static SourceAlert over(Standing standing, String why, Instant now) {
    return alert(
        SourceStatus.RESOLVED, Map.of("description", why), standing.missedAt().orElse(now), now);
  }

  private static SourceAlert alert(
      SourceStatus status,
      Map<String, String> annotations,
      Instant startedAt,
      @Nullable Instant endsAt) {
    return new SourceAlert(
        status,
        KEY,
        null,
        Map.of("alertname", "HeartbeatMissing"),
        annotations,
        startedAt,
        endsAt,
        List.of(),
        "",
        ByteBuffer.allocate(0));
  }

  private static String words(Duration length) {
    return length.toString().substring(2).toLowerCase(Locale.ROOT);
  }
}
