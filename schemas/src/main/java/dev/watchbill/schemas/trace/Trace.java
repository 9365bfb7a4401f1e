package dev.watchbill.schemas.trace;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * What is handled now belongs to this trace: W3C trace context, handed on as a Kafka header from
 * intake to receipt, and shown in logs as {@code trace.id}. Nothing here reports spans, so a
 * sender's context is handed on as it came; an alert without one begins its own.
 *
 * @param parent the {@code traceparent}; null: none
 * @param received when the alert came that leads to this without anybody having waited; null: it
 *     was a deadline, a person or a receipt that did
 * @see <a href="https://www.w3.org/TR/trace-context/">W3C Trace Context</a>
 */
public record Trace(@Nullable String parent, @Nullable Instant received) {
  /** The header's name, over HTTP as in Kafka. */
  public static final String HEADER = "traceparent";

  /** When the alert was received, in milliseconds as decimal text. */
  static final String RECEIVED = "watchbill-received";

  /** In logs, as Elastic's common schema names it. */
  private static final String LOGGED = "trace.id";

  /** Of nothing. */
  public static final Trace NONE = new Trace(null, null);

  private static final Pattern PARENT =
      Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

  private static final ScopedValue<Trace> CURRENT = ScopedValue.newInstance();

  /** The one that a sender gave; a new one if it gave none, or what isn't any. */
  public static Trace of(@Nullable String parent) {
    return isParent(parent) ? new Trace(parent, null) : begin();
  }

  /** What a record says. */
  public static Trace of(Headers headers) {
    var parent = text(headers, HEADER);
    var received = text(headers, RECEIVED);
    return parent == null && received == null
        ? NONE
        : new Trace(isParent(parent) ? parent : null, instant(received));
  }

  /** A new one, which nobody records. */
  public static Trace begin() {
    var random = ThreadLocalRandom.current();
    var id = ByteBuffer.allocate(24);
    id.putLong(random.nextLong()).putLong(random.nextLong() | 1).putLong(random.nextLong() | 1);
    var hex = HexFormat.of().formatHex(id.array());
    return new Trace("00-%s-%s-00".formatted(hex.substring(0, 32), hex.substring(32)), null);
  }

  /** That of what runs in this thread; {@link #NONE} outside of any. */
  public static Trace current() {
    return CURRENT.orElse(NONE);
  }

  /** The same, begun by an alert that came then. */
  public Trace received(@Nullable Instant at) {
    return new Trace(parent, at);
  }

  /** The same; with a new id if it has none. */
  public Trace orBegun() {
    return parent == null ? begin().received(received) : this;
  }

  /** How long ago the alert came that led to this; empty: something else did. */
  public Optional<Duration> age(Instant now) {
    return Optional.ofNullable(received).map(at -> Duration.between(at, now));
  }

  /** Writes it into a record's headers; nothing if there is nothing. */
  public void into(Headers headers) {
    if (parent != null) {
      headers.add(HEADER, parent.getBytes(StandardCharsets.UTF_8));
    }
    if (received != null) {
      var millis = Long.toString(received.toEpochMilli());
      headers.add(RECEIVED, millis.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Runs something as a part of this. */
  public void run(Runnable part) {
    call(() -> {
      part.run();
      return true;
    });
  }

  /** Runs something as a part of this. */
  public <T> T call(Supplier<T> part) {
    var before = MDC.get(LOGGED);
    log(parent == null ? null : parent.substring(3, 35));
    try {
      return ScopedValue.where(CURRENT, this).call(part::get);
    } finally {
      log(before);
    }
  }

  private static void log(@Nullable String id) {
    if (id == null) {
      MDC.remove(LOGGED);
    } else {
      MDC.put(LOGGED, id);
    }
  }

  /** Later versions may have more behind it; of that nothing is known, so it is none of ours. */
  private static boolean isParent(@Nullable String text) {
    return text != null && PARENT.matcher(text).matches();
  }

  private static @Nullable String text(Headers headers, String name) {
    var header = headers.lastHeader(name);
    return header == null || header.value() == null
        ? null
        : new String(header.value(), StandardCharsets.UTF_8);
  }

  private static @Nullable Instant instant(@Nullable String millis) {
    try {
      return millis == null ? null : Instant.ofEpochMilli(Long.parseLong(millis));
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
