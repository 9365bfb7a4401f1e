package dev.watchbill.ingest.sns;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.watchbill.ingest.Arrival;
import dev.watchbill.ingest.IntegrationSettings;
import dev.watchbill.ingest.json.JsonTree.Parsed;
import dev.watchbill.schemas.Integration;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With a key of our own in Amazon's place: the only thing Amazon has and we don't. */
class SnsMessagesTest {
  private static final String ARN = "arn:aws:sns:eu-central-1:123456789012:alarms";
  private static final String CERTIFICATE =
      "https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-abc.pem";
  private static final Arrival ARRIVAL =
      new Arrival(Instant.parse("2026-01-05T09:00:00Z"), "/", "sns", Map.of());
  private static final char[] PASSWORD = "changeit".toCharArray();

  private final List<URI> asked = new ArrayList<>();
  private boolean away;
  private final SnsMessages messages = new SnsMessages(this::amazon);

  private byte[] amazon(URI address) throws IOException {
    asked.add(address);
    if (away) {
      throw new IOException("away");
    }
    return certificate();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "2"})
  void takesOutWhatAmazonSigned(String version) throws Exception {
    assertThat(decode(signed(notification(version)), ARN))
        .isEqualTo(new Parsed.Value(Map.of("AlarmName", "cpu", "TopicArn", ARN)));
    assertThat(decode(signed(notification(version)), ARN)).isInstanceOf(Parsed.Value.class);
    assertThat(asked).containsExactly(URI.create(CERTIFICATE));
  }

  @Test
  void refusesWhatAmazonDidNotSign() throws Exception {
    var changed = signed(notification("2"));
    changed.put("Message", "{\"AlarmName\":\"other\"}");
    assertThat(decode(changed, ARN))
        .isEqualTo(new Parsed.Unreadable("Signature: expected Amazon's, but got another"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example.com/x.pem",
        "http://sns.eu-central-1.amazonaws.com/x.pem",
        "https://sns.eu-central-1.amazonaws.com@evil.example.com/x.pem",
        "https://evil.example.com\\@sns.eu-central-1.amazonaws.com/x.pem",
        "https://sns.eu-central-1.amazonaws.com:8443/x.pem",
        "https://sns.us-east-1.amazonaws.com/x.pem",
        "https://sns.eu-central-1.amazonaws.com.evil.example.com/x.pem",
        "file:///etc/passwd.pem",
        ""
      })
  void asksNobodyButAmazonForACertificate(String address) throws Exception {
    var message = notification("2");
    message.put("SigningCertURL", address);
    assertThat(decode(signed(message), ARN)).isInstanceOf(Parsed.Unreadable.class);
    assertThat(asked).isEmpty();
  }

  @Test
  void refusesAnotherTopicWithoutAskingAnybody() throws Exception {
    var message = notification("2");
    message.put("TopicArn", ARN + "x");
    assertThat(decode(signed(message), ARN)).isInstanceOf(Parsed.Unreadable.class);
    assertThat(asked).isEmpty();
  }

  @Test
  void confirmsASubscriptionAtAmazonsOwnHostOnly() throws Exception {
    var good = "https://sns.eu-central-1.amazonaws.com/?Action=ConfirmSubscription&Token=t";
    assertThat(decode(signed(subscription(good)), ARN)).isInstanceOf(Parsed.Value.class);
    assertThat(asked).containsExactly(URI.create(CERTIFICATE), URI.create(good));
    asked.clear();
    assertThat(decode(signed(subscription("https://evil.example.com/")), ARN))
        .isInstanceOf(Parsed.Unreadable.class);
    assertThat(asked).isEmpty();
  }

  @Test
  void asksNobodyUnlessTheRosterNamesTheTopic() throws Exception {
    assertThat(decode(signed(subscription("https://evil.example.com/")), null))
        .isInstanceOf(Parsed.Value.class);
    assertThat(decode(notification("2"), null))
        .isEqualTo(new Parsed.Value(Map.of("AlarmName", "cpu", "TopicArn", ARN)));
    assertThat(asked).isEmpty();
  }

  @Test
  void isSentAgainWhenAmazonCannotBeAsked() throws Exception {
    away = true;
    assertThat(decode(signed(notification("2")), ARN)).isInstanceOf(Parsed.NotNow.class);
  }

  @Test
  void refusesABareBodyWhereAmazonMustHaveSigned() {
    assertThat(
            messages.decode(
                "{\"AlarmName\":\"x\"}".getBytes(StandardCharsets.UTF_8), ARRIVAL, from(ARN)))
        .isInstanceOf(Parsed.Unreadable.class);
  }

  private static Map<String, String> notification(String version) {
    var message = new LinkedHashMap<String, String>();
    message.put("Type", "Notification");
    message.put("MessageId", "22b80b92");
    message.put("TopicArn", ARN);
    message.put("Subject", "ALARM");
    message.put("Message", "{\"AlarmName\":\"cpu\"}");
    message.put("Timestamp", "2026-01-05T08:59:00.000Z");
    message.put("SignatureVersion", version);
    message.put("SigningCertURL", CERTIFICATE);
    return message;
  }

  private static Map<String, String> subscription(String address) {
    var message = notification("2");
    message.put("Type", "SubscriptionConfirmation");
    message.put("Message", "You have chosen to subscribe");
    message.put("Token", "t");
    message.put("SubscribeURL", address);
    return message;
  }

  private static Map<String, String> signed(Map<String, String> message) throws Exception {
    var algorithm = "2".equals(message.get("SignatureVersion")) ? "SHA256withRSA" : "SHA1withRSA";
    var signer = java.security.Signature.getInstance(algorithm);
    signer.initSign((PrivateKey) keys().getKey("sns", PASSWORD));
    signer.update(Signature.signed(message).getBytes(StandardCharsets.UTF_8));
    message.put("Signature", Base64.getEncoder().encodeToString(signer.sign()));
    return message;
  }

  private static byte[] certificate() throws IOException {
    try {
      return keys().getCertificate("sns").getEncoded();
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  private static KeyStore keys() throws Exception {
    var keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = SnsMessagesTest.class.getResourceAsStream("sns.p12")) {
      keys.load(in, PASSWORD);
    }
    return keys;
  }

  private Parsed decode(Map<String, String> message, @Nullable String arn) throws IOException {
    return messages.decode(new ObjectMapper().writeValueAsBytes(message), ARRIVAL, from(arn));
  }

  private static IntegrationSettings from(@Nullable String arn) {
    return IntegrationSettings.of(
        Integration.newBuilder().setName("aws").setType("cloudwatch").setSnsTopic(arn).build());
  }
}
