package dev.watchbill.escalation;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** A timeline that isn't what happens must fail, or none of them says anything. */
class NightTest {

  @Test
  void failsWhereAPageIsMissing() {
    assertThatThrownBy(() ->
            Night.of(TestRoster.shop())
                .timeline(
                    """
                    00:00 fires  db-down
                    00:00 opened checkout-1
                    01:00 quiet
                    """))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("00:00 page asha slack");
  }

  @Test
  void failsWhereAPageDoesNotCome() {
    assertThatThrownBy(() ->
            Night.of(TestRoster.shop())
                .timeline(
                    """
                    00:00 fires  db-down
                    00:00 opened checkout-1
                    00:00 page   asha slack
                    04:59 page   bo slack
                    05:30 quiet
                    """))
        .isInstanceOf(AssertionError.class);
  }
}
