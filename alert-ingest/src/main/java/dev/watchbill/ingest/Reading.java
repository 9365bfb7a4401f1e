package dev.watchbill.ingest;

import java.nio.ByteBuffer;
import java.util.List;

/** What a format made of one request body. */
public sealed interface Reading {

  /**
   * The body could be read; single parts may still be refused.
   *
   * @param leftOut how many alerts the sender says it left out
   */
  record Read(List<SourceAlert> alerts, List<RefusedPart> refused, int leftOut) implements Reading {
    public Read {
      alerts = List.copyOf(alerts);
      refused = List.copyOf(refused);
    }
  }

  /** Whether it can be used isn't known at the moment; the sender must send it again. */
  record NotNow(String sentence) implements Reading {}

  /** Nothing of the body could be used. */
  record Unreadable(String sentence) implements Reading {}

  /**
   * A part of a body that isn't an alert.
   *
   * @param sentence where in the body, what was expected and what came
   */
  record RefusedPart(String sentence, ByteBuffer raw) {}
}
