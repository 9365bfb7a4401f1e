package dev.watchbill.notifier.phone;

import static dev.watchbill.notifier.delivery.Samples.NOW;
import static dev.watchbill.notifier.delivery.Samples.aPage;
import static dev.watchbill.notifier.delivery.Samples.anIncident;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchbill.notifier.delivery.Delivery;
import dev.watchbill.notifier.delivery.PersonChannel;
import dev.watchbill.notifier.delivery.Rosters;
import dev.watchbill.notifier.links.LinkSeal;
import dev.watchbill.notifier.links.Links;
import dev.watchbill.notifier.web.JsonText;
import dev.watchbill.notifier.web.ProviderStandIn;
import dev.watchbill.notifier.web.SharedContract;
import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.config.Environment;
import dev.watchbill.testkit.TestClock;
import java.io.StringReader;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.xml.sax.InputSource;

/** Short messages and calls, judged by Twilio's own document where it is there. */
class TwilioChannelsTest {
  private final ProviderStandIn twilio =
      new ProviderStandIn(201, "{\"sid\":\"SM0123456789\",\"status\":\"queued\"}");
  private final TestClock clock = new TestClock(NOW);
  private final TwilioSettings settings =
      TwilioSettings.of(
              new Environment(
                  Map.of(
                      "WATCHBILL_TWILIO_URL", twilio.url(),
                      "WATCHBILL_TWILIO_ACCOUNT", "AC1",
                      "WATCHBILL_TWILIO_TOKEN", "t0ken",
                      "WATCHBILL_TWILIO_FROM", "+491700000000")))
          .orElseThrow();
  private final Links links =
      new Links(
          new LinkSeal("a key that nobody knows"),
          () -> Optional.of("https://oncall.example.com"),
          clock);
  private final PhoneProviders providers =
      new PhoneProviders(
          "phone",
          List.of(new TwilioProvider(settings, links, Duration.ofSeconds(5), clock)),
          Rosters::ashaAndBo);
  private final SmsChannel sms = new SmsChannel(providers, links, Rosters::ashaAndBo);
  private final CallChannel calls = new CallChannel(providers, Rosters::ashaAndBo);

  private static Page.Builder toAsha(String channel) {
    return aPage("checkout-1.1").setChannel(channel).setAddress("+49 (170) 123-4567");
  }

  @Test
  void sendsACodeAndNoOtherNoticeByPhone() {
    var notice = toAsha("sms").setKind("notice").setId("notice/shift-moved/1");
    var code = toAsha("sms").setKind("notice").setId("notice/contact/1");
    code.getIncident().setTitle("Your Watchbill code is 123456");

    assertThat(sms.deliver(notice.build())).isInstanceOf(Delivery.Refused.class);
    assertThat(sms.deliver(code.build())).isInstanceOf(Delivery.Delivered.class);
    assertThat(checked("Messages"))
        .containsEntry("Body", "Your Watchbill code is 123456")
        .doesNotContainKey("StatusCallback");
    assertThat(calls.deliver(code.build())).isInstanceOf(Delivery.Refused.class);
  }

  @AfterEach
  void stop() {
    twilio.close();
  }

