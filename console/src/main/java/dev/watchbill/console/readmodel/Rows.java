package dev.watchbill.console.readmodel;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How instants stand in columns. */
final class Rows {
  private Rows() {}

  static @Nullable Long millis(@Nullable Instant at) {
    return at == null ? null : at.toEpochMilli();
  }
}
