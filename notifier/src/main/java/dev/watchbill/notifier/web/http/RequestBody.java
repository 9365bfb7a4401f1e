package dev.watchbill.notifier.web.http;

import dev.watchbill.schemas.http.ReadDeadline;
import io.helidon.http.HttpException;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What came in a request from somebody who isn't known yet. */
public final class RequestBody {
  private RequestBody() {}

  /**
   * Reads it.
   *
   * @param longest in bytes
   * @return empty: there is more
   */
  public static Optional<byte[]> of(ServerRequest request, int longest) throws IOException {
    if (!request.content().hasEntity()) {
      return Optional.of(new byte[0]);
    }
    return ReadDeadline.within(ReadDeadline.PATIENCE, _ -> read(request, longest));
  }

  private static Optional<byte[]> read(ServerRequest request, int longest) throws IOException {
    try (var in = request.content().inputStream()) {
      return Optional.of(in.readNBytes(longest + 1)).filter(bytes -> bytes.length <= longest);
    } catch (ReadDeadline.Passed e) {
      // Providers send again what was answered so.
      throw new HttpException(
          "Expected the whole body within %d s".formatted(ReadDeadline.PATIENCE.toSeconds()),
          Status.SERVICE_UNAVAILABLE_503,
          e);
    }
  }

  /** The same as text. */
  public static Optional<String> text(ServerRequest request, int longest) throws IOException {
    return of(request, longest).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  /** Fields of a form, of several of one name the first; none where it can't be read. */
  public static Map<String, String> fields(String form) {
    var fields = new HashMap<String, String>();
    try {
      for (var field : form.split("&", -1)) {
        var equals = field.indexOf('=');
        if (equals > 0) {
          fields.putIfAbsent(
              decoded(field.substring(0, equals)), decoded(field.substring(equals + 1)));
        }
      }
    } catch (IllegalArgumentException e) {
      return Map.of();
    }
    return fields;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
