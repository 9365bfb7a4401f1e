package dev.watchbill.ingest.http;

import io.helidon.http.Method;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a path does by method; any other is answered 405, and told which there are. */
final class Methods {
  private final String path;
  private final Dialect dialect;
  private final Map<Method, Handler> handlers = new LinkedHashMap<>();

  private Methods(String path, Dialect dialect) {
    this.path = path;
    this.dialect = dialect;
  }

  /**
   * Of a path.
   *
   * @param dialect of its refusals
   */
  static Methods at(String path, Dialect dialect) {
    return new Methods(path, dialect);
  }

  Methods get(Handler handler) {
    return does(Method.GET, handler);
  }

  Methods post(Handler handler) {
    return does(Method.POST, handler);
  }

  Methods put(Handler handler) {
    return does(Method.PUT, handler);
  }

  Methods patch(Handler handler) {
    return does(Method.PATCH, handler);
  }

  Methods delete(Handler handler) {
    return does(Method.DELETE, handler);
  }

  Methods options(Handler handler) {
    return does(Method.OPTIONS, handler);
  }

  private Methods does(Method method, Handler handler) {
    handlers.put(method, handler);
    return this;
  }

  void register(HttpRules rules) {
    handlers.forEach((method, handler) -> rules.route(method, path, handler));
    var allowed = handlers.keySet().stream().map(Method::text).toArray(String[]::new);
    rules.any(path, (request, response) -> refuse(request, response, dialect, allowed));
  }

  /** Says that a path does something else only; nothing of that needs a key to be known. */
  static void refuse(
      ServerRequest request, ServerResponse response, Dialect dialect, String... allowed) {
    var method = request.prologue().method();
    var sentence = "Expected %s, but got %s".formatted(String.join(" or ", allowed), method.text());
    var answer =
        dialect
            .refused(new Refusal(Refusal.Reason.METHOD, sentence))
            .with("Allow", String.join(", ", allowed));
    (method.equals(Method.HEAD) ? answer.withoutBody() : answer).send(response);
  }
}
