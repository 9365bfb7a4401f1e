package dev.watchbill.ingest.sns;

import dev.watchbill.ingest.Arrival;
import dev.watchbill.ingest.IntegrationSettings;
import dev.watchbill.ingest.json.JsonTree;
import dev.watchbill.ingest.json.JsonTree.Parsed;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes messages out of Amazon SNS' envelope.
 *
 * <p>Where the roster names the topic, a message must come from it and bear Amazon's signature, and
 * its subscription is confirmed; certificate and confirmation are got from the host of the topic's
 * region, and no other. Where it doesn't, the integration's key alone tells who sends, nothing is
 * asked of anybody, and a subscription that waits for its confirmation is shown.
 */
public final class SnsMessages {
  private static final Logger LOG = LoggerFactory.getLogger(SnsMessages.class);

  /** Amazon's own limit, in characters. */
  private static final int LONGEST = 300_000;

  private static final int MOST_CERTIFICATES = 20;
  private static final String SUBSCRIPTION = "SubscriptionConfirmation";
  private static final List<String> TYPES =
      List.of("Notification", SUBSCRIPTION, "UnsubscribeConfirmation");

  private final AmazonHost amazon;
  private final Map<URI, byte[]> certificates = new ConcurrentHashMap<>();

  public SnsMessages(AmazonHost amazon) {
    this.amazon = amazon;
  }

  /** What a message says; it itself where that is plain text; nothing of one that is dealt with. */
  public Parsed decode(byte[] body, Arrival arrival, IntegrationSettings from) {
    var parsed = JsonTree.parse(body, LONGEST);
    if (!(parsed instanceof Parsed.Value(Map<?, ?> message)) || !isEnvelope(message)) {
      return from.snsTopic().isEmpty()
          ? parsed
          : new Parsed.Unreadable("Expected a message of Amazon SNS, but got another body");
    }
    return from.snsTopic()
        .map(arn -> verified(arn, message, arrival, from))
        .orElseGet(() -> content(message));
  }

  private static boolean isEnvelope(Map<?, ?> message) {
    return message.get("Type") instanceof String type
        && TYPES.contains(type)
        && message.get("TopicArn") instanceof String;
  }

  private Parsed verified(
      String arn, Map<?, ?> message, Arrival arrival, IntegrationSettings from) {
    var topic = Topic.of(arn);
    if (topic.isEmpty() || !arn.equals(message.get("TopicArn"))) {
      return new Parsed.Unreadable("TopicArn: expected " + arn + ", but got another");
    }
    var certificate = topic.get().at(text(message, "SigningCertURL"));
    if (certificate.filter(uri -> uri.getPath().endsWith(".pem")).isEmpty()) {
      return new Parsed.Unreadable(
          "SigningCertURL: expected one at " + topic.get().host() + ", but got another");
    }
    try {
      if (!Signature.isValid(message, certificate(certificate.get()), arrival.at())) {
        return new Parsed.Unreadable("Signature: expected Amazon's, but got another");
      }
      return SUBSCRIPTION.equals(message.get("Type"))
          ? confirm(topic.get(), message, from)
          : content(message);
    } catch (IOException e) {
      LOG.atWarn().addKeyValue("integration", from.name()).setCause(e).log("Amazon not reached");
      return new Parsed.NotNow("Expected an answer of " + topic.get().host() + "; send again");
    }
  }

  private byte[] certificate(URI address) throws IOException {
    var known = certificates.get(address);
    if (known != null) {
      return known;
    }
    var got = amazon.get(address);
    if (certificates.size() < MOST_CERTIFICATES) {
      certificates.put(address, got);
    }
    return got;
  }

  private Parsed confirm(Topic topic, Map<?, ?> message, IntegrationSettings from)
      throws IOException {
    var address = topic.at(text(message, "SubscribeURL"));
    if (address.isEmpty()) {
      return new Parsed.Unreadable(
          "SubscribeURL: expected one at " + topic.host() + ", but got another");
    }
    var _ = amazon.get(address.get());
    LOG.atInfo().addKeyValue("integration", from.name()).log("subscription to SNS confirmed");
    return content(message);
  }

  private static Parsed content(Map<?, ?> message) {
    var said = JsonTree.parse(text(message, "Message").getBytes(StandardCharsets.UTF_8));
    if (said instanceof Parsed.Value(Map<?, ?> content)) {
      var whole = new LinkedHashMap<Object, Object>(content);
      whole.putIfAbsent("TopicArn", message.get("TopicArn"));
      return new Parsed.Value(whole);
    }
    return new Parsed.Value(message);
  }

  private static String text(Map<?, ?> message, String name) {
    return message.get(name) instanceof String text ? text : "";
  }
}
