package dev.watchbill.console.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;

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
    response.send(Json.write(answer));
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
    response.send(page.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  /** 303: the browser asks for another page. */
  public static void seeOther(Call call, String path) {
    call.response().status(Status.SEE_OTHER_303).header(HeaderNames.LOCATION, path).send();
  }
}
