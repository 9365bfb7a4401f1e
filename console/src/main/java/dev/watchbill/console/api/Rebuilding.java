package dev.watchbill.console.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Making the read model anew from the topics, while the old one is asked. */
public interface Rebuilding {
  /**
   * How far it is.
   *
   * @param state {@code idle}: never asked for since the start; {@code running}, {@code done},
   *     {@code failed}
   * @param records that were read
   * @param of how many there were when it began
   * @param why it failed; empty otherwise
   */
  record Status(
      String state,
      long records,
      long of,
      @Nullable Instant startedAt,
      @Nullable Instant endedAt,
      String why) {
    /** Nothing was asked for yet. */
    public static final Status IDLE = new Status("idle", 0, 0, null, null, "");

    /** Whether it is at it now. */
    public boolean goesOn() {
      return state.equals("running");
    }
  }

  /**
   * Begins, unless it is at it already.
   *
   * @return false: it is at it already
   */
  boolean start();

  /** How far the last one is. */
  Status status();
}
