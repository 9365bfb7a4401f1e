package dev.watchbill.ingest.auth;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** When keys were used last, to the minute: enough to see which can be taken back. */
public final class KeyUses {
  private static final Duration SELDOM = Duration.ofMinutes(1);

  private final Consumer<KeyUse> log;
  private final Map<String, Instant> notedAt = new ConcurrentHashMap<>();

  /**
   * @param log keeps one without waiting
   */
  public KeyUses(Consumer<KeyUse> log) {
    this.log = log;
  }

  /** Notes a use, unless it was noted a moment ago. */
  public void note(KeyUse use) {
    notedAt.compute(
        use.credential(),
        (id, before) -> {
          if (before != null && use.at().isBefore(before.plus(SELDOM))) {
            return before;
          }
          log.accept(use);
          return use.at();
        });
  }
}
