package dev.watchbill.ingest.http;

import dev.watchbill.schemas.http.ReadDeadline;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** A request's body, never larger than the limit, compressed or not. */
sealed interface RequestBody {
  /** Of a body, before and after decompression. */
  int LIMIT = 5 * 1024 * 1024;

  /** All of it, no longer compressed. */
  final class Bytes implements RequestBody {
    private final byte[] bytes;

    Bytes(byte[] bytes) {
      this.bytes = bytes;
    }

    byte[] bytes() {
      return bytes;
    }
  }

  /** It is too large, or compressed in a way we don't read. */
  record Refused(Refusal refusal) implements RequestBody {}

  /** The most bytes a request's body may become. */
  static long largest(ServerRequest request) {
    var plain = !request.headers().contains(HeaderNames.CONTENT_ENCODING);
    return plain ? Math.min(request.headers().contentLength().orElse(LIMIT), LIMIT) : LIMIT;
  }

  /** How long a body may take. */
  Duration PATIENCE = ReadDeadline.PATIENCE;

  /** Reads a body to its end, or until it is too large or too slow. */
  static RequestBody of(ServerRequest request, Room.Held held, Duration patience) {
    if (!held.granted()) {
      return refused(Refusal.Reason.TOO_FAST, "Expected fewer bodies at a time; send again");
    }
    if (request.headers().contentLength().orElse(0) > LIMIT) {
      return tooLarge();
    }
    var encoding =
        request
            .headers()
            .first(HeaderNames.CONTENT_ENCODING)
            .orElse("")
            .strip()
            .toLowerCase(Locale.ROOT);
    return switch (encoding) {
      case "", "identity" -> read(request, patience, false);
      case "gzip", "x-gzip" -> read(request, patience, true);
      default ->
          refused(
              Refusal.Reason.ENCODING, "Expected content encoding gzip or none, but got another");
    };
  }

  private static RequestBody read(ServerRequest request, Duration patience, boolean compressed) {
    if (!request.content().hasEntity()) {
      return new Bytes(new byte[0]);
    }
    return ReadDeadline.within(
        patience,
        deadline -> {
          try {
            return read(request.content().inputStream(), deadline, patience, compressed);
          } catch (IOException | RuntimeException e) {
            // The server's stream says in several ways that the connection is gone.
            return deadline.hasPassed()
                ? tooSlow(patience)
                : refused(Refusal.Reason.UNREADABLE, "Expected a whole body, but it broke off");
          }
        });
  }

  private static RequestBody read(
      InputStream in, ReadDeadline deadline, Duration patience, boolean compressed)
      throws IOException {
    var bytes = new ByteArrayOutputStream(16 * 1024);
    var some = new byte[16 * 1024];
    for (var read = in.read(some); read >= 0; read = in.read(some)) {
      bytes.write(some, 0, read);
      if (bytes.size() > LIMIT) {
        return tooLarge();
      }
      if (deadline.hasPassed()) {
        return tooSlow(patience);
      }
    }
    return compressed ? decompressed(bytes.toByteArray()) : new Bytes(bytes.toByteArray());
  }

  private static RequestBody decompressed(byte[] bytes) {
    // A server that decodes by itself leaves the header as it was.
    var isGzip = bytes.length > 1 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b;
    if (!isGzip) {
      return new Bytes(bytes);
    }
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes), 8192)) {
      var plain = in.readNBytes(LIMIT + 1);
      return plain.length > LIMIT ? tooLarge() : new Bytes(plain);
    } catch (IOException e) {
      return refused(
          Refusal.Reason.UNREADABLE, "Expected a whole gzip body, but it can't be decompressed");
    }
  }

  private static RequestBody tooSlow(Duration patience) {
    return refused(
        Refusal.Reason.TOO_SLOW,
        "Expected the whole body within %d s".formatted(patience.toSeconds()));
  }

  private static RequestBody tooLarge() {
    return refused(
        Refusal.Reason.TOO_LARGE, "Expected at most %d bytes, but got more".formatted(LIMIT));
  }

  private static RequestBody refused(Refusal.Reason reason, String sentence) {
    return new Refused(new Refusal(reason, sentence));
  }
}
