package dev.watchbill.escalation;

import org.junit.jupiter.api.Test;

/** The life of an incident, in minutes and seconds. */
class TimelineTest {

  @Test
  void pagesTheNextStepWhenNobodyAcknowledgesInTime() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00 fires  db-down
            00:00 opened checkout-1
            00:00 page   asha slack
            05:00 page   bo slack
            07:00 ack    bo
            07:00 acknowledged bo
            60:00 quiet
            """);
  }
}