  /** The form that was sent last, if the document allows all of it. */
  private Map<String, String> checked(String resource) {
    var request = twilio.requests().getLast();
    var path = "/2010-04-01/Accounts/{AccountSid}/%s.json".formatted(resource);
    assertThat(request.getUrl()).isEqualTo(path.replace("{AccountSid}", "AC1"));
    assertThat(request.getHeader("Authorization")).startsWith("Basic ");
    var form = new LinkedHashMap<String, String>();
    for (var field : request.getBodyAsString().split("&", -1)) {
      var parts = field.split("=", 2);
      form.put(
          URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
          URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    SharedContract.text("twilio.json")
        .map(JsonText::read)
        .map(document ->
            document
                .path("paths")
                .path(path)
                .at("/post/requestBody/content/application~1x-www-form-urlencoded/schema"))
        .ifPresent(schema -> allows(schema, form));
    return form;
  }

  private static void allows(JsonNode schema, Map<String, String> form) {
    assertThat(schema.path("properties").properties()).isNotEmpty();
    form.keySet().forEach(name -> assertThat(schema.path("properties").has(name)).isTrue());
    schema.path("required").forEach(name -> assertThat(form).containsKey(name.asText()));
  }

  @Test
  void sendsAShortMessageWithALinkThatAsksFirst() {
    assertThat(sms.deliver(toAsha("sms").build())).isEqualTo(Delivery.accepted("SM0123456789"));

    var form = checked("Messages");
    assertThat(form.get("To")).isEqualTo("+491701234567");
    assertThat(form.get("From")).isEqualTo("+491700000000");
    assertThat(form.get("StatusCallback"))
        .startsWith("https://oncall.example.com/twilio/messages/");
    assertThat(form.get("Body"))
        .startsWith(
            """
            CRITICAL checkout: Checkout answers with errors (checkout-1)
            Since 08:59, 3 alerts.
            You: on call in payments-primary until Mon 09:00.
            Acknowledge: https://oncall.example.com/links/\
            """);
  }

  @Test
  void sendsAMessageOfWhichNothingCanBeHeard() {
    twilio.refusesField("StatusCallback", 400, "{\"code\":21609,\"message\":\"Invalid URL\"}");

    assertThat(sms.deliver(toAsha("sms").build())).isEqualTo(Delivery.accepted("SM0123456789"));
    assertThat(twilio.requests()).hasSize(2);
    assertThat(checked("Messages")).doesNotContainKey("StatusCallback").containsKey("Body");
  }

  @Test
  void saysWhatIsWrongTwiceAndTakesAKey() {
    assertThat(calls.deliver(toAsha("call").build())).isInstanceOf(Delivery.Delivered.class);

    var form = checked("Calls");
    assertThat(form).containsEntry("MachineDetection", "Enable").containsEntry("AsyncAmd", "true");
    assertThat(form.get("AsyncAmdStatusCallback"))
        .startsWith("https://oncall.example.com/twilio/calls/")
        .isEqualTo(form.get("StatusCallback"));
    var twiml = Objects.requireNonNull(form.get("Twiml"));
    assertThat(twiml)
        .contains("<Gather numDigits=\"1\"", "action=\"https://oncall.example.com/twilio/keys/")
        .contains("Press 4 to acknowledge. Press 6 to resolve.");
    assertThat(twiml.split("A critical incident in checkout", -1)).hasSize(3);
    assertThat(twiml.length()).isLessThan(4000);
  }

  @Test
  void letsNothingInAnAlertBecomeAVerb() {
    calls.deliver(
        toAsha("call")
            .setIncident(
                anIncident("checkout-1")
                    .setTitle("</Say><Dial>+1900</Dial><Say>disk /var_lib & more")
                    .build())
            .build());

    assertThat(checked("Calls").get("Twiml"))
        .doesNotContain("<Dial>")
        .contains("disk var lib and more");
  }

  @ParameterizedTest
  @MethodSource("dev.watchbill.notifier.delivery.HostileTexts#all")
  void keepsToTwiliosLimitsWhateverAnAlertSays(String text) throws Exception {
    var incident = anIncident("checkout-1").setTitle(text).setText(text).setSeverity(text).build();
    assertThat(sms.deliver(toAsha("sms").setIncident(incident).setReason(text).build()))
        .isInstanceOf(Delivery.Delivered.class);
    assertThat(checked("Messages").get("Body")).isNotBlank().hasSizeLessThanOrEqualTo(1600);

    assertThat(calls.deliver(toAsha("call").setIncident(incident).setReason(text).build()))
        .isInstanceOf(Delivery.Delivered.class);
    var twiml = Objects.requireNonNull(checked("Calls").get("Twiml"));
    assertThat(twiml).hasSizeLessThanOrEqualTo(4_000);
    assertThat(verbs(twiml)).containsOnly("Response", "Gather", "Say", "Pause");
  }

  private static List<String> verbs(String twiml) throws Exception {
    var all =
        DocumentBuilderFactory.newDefaultInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(twiml)))
            .getElementsByTagName("*");
    return IntStream.range(0, all.getLength()).mapToObj(i -> all.item(i).getNodeName()).toList();
  }

  @Test
  void tellsOfManyInOne() {
    var pages = List.of(toAsha("sms").build(), toAsha("sms").setId("x").build());

    assertThat(sms.sumUp(pages)).isInstanceOf(Delivery.Delivered.class);
    assertThat(checked("Messages").get("Body")).startsWith("1 more incident pages you: checkout-1");
    assertThat(calls.sumUp(pages)).isInstanceOf(Delivery.Delivered.class);
    var call = checked("Calls");
    assertThat(call.get("Twiml")).doesNotContain("Gather").contains("1 more incident pages you");
    assertThat(call).containsEntry("MachineDetection", "Enable");
    assertThat(call.get("StatusCallback")).contains("/twilio/calls/");
  }

  @Test
  void wakesNobodyForANotice() {
    for (var channel : List.<PersonChannel>of(sms, calls)) {
      assertThat(channel.deliver(toAsha("sms").setKind("notice").build()))
          .isInstanceOf(Delivery.Refused.class);
    }
    assertThat(twilio.requests()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "400, 21211, refused, the number is none that can be reached",
    "400, 21610, refused, STOP",
    "400, 21606, refused, WATCHBILL_TWILIO_FROM",
    "400, 99999, refused, answered 400",
    "401, 20003, refused, WATCHBILL_TWILIO_TOKEN",
    "404, 20404, refused, no such address",
    "500, 0, retryable, answered 500",
    "503, 0, retryable, answered 503"
  })
  void takesRefusalsForWhatTheyAre(int status, int code, String kind, String reason) {
    twilio.answer(status, "{\"code\":%d,\"message\":\"x\"}".formatted(code));

    var delivery = sms.deliver(toAsha("sms").build());
    assertThat(delivery instanceof Delivery.Retryable ? "retryable" : "refused").isEqualTo(kind);
    assertThat(delivery.toString()).contains(reason);
  }

  @Test
  void comesBackAfterABrokenConnection() {
    twilio.drop();

    assertThat(sms.deliver(toAsha("sms").build())).isInstanceOf(Delivery.Retryable.class);
    assertThat(calls.deliver(toAsha("call").build())).isInstanceOf(Delivery.Retryable.class);
  }

  @Test
  void waitsAsLongAsItAsks() {
    twilio.answer(429, "{\"code\":20429}", "Retry-After", "2");

    assertThat(sms.deliver(toAsha("sms").build()))
        .isEqualTo(Delivery.retryable("twilio answered 429", Duration.ofSeconds(2)));
  }

  @Test
  void refusesWhatIsNoNumber() {
    for (var number : List.of("", "0170 1234567", "asha", "+0170")) {
      assertThat(sms.deliver(toAsha("sms").setAddress(number).build()))
          .isInstanceOf(Delivery.Refused.class);
      assertThat(calls.deliver(toAsha("call").setAddress(number).build()))
          .isInstanceOf(Delivery.Refused.class);
    }
    assertThat(twilio.requests()).isEmpty();
  }
}
