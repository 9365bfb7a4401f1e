package dev.watchbill.ingest.heartbeat;

import java.time.Instant;
import java.util.Optional;

/**
 * How it stands with one that is expected.
 *
 * @param since when it was first expected
 * @param missedAt its alert is out, as it was due then; empty: none is
 * @param service of its alert, while one is out; empty: of none
 */
public record Standing(Instant since, Optional<Instant> missedAt, String service) {

  /** Of one that nobody has expected before. */
  static Standing expectedSince(Instant now) {
    return new Standing(now, Optional.empty(), "");
  }

  Standing missed(Instant due, String service) {
    return new Standing(since, Optional.of(due), service);
  }

  Standing back() {
    return expectedSince(since);
  }
}
