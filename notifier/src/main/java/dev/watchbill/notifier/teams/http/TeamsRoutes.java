package dev.watchbill.notifier.teams.http;

import dev.watchbill.notifier.delivery.NotifierMetrics;
import dev.watchbill.notifier.teams.Activity;
import dev.watchbill.notifier.teams.ConnectorTokens.Verdict;
import dev.watchbill.notifier.teams.TeamsBot;
import dev.watchbill.notifier.web.http.RequestBody;
import io.helidon.common.media.type.MediaTypes;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /teams/messages}: what Microsoft's connector has signed for the bot, once; 403
 * otherwise, as its protocol has it.
 */
public final class TeamsRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(TeamsRoutes.class);
  private static final int LONGEST_BODY = 256 * 1024;

  private final TeamsBot bot;
  private final NotifierMetrics metrics;

  public TeamsRoutes(TeamsBot bot, NotifierMetrics metrics) {
    this.bot = bot;
    this.metrics = metrics;
  }

  public void route(HttpRules rules) {
    rules.post("/teams/messages", this::message);
  }

  private void message(ServerRequest request, ServerResponse response) throws IOException {
    var body = RequestBody.text(request, LONGEST_BODY);
    if (body.isEmpty()) {
      response.status(Status.REQUEST_ENTITY_TOO_LARGE_413).send();
      return;
    }
    var activity = Activity.of(body.get());
    if (activity.isEmpty()) {
      response
          .status(Status.BAD_REQUEST_400)
          .send("Expected an activity of the Bot Framework, as JSON");
      return;
    }
    var token = request.headers().first(HeaderNames.AUTHORIZATION).orElse(null);
    switch (bot.tokens().check(token, activity.get())) {
      case Verdict.Accepted _ -> answer(activity.get(), response);
      case Verdict.Refused refused -> {
        metrics.pressed("teams", "forged");
        LOG.atWarn().addKeyValue("reason", refused.why()).log("a request to the bot was refused");
        response
            .status(Status.FORBIDDEN_403)
            .send("Expected a request that Microsoft's Bot Connector signed for this bot, once");
      }
      case Verdict.Unknown _ ->
          response
              .status(Status.SERVICE_UNAVAILABLE_503)
              .send("Microsoft's keys can't be read now; try again in a minute");
    }
  }

  private void answer(Activity activity, ServerResponse response) {
    var answer = bot.handle(activity);
    response.status(Status.create(answer.status()));
    if (answer.body().isEmpty()) {
      response.send();
    } else {
      response.headers().contentType(MediaTypes.APPLICATION_JSON);
      response.send(answer.body());
    }
  }
}
