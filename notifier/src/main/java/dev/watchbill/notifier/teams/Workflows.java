package dev.watchbill.notifier.teams;

import dev.watchbill.notifier.delivery.Delivery;
import dev.watchbill.notifier.web.Exchange;
import dev.watchbill.schemas.config.Environment;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The Workflows webhooks of channels. Their addresses are secrets: the roster refers to them, and
 * they are looked up only here.
 */
public final class Workflows {
  /** Teams takes no larger message. */
  private static final int LARGEST = 28 * 1024;

  private final Environment environment;
  private final Exchange exchange;

  public Workflows(Environment environment, InstantSource clock) {
    this.environment = environment;
    exchange = new Exchange("teams", "the channel's workflow", clock);
  }

  /**
   * Posts a message.
   *
   * @param written the address as the roster has it
   * @param ref what the message is remembered by
   */
  Delivery post(String written, String message, String ref) {
    var address = address(written);
    if (address.isEmpty()) {
      return Delivery.refused(
          "Expected %s to lead to the address of a workflow, but it doesn't".formatted(written));
    }
    if (message.getBytes(StandardCharsets.UTF_8).length > LARGEST) {
      return Delivery.refused("the card is larger than the 28 KB that teams takes");
    }
    var request =
        HttpRequest.newBuilder(address.get())
            .header("Content-Type", "application/json; charset=utf-8")
            .POST(BodyPublishers.ofString(message));
    return switch (exchange.send(request)) {
      case Exchange.Answer.Taken taken -> Delivery.accepted(ref);
      case Exchange.Answer.Not not -> not.delivery().ofTheirs();
    };
  }

  private Optional<URI> address(String written) {
    try {
      return environment
          .resolve(written)
          .map(URI::create)
          .filter(uri -> uri.getHost() != null)
          .filter(uri -> String.valueOf(uri.getScheme()).matches("https?"));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
