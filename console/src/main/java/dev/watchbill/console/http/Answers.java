package dev.watchbill.console.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;

/** Sends answers. */
public final class Answers {
  private Answers() {}

  /** 200 with JSON. */
  public static void json(Call call, Object answer) {
    json(call, 200, answer);
  }

  /** JSON with another status. */
  public static void json(Call call, int status, Object answer) {
    var response = call.response();
    response.status(Status.create(status));
    response.header(HeaderNames.CONTENT_TYPE, "application/json");
    body(call.request(), response, Json.write(answer));
  }

  /** The body; to HEAD only how long it is, which the server doesn't see to itself. */
  public static void body(ServerRequest request, ServerResponse response, byte[] body) {
    if (request.prologue().method().equals(Method.HEAD)) {
      response.headers().contentLength(body.length);
      response.send();
    } else {
      response.send(body);
    }
  }

  /** 204. */
  public static void nothing(Call call) {
    call.response().status(Status.NO_CONTENT_204).send();
  }

  /** HTML with a status. */
  public static void html(Call call, int status, String page) {
    var response = call.response();
    response.status(Status.create(status));
    response.header(HeaderNames.CONTENT_TYPE, "text/html; charset=utf-8");
    body(call.request(), response, page.getBytes(StandardCharsets.UTF_8));
  }

  /** 303: the browser asks for another page. */
  public static void seeOther(Call call, String path) {
    call.response().status(Status.SEE_OTHER_303).header(HeaderNames.LOCATION, path).send();
  }
}
