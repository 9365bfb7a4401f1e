package dev.watchbill.notifier.phone;

import static dev.watchbill.notifier.delivery.Samples.NOW;
import static dev.watchbill.notifier.delivery.Samples.aPage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.notifier.answers.NotRecordedYet;
import dev.watchbill.notifier.answers.RecordingResponses;
import dev.watchbill.notifier.delivery.Rosters;
import dev.watchbill.notifier.links.LinkSeal;
import dev.watchbill.notifier.links.Links;
import dev.watchbill.schemas.Response;
import dev.watchbill.schemas.roster.RosterSnapshot;
import dev.watchbill.testkit.TestClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneAnswersTest {
  private final RosterSnapshot roster = roster();
  private final TestClock clock = new TestClock(NOW);
  private final LinkSeal seal = new LinkSeal("a key that nobody knows");
  private final RecordingResponses responses = new RecordingResponses();
  private final PhoneAnswers answers = new PhoneAnswers(seal, responses, () -> roster, clock);
  private final Links links = new Links(seal, () -> Optional.of("https://o.example.com"), clock);

  private String token() {
    var address = links.phone(List.of(aPage("checkout-42.1").build()), "/x/").orElseThrow();
    return address.substring(address.lastIndexOf('/') + 1);
  }

  @Test
  void acknowledgesOnFourAndResolvesOnSix() {
    assertThat(answers.key(token(), "CA1", "4").sentence()).isEqualTo("Acknowledged. It is yours.");
    assertThat(answers.key(token(), "CA1", "6").sentence()).isEqualTo("Resolved. Thank you.");

    assertThat(responses.given())
        .extracting(Response::getAction)
        .containsExactly("acknowledge", "resolve");
    assertThat(responses.given()).extracting(Response::getPerson).containsOnly("asha");
    assertThat(responses.given()).extracting(Response::getVia).containsOnly("call");
  }

  @Test
  void takesTheSameKeyOfACallForTheSameWish() {
    answers.key(token(), "CA1", "4");
    answers.key(token(), "CA1", "4");

    assertThat(responses.given().stream().map(Response::getId).distinct()).hasSize(1);
  }

  @Test
  void doesNothingForOtherKeysOldCallsAndForgedTokens() {
    var token = token();
    assertThat(answers.key(token, "CA1", "9").sentence()).contains("stays open");
    assertThat(answers.key(token, "CA1", "").sentence()).contains("stays open");
    assertThat(answers.key("x" + token, "CA1", "4").sentence()).contains("sign in");
    clock.advance(Duration.ofHours(25));
    assertThat(answers.key(token, "CA1", "4").sentence()).contains("too old");
    assertThat(responses.given()).isEmpty();
  }

  @Test
  void takesAReplyThatNamesItsIncident() {
    assertThat(answers.reply("+491701234567", "SM1", " ACK checkout-42 "))
        .contains("Acknowledged. It is yours.");
    assertThat(answers.reply("+491701234567", "SM2", "resolve checkout-42"))
        .contains("Resolved. Thank you.");
    assertThat(responses.given()).extracting(Response::getPerson).containsOnly("asha");
    assertThat(responses.given()).extracting(Response::getIncident).containsOnly("checkout-42");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ack",
        "ok",
        "ack ../x-1",
        "resolve checkout-42 did not help",
        "ack checkout",
        "checkout-42"
      })
  void explainsItselfWhereAReplyIsUnclear(String text) {
    assertThat(answers.reply("+491701234567", "SM1", text))
        .hasValueSatisfying(it -> assertThat(it).startsWith("Answer with ACK"));
    assertThat(responses.given()).isEmpty();
  }

  @Test
  void knowsPeopleByTheirNumberOnly() {
    assertThat(answers.reply("+15550000000", "SM1", "ack checkout-42"))
        .contains("Nobody in the roster has this number.");
    assertThat(responses.given()).isEmpty();
  }

  @Test
  void asksWhoeverSharesANumberWhoTheyAre() {
    Objects.requireNonNull(roster.people().get("bo"))
        .setContacts(Map.of("phone", "+49 (0)170 1234567"));

    assertThat(answers.reply("+491701234567", "SM1", "ack checkout-42"))
        .contains("Asha Rao and Bo Li have this number. Say who you are: ack checkout-42 asha");
    assertThat(answers.reply("+491701234567", "SM2", "ack checkout-42 eve"))
        .hasValueSatisfying(it -> assertThat(it).contains("Say who you are"));
    assertThat(responses.given()).isEmpty();

    assertThat(answers.reply("+491701234567", "SM3", "ACK checkout-42 Bo "))
        .contains("Acknowledged. It is yours.");
    assertThat(answers.reply("+491701234567", "SM4", "ack checkout-42 asha rao"))
        .contains("Acknowledged. It is yours.");
    assertThat(responses.given()).extracting(Response::getPerson).containsExactly("bo", "asha");
  }

  @Test
  void letsAnAnsweringMachineHaveTheLastWord() {
    for (var i = 0; i < 5; i++) {
      assertThat(answers.reply("+15550000000", "SM" + i, "I am driving")).isPresent();
      assertThat(answers.reply("+491701234567", "SN" + i, "I am driving")).isPresent();
    }
    assertThat(answers.reply("+15550000000", "SM6", "I am driving")).isEmpty();
    assertThat(answers.reply("+491701234567", "SN6", "I am driving")).isEmpty();
    // What is meant for us is answered always.
    assertThat(answers.reply("+491701234567", "SN7", "ack checkout-42")).isPresent();

    clock.advance(Duration.ofHours(1));
    assertThat(answers.reply("+491701234567", "SN8", "I am driving")).isPresent();
  }

  @Test
  void believesWhatTwilioSigned() {
    // The example of Twilio's documentation.
    var signatures = new TwilioSignatures("12345");
    var form =
        Map.of(
            "CallSid", "CA1234567890ABCDE",
            "Caller", "+14158675309",
            "Digits", "1234",
            "From", "+14158675309",
            "To", "+18005551212");
    var url = "https://mycompany.com/myapp.php?foo=1&bar=2";

    assertThat(signatures.accepts("RSOYDt4T1cUTdK1PDd93/VVr8B8=", url, form)).isTrue();
    assertThat(signatures.accepts("RSOYDt4T1cUTdK1PDd93/VVr8B8=", url + "3", form)).isFalse();
    assertThat(signatures.accepts("RSOYDt4T1cUTdK1PDd93/VVr8B8=", url, Map.of())).isFalse();
    assertThat(signatures.accepts(null, url, form)).isFalse();
    assertThat(signatures.toString()).doesNotContain("12345");
  }

  private static RosterSnapshot roster() {
    var roster = Rosters.ashaAndBo();
    Objects.requireNonNull(roster.people().get("asha"))
        .setContacts(Map.of("slack", "U02ASHA", "phone", "+49 170 1234567"));
    return roster;
  }

  @Test
  void asksAgainWhileItIsNotSureThatAnAnswerIsRecorded() {
    responses.failingWith(new NotRecordedYet());

    assertThat(answers.key(token(), "CA1", "4"))
        .isEqualTo(
            new PhoneAnswers.Said(
                "It is not recorded yet. Please do it again, or call somebody.", true));
    responses.answering("applied", "");
    assertThat(answers.key(token(), "CA1", "4"))
        .isEqualTo(new PhoneAnswers.Said("Acknowledged. It is yours.", false));
    assertThat(responses.given().stream().map(Response::getId).distinct()).hasSize(1);
  }
}
