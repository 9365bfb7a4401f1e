package dev.watchbill.console.readmodel.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How instants stand in columns. */
public final class Rows {
  private Rows() {}

  public static @Nullable Long millis(@Nullable Instant at) {
    return at == null ? null : at.toEpochMilli();
  }
}
