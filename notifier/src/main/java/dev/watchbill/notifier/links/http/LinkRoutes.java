package dev.watchbill.notifier.links.http;

import dev.watchbill.notifier.links.LinkActions;
import dev.watchbill.notifier.links.LinkActions.Answer;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;

/**
 * {@code GET /links/{token}} shows what a link would do; only a {@code POST} does it, so that mail
 * scanners and previews acknowledge nothing.
 */
public final class LinkRoutes {
  private static final HeaderName POLICY = HeaderNames.create("Content-Security-Policy");
  private static final HeaderName REFERRER = HeaderNames.create("Referrer-Policy");
  private static final HeaderName ROBOTS = HeaderNames.create("X-Robots-Tag");

  private final LinkActions actions;

  public LinkRoutes(LinkActions actions) {
    this.actions = actions;
  }

  public void route(HttpRules rules) {
    rules.get("/links/{token}", this::look).post("/links/{token}", this::use);
  }

  private void look(ServerRequest request, ServerResponse response) {
    answer(response, actions.look(token(request)));
  }

  private void use(ServerRequest request, ServerResponse response) {
    answer(response, actions.use(token(request), request.remotePeer().host()));
  }

  private static String token(ServerRequest request) {
    return request.path().pathParameters().get("token");
  }

  private static void answer(ServerResponse response, Answer answer) {
    switch (answer) {
      case Answer.Asks asks -> send(response, Status.OK_200, LinkPage.asking(asks));
      case Answer.Done done ->
          send(
              response,
              done.good() ? Status.OK_200 : Status.CONFLICT_409,
              LinkPage.saying(done.sentence()));
      case Answer.Refused refused ->
          send(response, Status.GONE_410, LinkPage.saying(refused.sentence()));
      case Answer.Later later -> {
        response.header(HeaderNames.RETRY_AFTER, "5");
        send(response, Status.SERVICE_UNAVAILABLE_503, LinkPage.saying(later.sentence()));
      }
    }
  }

  private static void send(ServerResponse response, Status status, String html) {
    response.status(status);
    response.header(HeaderNames.CONTENT_TYPE, "text/html; charset=utf-8");
    response.header(HeaderNames.CACHE_CONTROL, "no-store");
    response.header(
        POLICY,
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self';"
            + " frame-ancestors 'none'; base-uri 'none'");
    response.header(REFERRER, "no-referrer");
    response.header(ROBOTS, "noindex");
    response.send(html.getBytes(StandardCharsets.UTF_8));
  }
}
