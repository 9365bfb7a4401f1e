package dev.watchbill.ingest.http;

import java.util.Locale;

/**
 * Why a request isn't accepted.
 *
 * @param sentence for the sender: what was expected and what came
 */
record Refusal(Reason reason, String sentence) {

  /** Kinds of refusals; also a metric's label, so that there are few. */
  enum Reason {
    /** No key, an unknown one, or one of another integration: nobody learns which. */
    UNAUTHORIZED(401, "Unauthorized"),
    /** The body isn't what its format says. */
    UNREADABLE(400, "Unreadable body"),
    /** Parts of the body aren't alerts; the others were accepted. */
    INVALID(400, "Some alerts were refused"),
    /** The path names something that isn't there. */
    NOT_FOUND(404, "Not found"),
    /** The path does other things only. */
    METHOD(405, "Method not allowed"),
    TOO_LARGE(413, "Body too large"),
    ENCODING(415, "Unsupported content encoding"),
    /** This integration, or one service, sends more than its share. */
    TOO_FAST(503, "Too many alerts"),
    /** The body didn't come in time; a line that was lost may be back, and nobody retries a 408. */
    TOO_SLOW(503, "Body too slow"),
    /** The broker didn't acknowledge in time. */
    UNAVAILABLE(503, "Not durable yet"),
    /** Keys or roster aren't read yet. */
    NOT_READY(503, "Starting");

    private final int status;
    private final String title;

    Reason(int status, String title) {
      this.status = status;
      this.title = title;
    }

    /** HTTP status, where the sender doesn't need another. */
    int status() {
      return status;
    }

    String title() {
      return title;
    }

    /** Whether it is about how fast the sender is: where there is a 429, that is the answer. */
    boolean isPace() {
      return this == TOO_FAST || this == TOO_SLOW;
    }

    /** As a metric's label. */
    String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the same request may be accepted later. */
    boolean passes() {
      return status == 503;
    }
  }
}
