package dev.watchbill.notifier.delivery;

import static dev.watchbill.notifier.delivery.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.notifier.delivery.RetryLadder.Next;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RetryLadderTest {
  private static final Optional<Instant> ANY_TIME = Optional.empty();
  private static final Delivery BUSY = Delivery.retryable("503");

  @Test
  void waitsOneFiveAndFifteenSecondsAndThenGivesUp() {
    var next =
        IntStream.rangeClosed(1, 4)
            .mapToObj(attempts -> RetryLadder.PAGES.after(attempts, BUSY, NOW, ANY_TIME))
            .toList();

    assertThat(next)
        .containsExactly(
            new Next.Again(Duration.ofSeconds(1), "503"),
            new Next.Again(Duration.ofSeconds(5), "503"),
            new Next.Again(Duration.ofSeconds(15), "503"),
            new Next.Settled(Outcome.failed("given up after 4 attempts: 503")));
  }

  @Test
  void waitsAsLongAsTheProviderAsks() {
    var limited = Delivery.retryable("429", Duration.ofSeconds(7));

    assertThat(RetryLadder.PAGES.after(1, limited, NOW, ANY_TIME))
        .isEqualTo(new Next.Again(Duration.ofSeconds(7), "429"));
  }

  @Test
  void waitsNoLessThanItsOwnStep() {
    var limited = Delivery.retryable("429", Duration.ofSeconds(7));

    assertThat(RetryLadder.PAGES.after(3, limited, NOW, ANY_TIME))
        .isEqualTo(new Next.Again(Duration.ofSeconds(15), "429"));
  }

  @Test
  void failsAtOnceWhenTheProviderAsksForLongerThanAPageCanWait() {
    var limited = Delivery.retryable("429", Duration.ofSeconds(31));

    assertThat(RetryLadder.PAGES.after(1, limited, NOW, ANY_TIME))
        .isEqualTo(
            new Next.Settled(
                Outcome.failed("the provider asks to wait 31 s, and 30 s is the longest: 429")));
  }

  @Test
  void expiresWhenTheNextAttemptWouldBeTooLate() {
    assertThat(RetryLadder.PAGES.after(2, BUSY, NOW, Optional.of(NOW.plusSeconds(5))))
        .isEqualTo(new Next.Settled(Outcome.expired("503")));
  }

  @Test
  void goesOnForRoomsHoweverOftenTheyFail() {
    var waits =
        Stream.of(1, 2, 7, 8, 1_000)
            .map(attempts -> RetryLadder.ROOMS.after(attempts, BUSY, NOW, ANY_TIME))
            .toList();

    assertThat(waits)
        .containsExactly(
            new Next.Again(Duration.ofSeconds(1), "503"),
            new Next.Again(Duration.ofSeconds(5), "503"),
            new Next.Again(Duration.ofMinutes(5), "503"),
            new Next.Again(Duration.ofMinutes(5), "503"),
            new Next.Again(Duration.ofMinutes(5), "503"));
  }

  @Test
  void doesNotCountForRoomsThatTheyWereAskedToWait() {
    var limited = Delivery.retryable("429", Duration.ofSeconds(2));

    assertThat(RetryLadder.ROOMS.counts(limited)).isFalse();
    assertThat(RetryLadder.ROOMS.counts(BUSY)).isTrue();
    assertThat(RetryLadder.PAGES.counts(limited)).isTrue();
    assertThat(RetryLadder.ROOMS.after(5, limited, NOW, ANY_TIME))
        .isEqualTo(new Next.Again(Duration.ofSeconds(2), "429"));
    assertThat(
            RetryLadder.ROOMS.after(
                5, Delivery.retryable("429", Duration.ofDays(2)), NOW, ANY_TIME))
        .isEqualTo(new Next.Again(Duration.ofHours(1), "429"));
  }

  @Test
  void waitsWithRoomsUntilAProviderThatRefusesUsTakesUsAgain() {
    var revoked = Delivery.refusesUs("token_revoked");

    assertThat(RetryLadder.ROOMS.after(1, revoked, NOW, ANY_TIME))
        .isEqualTo(new Next.Again(Duration.ofSeconds(1), "token_revoked"));
    assertThat(RetryLadder.ROOMS.after(1_000, revoked, NOW, ANY_TIME))
        .isEqualTo(new Next.Again(Duration.ofMinutes(5), "token_revoked"));
    assertThat(RetryLadder.ROOMS.after(1, Delivery.refused("is_archived"), NOW, ANY_TIME))
        .isEqualTo(new Next.Settled(Outcome.failed("is_archived")));
    assertThat(RetryLadder.PAGES.after(1, revoked, NOW, ANY_TIME))
        .isEqualTo(new Next.Settled(Outcome.failed("token_revoked")));
  }

  @Test
  void neverRepeatsWhatWasRefused() {
    assertThat(RetryLadder.PAGES.after(1, Delivery.refused("no such user"), NOW, ANY_TIME))
        .isEqualTo(new Next.Settled(Outcome.failed("no such user")));
  }

  @Test
  void tellsWhatTheProviderHasFromWhatThePersonHas() {
    assertThat(RetryLadder.PAGES.after(1, Delivery.accepted("D1/2"), NOW, ANY_TIME))
        .isEqualTo(new Next.Settled(new Outcome("accepted", false, "", Optional.of("D1/2"))));
    assertThat(RetryLadder.PAGES.after(1, Delivery.arrived(), NOW, ANY_TIME))
        .isEqualTo(new Next.Settled(new Outcome("delivered", false, "", Optional.empty())));
  }

  @Test
  void endsBeforeTheProcessorStopsWaitingForAReceipt() {
    var ladder = RetryLadder.PAGES;
    var longest = ladder.attempt().multipliedBy(ladder.waits().size() + 1L);
    for (var wait : ladder.waits()) {
      longest = longest.plus(wait);
    }

    assertThat(longest).isLessThan(Duration.ofSeconds(90));
  }
}
