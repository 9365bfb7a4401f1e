package dev.watchbill.console.http;

import dev.watchbill.console.auth.Origin;
import dev.watchbill.console.auth.Principal;
import dev.watchbill.schemas.http.ReadDeadline;
import io.helidon.http.HeaderName;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request that was let in.
 *
 * @param origin where it came from
 * @param who null on public routes
 */
public record Call(
    Route route,
    ServerRequest request,
    ServerResponse response,
    Origin origin,
    @Nullable Principal who) {
  private static final int LIMIT = 64 * 1024;

  /** The address it came from. */
  public String address() {
    return origin.address();
  }

  /** Who asks; not on public routes. */
  public Principal principal() {
    if (who == null) {
      throw new IllegalStateException("Expected a route that isn't public, but got " + route);
    }
    return who;
  }

  /**
   * A variable part of the path.
   *
   * @throws Refusal if nothing can be called so: a database may refuse to be asked for it
   */
  public String path(String name) {
    var value = request.path().pathParameters().get(name);
    if (value.indexOf('\0') >= 0) {
      throw Refusal.notFound("Expected a name in the path, but got one with a NUL in it");
    }
    return value;
  }

  /** A parameter; the first where it is repeated. */
  public Optional<String> query(String name) {
    return queries(name).stream().findFirst();
  }

  /** All values of a parameter. */
  public List<String> queries(String name) {
    return request.query().all(name, List::of);
  }

  /**
   * Parameters must be ones we know: a misspelt filter would answer something else than was asked.
   */
  public void allowQueries(String... known) {
    for (var name : request.query().names()) {
      if (!List.of(known).contains(name)) {
        throw Refusal.badRequest(
            "Expected only the parameters %s, but got \"%s\"".formatted(List.of(known), name));
      }
    }
  }

  public Optional<String> header(HeaderName name) {
    return request.headers().first(name);
  }

  /**
   * The body as JSON.
   *
   * @throws Refusal if it isn't, is too large, or has fields nobody knows
   */
  public <T> T json(Class<T> type) {
    return Json.read(body(), type);
  }

  /** The body as JSON, or something else where there is none. */
  public <T> T json(Class<T> type, T none) {
    var body = body();
    return body.length == 0 ? none : Json.read(body, type);
  }

  /** The body as a form. */
  public Map<String, String> form() {
    return request.context().get(Form.class).orElseGet(this::readForm).values();
  }

  private record Form(Map<String, String> values) {}

  private Form readForm() {
    var values = new HashMap<String, String>();
    for (var pair : new String(body(), StandardCharsets.UTF_8).split("&", -1)) {
      var equals = pair.indexOf('=');
      if (equals > 0) {
        values.putIfAbsent(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
      }
    }
    var form = new Form(Map.copyOf(values));
    // The body can be read once, but is asked for by the gate and by the page.
    request.context().register(form);
    return form;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw Refusal.badRequest("Expected a form, but it can't be read");
    }
  }

  private byte[] body() {
    if (!request.content().hasEntity()) {
      return new byte[0];
    }
    return ReadDeadline.within(ReadDeadline.PATIENCE, this::body);
  }

  private byte[] body(ReadDeadline deadline) {
    try (var stream = request.content().inputStream()) {
      var bytes = stream.readNBytes(LIMIT + 1);
      if (bytes.length > LIMIT) {
        throw Refusal.tooLarge("Expected at most %d bytes, but got more".formatted(LIMIT));
      }
      return bytes;
    } catch (IOException | IllegalStateException | ReadDeadline.Passed e) {
      if (deadline.hasPassed()) {
        throw Refusal.away(
            "Expected the whole body within %d s".formatted(ReadDeadline.PATIENCE.toSeconds()));
      }
      throw Refusal.badRequest("Expected a whole body, but it ended early");
    }
  }
}
