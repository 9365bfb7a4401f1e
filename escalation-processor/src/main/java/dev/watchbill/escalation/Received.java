package dev.watchbill.escalation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When signals of one alert of one incident were received, by intake's clock. What waited to be
 * worked on, while the processor was away, is told apart by it as if it hadn't.
 *
 * @param first that it fires, for the first time in its incident; null: an earlier build kept it
 * @param last that it fires, most lately; null: an earlier build kept it
 * @param end that it is over, by whoever said so first since; null: nobody did
 */
public record Received(@Nullable Instant first, @Nullable Instant last, @Nullable Instant end) {

  static Received first(Instant at) {
    return new Received(at, at, null);
  }

  /** It fires still, or again. */
  Received again(Instant at) {
    return new Received(first, at, null);
  }

  Received ended(Instant at) {
    return end == null ? new Received(first, last, at) : this;
  }
}
