package dev.watchbill.ingest;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The one ladder, and the words of other ladders that stand on it. */
public enum Severity {
  CRITICAL(
      "critical",
      "crit page p1 sev1 sev-1 s1 fatal emergency emerg disaster blocker urgent highest"),
  ERROR("error", "err high major p2 sev2 sev-2 s2 severe failure alert"),
  WARNING("warning", "warn medium moderate minor average p3 sev3 sev-3 s3 ticket degraded"),
  INFO(
      "info",
      "information informational notice low lowest none ok debug trivial p4 p5 sev4 sev-4 sev5"
          + " sev-5 s4 s5");

  private static final Map<String, Severity> WORDS =
      Stream.of(values())
          .flatMap(severity -> severity.words().map(word -> Map.entry(word, severity)))
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  private final String word;
  private final String synonyms;

  Severity(String word, String synonyms) {
    this.word = word;
    this.synonyms = synonyms;
  }

  /** As the {@code alerts} topic spells it. */
  public String word() {
    return word;
  }

  /** The step that a sender's word means; empty if it isn't on any ladder we know. */
  public static Optional<Severity> of(String text) {
    return Optional.ofNullable(WORDS.get(text.strip().toLowerCase(Locale.ROOT)));
  }

  private Stream<String> words() {
    return Stream.concat(Stream.of(word), Stream.of(synonyms.split(" ")));
  }
}
