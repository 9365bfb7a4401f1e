package dev.watchbill.notifier.phone.http;

import static dev.watchbill.notifier.delivery.Samples.NOW;
import static dev.watchbill.notifier.delivery.Samples.aPage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.notifier.answers.NotRecordedYet;
import dev.watchbill.notifier.answers.RecordingResponses;
import dev.watchbill.notifier.delivery.ReceiptBook;
import dev.watchbill.notifier.delivery.Rosters;
import dev.watchbill.notifier.links.LinkSeal;
import dev.watchbill.notifier.links.Links;
import dev.watchbill.notifier.phone.CallFates;
import dev.watchbill.notifier.phone.MessageFates;
import dev.watchbill.notifier.phone.PhoneAnswers;
import dev.watchbill.notifier.phone.TwilioSignatures;
import dev.watchbill.testkit.TestClock;
import io.helidon.webserver.WebServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TwilioRoutesTest {
  private static final String BASE = "https://oncall.example.com";

  private final TestClock clock = new TestClock(NOW);
  private final LinkSeal seal = new LinkSeal("a key that nobody knows");
  private final Links links = new Links(seal, () -> Optional.of(BASE), clock);
  private final RecordingResponses responses = new RecordingResponses();
  private final ReceiptBook receipts = new ReceiptBook();
  private final List<String> ended = new CopyOnWriteArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private final WebServer server =
      WebServer.builder()
          .port(0)
          .routing(rules ->
              new TwilioRoutes(
                      new TwilioSignatures("t0ken"),
                      new PhoneAnswers(seal, responses, Rosters::ashaAndBo, clock),
                      new CallFates(seal, receipts, (person, page) -> ended.add(page), clock),
                      new MessageFates(seal, receipts, clock),
                      links)
                  .route(rules))
          .build()
          .start();
  private final String path =
      links
          .phone(List.of(aPage("checkout-42.1").build()), "/twilio/keys/")
          .orElseThrow()
          .substring(BASE.length());
  private final String calls = path.replace("/keys/", "/calls/");

  @AfterEach
  void stop() {
    server.stop();
    http.close();
  }

  @Test
  void doesWhatAKeyAsksForAndSaysSo() throws Exception {
    var answer = post(path, "CallSid=CA1&Digits=4", signed(BASE + path + "CallSidCA1Digits4"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/xml");
    assertThat(answer.body()).contains("<Response><Say>Acknowledged. It is yours.</Say>");
    assertThat(responses.given()).hasSize(1);
  }

  @Test
  void asksForTheKeyAgainWhileItIsNotSureThatItIsRecorded() throws Exception {
    responses.failingWith(new NotRecordedYet());

    var answer = post(path, "CallSid=CA1&Digits=4", signed(BASE + path + "CallSidCA1Digits4"));

    assertThat(answer.body())
        .contains("action=\"%s\"".formatted(BASE + path), "not recorded yet", "Press 4");
  }

  @Test
  void answersAReplyInWriting() throws Exception {
    var answer =
        post(
            "/twilio/sms",
            "Body=ack+x%3C&From=%2B1555&MessageSid=SM1",
            signed(BASE + "/twilio/smsBodyack x<From+1555MessageSidSM1"));

    assertThat(answer.body()).contains("<Message>Nobody in the roster has this number.</Message>");
  }

  @Test
  void believesNobodyElse() throws Exception {
    assertThat(post(path, "CallSid=CA1&Digits=4", "").statusCode()).isEqualTo(403);
    assertThat(
            post(path, "CallSid=CA1&Digits=6", signed(BASE + path + "CallSidCA1Digits4"))
                .statusCode())
        .isEqualTo(403);
    assertThat(post("/twilio/sms", "Body=%zz", signed(BASE + "/twilio/sms")).statusCode())
        .isIn(200, 403);
    assertThat(responses.given()).isEmpty();
  }

  @Test
  void hearsWhoTookACall() throws Exception {
    var machine = signed(BASE + calls + "AnsweredBymachine_startCallSidCA1");

    assertThat(post(calls, "CallSid=CA1&AnsweredBy=machine_start", machine).statusCode())
        .isEqualTo(204);
    assertThat(post(calls, "CallSid=CA1&AnsweredBy=human", machine).statusCode()).isEqualTo(403);
    assertThat(receipts.all())
        .singleElement()
        .satisfies(receipt -> assertThat(receipt.getOutcome()).isEqualTo("failed"));
  }

  @Test
  void hearsThatAMessageArrivedNowhere() throws Exception {
    var messages = path.replace("/keys/", "/messages/");
    var off = signed(BASE + messages + "ErrorCode30003MessageSidSM1MessageStatusundelivered");
    var form = "MessageSid=SM1&MessageStatus=undelivered&ErrorCode=30003";

    assertThat(post(messages, form, off).statusCode()).isEqualTo(204);
    assertThat(post(messages, form, "").statusCode()).isEqualTo(403);
    assertThat(receipts.all())
        .singleElement()
        .satisfies(receipt -> {
          assertThat(receipt.getPage()).isEqualTo("checkout-42.1");
          assertThat(receipt.getChannel()).isEqualTo("sms");
          assertThat(receipt.getReason()).isEqualTo("the message could not be delivered (30003)");
          assertThat(receipt.getPermanent()).isTrue();
        });
  }

  @Test
  void hearsThatACallIsOver() throws Exception {
    var over = signed(BASE + calls + "AnsweredByhumanCallSidCA1CallStatuscompleted");

    assertThat(post(calls, "CallSid=CA1&CallStatus=completed&AnsweredBy=human", over).statusCode())
        .isEqualTo(204);
    assertThat(ended).containsExactly("checkout-42.1");
  }

  private HttpResponse<String> post(String where, String form, String signature) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + where))
            .header("X-Twilio-Signature", signature)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build();
    return http.send(request, BodyHandlers.ofString());
  }

  private static String signed(String text) throws Exception {
    var mac = Mac.getInstance("HmacSHA1");
    mac.init(new SecretKeySpec("t0ken".getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
    return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
  }
}
