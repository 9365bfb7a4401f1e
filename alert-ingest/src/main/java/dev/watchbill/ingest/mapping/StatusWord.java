package dev.watchbill.ingest.mapping;

import dev.watchbill.ingest.SourceStatus;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/**
 * What a mapping's word for a status means. One that nobody knows is an alert: better paged than
 * not.
 */
final class StatusWord {
  private static final Set<String> OVER =
      Set.of(
          "resolved",
          "resolve",
          "ok",
          "okay",
          "up",
          "closed",
          "close",
          "recovered",
          "recovery",
          "normal",
          "success",
          "inactive",
          "cleared",
          "clear",
          "green",
          "healthy",
          "passing",
          "false",
          "0");
  private static final Set<String> TAKEN = Set.of("acknowledge", "acked", "ack");

  private StatusWord() {}

  static SourceStatus of(String word) {
    var known = word.strip().toLowerCase(Locale.ROOT);
    if (OVER.contains(known)) {
      return SourceStatus.RESOLVED;
    }
    if (TAKEN.contains(known)) {
      return SourceStatus.ACKNOWLEDGED;
    }
    return Arrays.stream(SourceStatus.values())
        .filter(status -> status.word().equals(known))
        .findFirst()
        .orElse(SourceStatus.FIRING);
  }
}
