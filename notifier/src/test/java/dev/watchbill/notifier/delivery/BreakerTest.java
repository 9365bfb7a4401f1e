package dev.watchbill.notifier.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BreakerTest {
  private static final Delivery NOT_ASKED =
      Delivery.retryable("not asked, as it failed 10 times in a row");

  private final List<String> told = new ArrayList<>();
  private final Breaker breaker =
      new Breaker("slack", (provider, why, last) -> told.add(provider + ": " + why + "; " + last));
  private final AtomicInteger asked = new AtomicInteger();

  private Delivery attempt(Delivery answer) {
    return breaker.attempt(() -> {
      asked.incrementAndGet();
      return answer;
    });
  }

  @Test
  void restsAProviderThatFailsAgainAndAgain() {
    for (var n = 0; n < 10; n++) {
      attempt(Delivery.retryable("no answer"));
    }

    assertThat(attempt(Delivery.arrived())).isEqualTo(NOT_ASKED);
    assertThat(asked).hasValue(10);
    assertThat(told).containsExactly("slack: it fails again and again; no answer");
  }

  @Test
  void tellsOfAProviderThatRefusesUsAndNotOfOneThatRefusesSomebody() {
    attempt(Delivery.refused("slack refused: user_not_found"));
    attempt(Delivery.refused("that number is none, or check WATCHBILL_VONAGE_FROM"));
    assertThat(told).isEmpty();

    attempt(Delivery.refusesUs("slack refused: token_revoked (check WATCHBILL_SLACK_TOKEN)"));
    assertThat(told)
        .containsExactly("slack: slack refused: token_revoked (check WATCHBILL_SLACK_TOKEN); ");
  }

  @Test
  void asksOnWhereItAnswersNowAndThen() {
    for (var n = 0; n < 30; n++) {
      attempt(n % 9 == 8 ? Delivery.arrived() : Delivery.retryable("no answer"));
    }
    assertThat(asked).hasValue(30);
  }

  @Test
  void takesNoForAnAnswerAndSoItIsBeingAskedToWait() {
    for (var n = 0; n < 30; n++) {
      attempt(Delivery.refused("no such user"));
      attempt(Delivery.retryable("429", Duration.ofSeconds(1)));
    }
    assertThat(asked).hasValue(60);
  }

  @Test
  void findsOutWithOneAttemptWhetherItIsBack() {
    for (var n = 0; n < 10; n++) {
      attempt(Delivery.retryable("no answer"));
    }
    await().atMost(Duration.ofSeconds(10)).until(() -> breaker.rest().toMillis() <= 250);

    await()
        .until(
            () -> !attempt(Delivery.retryable("no answer")).equals(NOT_ASKED) || asked.get() > 10);
    assertThat(attempt(Delivery.arrived())).isEqualTo(NOT_ASKED);
    assertThat(asked).hasValue(11);
  }
}
