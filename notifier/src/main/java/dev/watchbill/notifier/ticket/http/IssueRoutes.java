package dev.watchbill.notifier.ticket.http;

import dev.watchbill.notifier.ticket.IssueHook;
import dev.watchbill.notifier.web.http.RequestBody;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.util.List;

/** What trackers call, such as {@code POST /jira/webhook}: 200 at once, 401 if it isn't them. */
public final class IssueRoutes {
  private static final int LONGEST_BODY = 1024 * 1024;

  private final List<IssueHook> hooks;

  public IssueRoutes(List<IssueHook> hooks) {
    this.hooks = List.copyOf(hooks);
  }

  public void route(HttpRules rules) {
    hooks.forEach(
        hook -> rules.post(hook.path(), (request, response) -> take(hook, request, response)));
  }

  private static void take(IssueHook hook, ServerRequest request, ServerResponse response)
      throws IOException {
    var body = RequestBody.text(request, LONGEST_BODY);
    var credential = request.headers().first(HeaderNames.create(hook.header())).orElse(null);
    if (body.isEmpty()) {
      response.status(Status.REQUEST_ENTITY_TOO_LARGE_413).send();
    } else if (!hook.accepts(credential, body.get())) {
      response
          .status(Status.UNAUTHORIZED_401)
          .send("Expected a request with the webhook's secret in " + hook.header());
    } else {
      hook.take(body.get());
      response.status(Status.OK_200).send();
    }
  }
}
