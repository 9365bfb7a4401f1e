package dev.watchbill.escalation.kafka;

import dev.watchbill.escalation.Night;
import dev.watchbill.escalation.TestRoster;
import org.junit.jupiter.api.Test;

/** The same nights, through the topology: from alert to page, and over restarts. */
class TopologyTimelineTest {

  @Test
  void pagesEscalatesIsAcknowledgedAndResolves() {
    try (var night = new Night(new TopologyRig(), TestRoster.shop())) {
      night.timeline(
          """
          00:02 fires  db-down
          00:02 opened checkout-1
          00:02 page   asha slack
          05:02 page   bo slack
          07:00 ack    bo
          07:00 acknowledged bo
          30:00 ends   db-down
          30:00 resolved source
          40:00 quiet
          """);
    }
  }

  @Test
  void goesOnAfterARestartWithOnePageForEachPersonOfOverdueSteps() {
    try (var night = new Night(new TopologyRig(), TestRoster.shop())) {
      night.timeline(
          """
          00:02 fires  db-down
          00:02 opened checkout-1
          00:02 page   asha slack
          01:00 down   1800
          31:01 page   bo slack
          31:01 page   cto slack
          40:00 ack    bo
          40:00 acknowledged bo
          80:00 quiet
          """);
    }
  }
}
