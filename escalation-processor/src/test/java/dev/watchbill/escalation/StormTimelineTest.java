package dev.watchbill.escalation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.schemas.IncidentEvent;
import org.junit.jupiter.api.Test;

/** Many incidents of one service at once become one, of which its owner hears what matters. */
class StormTimelineTest {
  private static final String STORM =
      """
      00:00 fires  a
      00:00 opened checkout-1
      00:00 page   asha slack
      00:01 fires  b
      00:01 opened checkout-2
      00:01 page   asha slack in checkout-2
      00:02 ack    asha incident=checkout-2
      00:02 acknowledged asha in checkout-2
      00:03 ack    asha
      00:03 acknowledged asha
      """;

  @Test
  void tellsWhoeverAcknowledgedAStormOfANewKindAndOfTheRestTogether() {
    var night =
        Night.of(stormy())
            .timeline(
                STORM
                    + """
                    00:10 fires  c
                    00:10 joined checkout-2
                    00:10 page   asha slack in checkout-2
                    00:20 fires  d
                    00:20 joined checkout-2
                    00:20 not-paged asha in checkout-2
                    00:30 fires  e
                    00:30 joined checkout-2
                    00:30 not-paged asha in checkout-2
                    00:35 fires  f name=e
                    00:35 joined checkout-2
                    01:10 page   asha slack in checkout-2
                    30:00 quiet
                    """);

    assertThat(night.events)
        .filteredOn(event -> event.getType().equals("paged"))
        .extracting(IncidentEvent::getWhy)
        .last()
        .isEqualTo("you acknowledged it; 2 more alerts of new kinds joined");
  }

  @Test
  void tellsWhoeverAcknowledgedAStormAtOnceThatItGotWorse() {
    Night.of(stormy())
        .timeline(
            STORM
                + """
                00:10 fires  c
                00:10 joined checkout-2
                00:10 page   asha slack in checkout-2
                00:20 fires  d critical
                00:20 joined checkout-2
                00:20 raised critical in checkout-2
                00:20 page   asha slack in checkout-2
                30:00 quiet
                """);
  }

  @Test
  void keepsEveryAlertOfAStormAndResolvesItByHandForAll() {
    var night =
        Night.of(stormy())
            .timeline(
                STORM
                    + """
                    00:10 fires  c start=00:10
                    00:10 joined checkout-2
                    00:10 page   asha slack in checkout-2
                    00:20 resolve asha incident=checkout-2
                    00:20 resolved asha in checkout-2
                    20:00 fires  c start=00:10
                    30:00 quiet
                    """);

    assertThat(night.machine().memory.incident("checkout-2").orElseThrow().signals())
        .returns(2, Signals::total)
        .returns(2, Signals::firing);
  }

  @Test
  void foldsAQuietServiceIntoNobodysStorm() {
    Night.of(stormy().service("billing", s -> s.setTeam("payments").setPolicy("tier-1")))
        .timeline(
            STORM
                + """
                00:10 fires  c
                00:10 joined checkout-2
                00:10 page   asha slack in checkout-2
                00:11 fires  x service=billing
                00:11 opened billing-1
                00:11 page   asha slack
                00:12 quiet
                """);
  }

  @Test
  void goesOnThoughAnEndThatWasHeardBeforeItsAlertJoinedIsSentAgain() {
    Night.of(stormy())
        .timeline(
            """
            00:00 fires  a start=00:00
            00:00 opened checkout-1
            00:00 page   asha slack
            00:01 fires  b
            00:01 opened checkout-2
            00:01 page   asha slack in checkout-2
            00:02 ends   a start=00:00 over=00:02
            00:02 resolved source
            00:20 fires  a start=00:01
            00:20 joined checkout-2
            00:30 ends   a start=00:00 over=00:02
            00:40 ends   b
            00:50 ends   a start=00:01 over=00:45
            00:50 resolved source in checkout-2
            01:00 quiet
            """);
  }

  private static TestRoster stormy() {
    return TestRoster.shop().organization(o -> o.setStormThreshold(1));
  }
}
