package dev.watchbill.roster.yaml;

import dev.watchbill.roster.HeartbeatEntry;
import dev.watchbill.roster.yaml.Notes.Kind;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Reads what an integration is expected to let hear. */
final class HeartbeatReader {
  static final String TYPE = "heartbeat";

  private static final Duration USUAL_PERIOD = Duration.ofMinutes(5);
  private static final Duration LEAST_GRACE = Duration.ofSeconds(1);

  private HeartbeatReader() {}

  static Optional<HeartbeatEntry> read(Section section, String type) {
    if (!type.equals(TYPE)) {
      only(section, "every", TYPE);
      only(section, "grace", TYPE);
      only(section, "from", TYPE);
      return Optional.empty();
    }
    var every = section.required("every", Times.PATIENCE, USUAL_PERIOD);
    var from = section.section("from", Shape.BEAT);
    from.ifPresent(HeartbeatReader::check);
    return Optional.of(
        new HeartbeatEntry(
            every,
            section.as("grace", Times.DURATION).orElseGet(() -> usualGrace(every)),
            from.flatMap(it -> it.id("integration", Kind.INTEGRATION)),
            from.map(it -> it.texts("labels")).orElse(Map.of())));
  }

  static Optional<Duration> expectEvery(Section section, String type) {
    if (type.equals(TYPE)) {
      only(section, "expect-every", "a sender of alerts");
      return Optional.empty();
    }
    return section.as("expect-every", Times.PATIENCE);
  }

  /** Alerts that are taken for signs of life must be told from all others. */
  private static void check(Section from) {
    if (!from.has("integration")) {
      from.missing("integration", "whose alerts count");
    }
    if (from.texts("labels").isEmpty()) {
      from.missing("labels", "those of the alert that counts, such as {alertname: Watchdog}");
    }
  }

  private static void only(Section section, String key, String where) {
    section.get(key).ifPresent(it -> it.wrong("this key only in " + where, "it in something else"));
  }

  private static Duration usualGrace(Duration every) {
    var tenth = every.dividedBy(10);
    return tenth.compareTo(LEAST_GRACE) < 0 ? LEAST_GRACE : tenth;
  }
}
