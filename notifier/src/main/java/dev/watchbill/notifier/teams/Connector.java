package dev.watchbill.notifier.teams;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.watchbill.notifier.delivery.Delivery;
import dev.watchbill.notifier.web.Exchange;
import dev.watchbill.notifier.web.JsonText;
import dev.watchbill.notifier.web.LimitedLanes;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Posts and changes the bot's messages. A conversation that Teams limits waits alone.
 *
 * @see <a
 *     href="https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference">connector</a>
 */
final class Connector {
  private static final String BOT = "28:";
  private static final String GROUP_CHAT = "@thread.v2";

  /**
   * A message that is posted later in its attempt could outlive it, and come twice: the next one
   * posts it, and has all its time for that.
   */
  private static final Duration LATEST_BEGIN = Duration.ofSeconds(2);

  /** Slow is not away: many at once, which wait for one login, are no outage. */
  private static final Duration SOON = Duration.ofSeconds(1);

  private final TeamsSettings settings;
  private final Conversations conversations;
  private final TeamsTokens tokens;
  private final Exchange exchange;
  private final LimitedLanes lanes;

  Connector(TeamsSettings settings, Conversations conversations, InstantSource clock) {
    this.settings = settings;
    this.conversations = conversations;
    tokens = new TeamsTokens(settings, clock);
    exchange = new Exchange("teams", "WATCHBILL_TEAMS_APP_ID and _TENANT", clock);
    lanes = new LimitedLanes(clock);
  }

  /**
   * Posts to one person.
   *
   * @param user Microsoft Entra object id
   */
  Delivery toPerson(String user, ObjectNode message) {
    var begun = System.nanoTime();
    var known = conversations.chat(user);
    if (known.isPresent()) {
      var answer = post(known.get(), message);
      if (!isGone(answer)) {
        return posted(known.get(), answer);
      }
      // The app was taken away and installed again, perhaps: then the chat is another one.
      conversations.gone(user);
    }
    return switch (open(user)) {
      case Exchange.Answer.Taken taken -> {
        var chat = JsonText.read(taken.body()).path("id").asText("");
        if (chat.isEmpty()) {
          yield Delivery.retryable("teams answered something that is not its own");
        }
        conversations.opened(user, chat);
        if (isLate(begun)) {
          yield Delivery.retryable("teams took long to open the chat", SOON);
        }
        yield posted(chat, post(chat, message));
      }
      case Exchange.Answer.Not not -> TeamsErrors.of(not);
    };
  }

  /**
   * Posts into a channel, as a conversation of its own, or into a group chat.
   *
   * @param room such as {@code 19:…@thread.tacv2}
   */
  Delivery toRoom(String room, ObjectNode message) {
    if (room.endsWith(GROUP_CHAT)) {
      return posted(room, post(room, message));
    }
    var body = JsonText.object().put("isGroup", true);
    body.putObject("bot").put("id", BOT + settings.appId());
    body.put("tenantId", settings.tenant());
    var data = body.putObject("channelData");
    data.putObject("channel").put("id", room);
    data.putObject("tenant").put("id", settings.tenant());
    body.set("activity", byBot(message));
    return switch (send(room, "POST", room, "/v3/conversations", body)) {
      case Exchange.Answer.Taken taken -> {
        var answer = JsonText.read(taken.body());
        var thread = answer.path("id").asText("");
        var activity = answer.path("activityId").asText("");
        yield thread.isEmpty() || activity.isEmpty()
            ? Delivery.retryable("teams answered something that is not its own")
            : Delivery.accepted(thread + "/" + activity);
      }
      case Exchange.Answer.Not not -> TeamsErrors.of(not);
    };
  }

  /**
   * Changes a message.
   *
   * @param ref CONVERSATION/ACTIVITY
   * @return empty: it is gone
   */
  Optional<Delivery> change(String ref, ObjectNode message) {
    var slash = ref.lastIndexOf('/');
    if (slash < 0) {
      return Optional.empty();
    }
    var conversation = ref.substring(0, slash);
    var activity = ref.substring(slash + 1);
    var body = byBot(message).put("id", activity);
    var path = activities(conversation) + "/" + encoded(activity);
    return switch (send(conversation, "PUT", conversation, path, body)) {
      case Exchange.Answer.Taken _ -> Optional.of(Delivery.accepted(ref));
      case Exchange.Answer.Not not when not.status() == 404 -> Optional.empty();
      case Exchange.Answer.Not not -> Optional.of(TeamsErrors.of(not));
    };
  }

