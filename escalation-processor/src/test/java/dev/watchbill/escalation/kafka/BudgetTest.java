package dev.watchbill.escalation.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BudgetTest {
  private final AtomicLong nanos = new AtomicLong(-7);

  @Test
  void isSpentByTheStopwatch() {
    var budget = new Budget(Duration.ofMillis(2), nanos::get);

    nanos.addAndGet(1_999_999);
    assertThat(budget.isLeft()).isTrue();
    nanos.addAndGet(1);
    assertThat(budget.isLeft()).isFalse();
  }

  @Test
  void lastsWhereTimeStandsStill() {
    assertThat(new Budget(Duration.ofMillis(2), nanos::get).isLeft()).isTrue();
  }
}
