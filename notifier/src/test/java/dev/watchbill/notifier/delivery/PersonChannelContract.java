package dev.watchbill.notifier.delivery;

import static dev.watchbill.notifier.delivery.Samples.aPage;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What every channel that reaches people keeps to, the fake as well as the real ones. */
public abstract class PersonChannelContract {
  /** A channel whose provider takes everything. */
  protected abstract PersonChannel whoseProviderIsWell();

  /** A channel whose provider is down for a while. */
  protected abstract PersonChannel whoseProviderIsDown();

  /** A channel whose provider knows nobody at the page's address. */
  protected abstract PersonChannel whoseProviderKnowsNobody();

  @Test
  void saysWhereTheProviderKeepsAPage() {
    assertThat(whoseProviderIsWell().deliver(aPage("checkout-1.1").build()))
        .isInstanceOfSatisfying(
            Delivery.Delivered.class,
            delivered -> assertThat(delivered.arrived() || delivered.ref().isPresent()).isTrue());
  }

  @Test
  void asksForAnotherAttemptWhileTheProviderIsDown() {
    assertThat(whoseProviderIsDown().deliver(aPage("checkout-1.1").build()))
        .isInstanceOfSatisfying(
            Delivery.Retryable.class, retryable -> assertThat(retryable.reason()).isNotBlank());
  }

  @Test
  void refusesWhatWillNeverWorkWithASentence() {
    assertThat(whoseProviderKnowsNobody().deliver(aPage("checkout-1.1").build()))
        .isInstanceOfSatisfying(
            Delivery.Refused.class, refused -> assertThat(refused.reason()).isNotBlank());
  }
}