  /** Answers what somebody wrote, where they wrote it. */
  Delivery reply(Activity to, ObjectNode message) {
    var body = byBot(message).put("replyToId", to.id());
    var path = activities(to.conversation()) + "/" + encoded(to.id());
    return posted(
        to.conversation(), send(to.conversation(), "POST", to.conversation(), path, body));
  }

  private Exchange.Answer open(String user) {
    var body = JsonText.object().put("isGroup", false);
    body.putObject("bot").put("id", BOT + settings.appId());
    body.putArray("members").addObject().put("id", user);
    body.put("tenantId", settings.tenant());
    body.putObject("channelData").putObject("tenant").put("id", settings.tenant());
    return send(user, "POST", "", "/v3/conversations", body);
  }

  private Exchange.Answer post(String conversation, ObjectNode message) {
    return send(conversation, "POST", conversation, activities(conversation), byBot(message));
  }

  private static Delivery posted(String conversation, Exchange.Answer answer) {
    return switch (answer) {
      case Exchange.Answer.Taken taken -> {
        var id = JsonText.read(taken.body()).path("id").asText("");
        yield id.isEmpty()
            ? Delivery.retryable("teams answered something that is not its own")
            : Delivery.accepted(conversation + "/" + id);
      }
      case Exchange.Answer.Not not -> TeamsErrors.of(not);
    };
  }

  private static boolean isLate(long begunNanos) {
    return System.nanoTime() - begunNanos > LATEST_BEGIN.toNanos();
  }

  private static boolean isGone(Exchange.Answer answer) {
    return answer instanceof Exchange.Answer.Not not && not.status() == 404;
  }

  private ObjectNode byBot(ObjectNode message) {
    var copy = message.deepCopy();
    copy.putObject("from").put("id", BOT + settings.appId());
    copy.withObject("/channelData/tenant").put("id", settings.tenant());
    return copy;
  }

  /**
   * @param lane waits alone where Teams limits it
   * @param conversation it is asked for where that is kept
   */
  private Exchange.Answer send(
      String lane, String method, String conversation, String path, ObjectNode body) {
    var wait = lanes.left(lane);
    if (wait.isPresent()) {
      return new Exchange.Answer.Not(429, Delivery.retryable("teams limits this", wait.get()), "");
    }
    var service = conversations.service(conversation).toString().replaceAll("/+$", "");
    var answer = send(method, URI.create(service + path), body);
    if (answer instanceof Exchange.Answer.Not not
        && not.status() == 429
        && not.delivery() instanceof Delivery.Retryable limited) {
      limited.after().ifPresent(after -> lanes.limit(lane, after));
    }
    return answer;
  }

  private Exchange.Answer send(String method, URI address, ObjectNode body) {
    var begun = System.nanoTime();
    return switch (tokens.get()) {
      case TeamsTokens.Token.None none -> new Exchange.Answer.Not(0, none.why(), "");
      case TeamsTokens.Token.Given token -> {
        var answer = once(method, address, body, token, begun);
        if (answer instanceof Exchange.Answer.Not not && not.status() == 401) {
          tokens.forget(token);
          yield switch (tokens.get()) {
            case TeamsTokens.Token.None none -> new Exchange.Answer.Not(0, none.why(), "");
            case TeamsTokens.Token.Given fresh -> once(method, address, body, fresh, begun);
          };
        }
        yield answer;
      }
    };
  }

  private Exchange.Answer once(
      String method, URI address, ObjectNode body, TeamsTokens.Token.Given token, long begunNanos) {
    if (isLate(begunNanos)) {
      return new Exchange.Answer.Not(
          0, Delivery.retryable("microsoft took long to let us in", SOON), "");
    }
    return exchange.send(
        HttpRequest.newBuilder(address)
            .header("Authorization", "Bearer " + token.value())
            .header("Content-Type", "application/json; charset=utf-8")
            .method(method, BodyPublishers.ofString(JsonText.write(body))));
  }

  private static String activities(String conversation) {
    return "/v3/conversations/" + encoded(conversation) + "/activities";
  }

  private static String encoded(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
