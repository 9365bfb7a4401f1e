package dev.watchbill.notifier.slack;

import static dev.watchbill.notifier.delivery.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.slack.api.app_backend.SlackSignature;
import dev.watchbill.testkit.TestClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SlackSignaturesTest {
  private static final String BODY = "payload=%7B%7D";
  private static final String SENT = Long.toString(NOW.getEpochSecond());

  private final TestClock clock = new TestClock(NOW);
  private final SlackSignatures signatures = new SlackSignatures("secret", clock);

  @Test
  void acceptsWhatSlackSigned() {
    assertThat(signatures.accepts(SENT, signed("secret", SENT), BODY)).isTrue();
  }

  @Test
  void acceptsTheExampleInSlacksDocumentation() {
    var body =
        "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
            + "&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect"
            + "&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554"
            + "%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
    var documented =
        new SlackSignatures(
            "8f742231b10e8888abcd99yyyzzz85a5",
            TestClock.at(java.time.Instant.ofEpochSecond(1531420618).toString()));

    assertThat(
            documented.accepts(
                "1531420618",
                "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
                body))
        .isTrue();
  }

  @Test
  void refusesAChangedBody() {
    assertThat(signatures.accepts(SENT, signed("secret", SENT), BODY + "x")).isFalse();
  }

  @Test
  void refusesAnotherAppsSignature() {
    assertThat(signatures.accepts(SENT, signed("another app's secret", SENT), BODY)).isFalse();
  }

  @Test
  void refusesWhatIsOlderThanFiveMinutes() {
    var signature = signed("secret", SENT);
    clock.advance(Duration.ofSeconds(301));

    assertThat(signatures.accepts(SENT, signature, BODY)).isFalse();
  }

  @Test
  void refusesWhatComesFromTheFuture() {
    var later = Long.toString(NOW.plusSeconds(301).getEpochSecond());

    assertThat(signatures.accepts(later, signed("secret", later), BODY)).isFalse();
  }

  @Test
  void refusesTheSameRequestASecondTime() {
    var signature = signed("secret", SENT);
    signatures.accepts(SENT, signature, BODY);
    clock.advance(Duration.ofMinutes(4));

    assertThat(signatures.accepts(SENT, signature, BODY)).isFalse();
  }

  @Test
  void refusesAnOldTimeUnderAFreshSignature() {
    var signature = signed("secret", SENT);
    clock.advance(Duration.ofMinutes(10));

    assertThat(signatures.accepts(Long.toString(clock.instant().getEpochSecond()), signature, BODY))
        .isFalse();
  }

  @Test
  void refusesWhatIsNotSigned() {
    assertThat(signatures.accepts(null, null, BODY)).isFalse();
    assertThat(signatures.accepts(SENT, null, BODY)).isFalse();
    assertThat(signatures.accepts("yesterday", signed("secret", SENT), BODY)).isFalse();
    assertThat(signatures.accepts("99999999999999999", signed("secret", SENT), BODY)).isFalse();
  }

  private static String signed(String secret, String timestamp) {
    return new SlackSignature.Generator(secret).generate(timestamp, BODY);
  }
}
