package dev.watchbill.console.http;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was asked can't be answered, and whose fault it is. Becomes problem details (RFC 9457), or a
 * sentence on a page.
 */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String title;
  private final @Nullable Duration retryAfter;
  private final transient Map<String, Object> more;

  private Refusal(
      int status,
      String title,
      String detail,
      @Nullable Duration retryAfter,
      Map<String, Object> more) {
    super(detail, null, false, false);
    this.status = status;
    this.title = title;
    this.retryAfter = retryAfter;
    this.more = Map.copyOf(more);
  }

  /** 400: says what was expected, and what came. */
  public static Refusal badRequest(String detail) {
    return new Refusal(400, "Bad request", detail, null, Map.of());
  }

  /** 401. */
  public static Refusal unknownCaller(String detail) {
    return new Refusal(401, "Not signed in", detail, null, Map.of());
  }

  /** 403. */
  public static Refusal notAllowed(String detail) {
    return new Refusal(403, "Not allowed", detail, null, Map.of());
  }

  /** 404. */
  public static Refusal notFound(String detail) {
    return new Refusal(404, "Not found", detail, null, Map.of());
  }

  /** 405. */
  public static Refusal methodNotAllowed(String detail) {
    return new Refusal(405, "Method not allowed", detail, null, Map.of());
  }

  /**
   * 409.
   *
   * @param more further members of the problem
   */
  public static Refusal conflict(String detail, Map<String, Object> more) {
    return new Refusal(409, "Refused", detail, null, more);
  }

  /** 413. */
  public static Refusal tooLarge(String detail) {
    return new Refusal(413, "Too large", detail, null, Map.of());
  }

  /** 415. */
  public static Refusal wrongType(String detail) {
    return new Refusal(415, "Unsupported media type", detail, null, Map.of());
  }

  /** 429. */
  public static Refusal tooOften(String detail) {
    return new Refusal(429, "Too many attempts", detail, Duration.ofMinutes(1), Map.of());
  }

  /** 500: our bug; the log knows more. */
  public static Refusal ourFault() {
    return new Refusal(
        500, "Internal error", "Something went wrong here; the log says what.", null, Map.of());
  }

  /** 503. */
  public static Refusal away(String detail) {
    return new Refusal(503, "Not ready", detail, Duration.ofSeconds(2), Map.of());
  }

  public int status() {
    return status;
  }

  public String title() {
    return title;
  }

  /** One sentence. */
  public String detail() {
    return String.valueOf(getMessage());
  }

  @Nullable Duration retryAfter() {
    return retryAfter;
  }

  Map<String, Object> more() {
    return more;
  }
}
