package dev.watchbill.launcher.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A press of a button as Slack posts it: the payload in a form, signed over time and body.
 *
 * @param body the form
 * @param timestamp seconds since 1970
 * @param signature {@code v0=…}
 * @see <a
 *     href="https://docs.slack.dev/authentication/verifying-requests-from-slack">verification</a>
 */
record SlackPress(String body, String timestamp, String signature) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Somebody presses a button of a message.
   *
   * @param responseUrl where Slack takes the answer to this press
   * @param secret what it is signed with
   */
  static SlackPress of(
      SlackStandIn.Message message,
      String action,
      String user,
      String responseUrl,
      Instant at,
      String secret) {
    var payload = JSON.createObjectNode().put("type", "block_actions");
    payload.putObject("user").put("id", user).put("username", "somebody");
    payload.putObject("channel").put("id", message.channel()).put("name", "directmessage");
    payload
        .putObject("container")
        .put("type", "message")
        .put("message_ts", message.ts())
        .put("channel_id", message.channel());
    payload.put("trigger_id", "1.2.abc").put("response_url", responseUrl);
    payload
        .putArray("actions")
        .addObject()
        .put("type", "button")
        .put("block_id", "b")
        .put("action_id", action)
        .put("action_ts", message.ts())
        .put("value", valueOf(message, action));
    var body = "payload=" + URLEncoder.encode(payload.toString(), StandardCharsets.UTF_8);
    var timestamp = Long.toString(at.getEpochSecond());
    return new SlackPress(body, timestamp, sign(secret, "v0:" + timestamp + ":" + body));
  }

  /** As a request to a Watchbill. */
  HttpRequest.Builder to(String address) {
    return HttpRequest.newBuilder(URI.create(address + "/slack/interactions"))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .header("X-Slack-Request-Timestamp", timestamp)
        .header("X-Slack-Signature", signature)
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  private static String valueOf(SlackStandIn.Message message, String action) {
    for (JsonNode block : message.latest().path("blocks")) {
      for (var element : block.path("elements")) {
        if (element.path("action_id").asText().equals(action)) {
          return element.path("value").asText();
        }
      }
    }
    throw new IllegalArgumentException(
        "Expected a button %s, but got %s".formatted(action, message.shown()));
  }

  private static String sign(String secret, String text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return "v0=" + HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
