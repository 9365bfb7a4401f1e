package dev.watchbill.notifier.mattermost;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.watchbill.notifier.delivery.Delivery;
import dev.watchbill.notifier.web.Exchange;
import dev.watchbill.notifier.web.JsonText;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Posts and changes messages.
 *
 * @see <a href="https://api.mattermost.com/#tag/posts">posts</a>
 */
public final class MattermostApi {
  private static final Pattern ID = Pattern.compile("[a-z0-9]{26}");

  private final MattermostSettings settings;
  private final Exchange exchange;

  public MattermostApi(MattermostSettings settings, InstantSource clock) {
    this.settings = settings;
    exchange = new Exchange("mattermost", "WATCHBILL_MATTERMOST_TOKEN", clock);
  }

  /** Posts into a channel; its id is the reference. */
  Delivery post(String channel, String message) {
    if (!ID.matcher(channel).matches()) {
      return Delivery.refused(
          "Expected the id of a channel, 26 letters and digits, but got \"%s\"".formatted(channel));
    }
    var body = JsonText.object().put("channel_id", channel).put("message", message);
    return switch (send("POST", "api/v4/posts", body)) {
      case Exchange.Answer.Taken taken -> {
        var id = JsonText.read(taken.body()).path("id").asText("");
        yield id.isEmpty()
            ? Delivery.retryable("mattermost answered something that is not its own")
            : Delivery.accepted(id);
      }
      case Exchange.Answer.Not not -> meaning(not);
    };
  }

  /**
   * Changes a post.
   *
   * @return empty: it is gone
   */
  Optional<Delivery> change(String post, String message) {
    if (!ID.matcher(post).matches()) {
      return Optional.empty();
    }
    var body = JsonText.object().put("message", message);
    return switch (send("PUT", "api/v4/posts/%s/patch".formatted(post), body)) {
      case Exchange.Answer.Taken taken -> Optional.of(Delivery.accepted(post));
      case Exchange.Answer.Not not when not.status() == 404 -> Optional.empty();
      case Exchange.Answer.Not not -> Optional.of(meaning(not));
    };
  }

  private static Delivery meaning(Exchange.Answer.Not not) {
    return not.status() == 400 && not.body().contains("can_not_post_to_deleted")
        ? Delivery.refused("mattermost answered 400: the channel is archived")
        : not.delivery();
  }

  private Exchange.Answer send(String method, String path, ObjectNode body) {
    return exchange.send(
        HttpRequest.newBuilder(settings.url().resolve(path))
            .header("Authorization", "Bearer " + settings.token())
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(JsonText.write(body))));
  }
}
