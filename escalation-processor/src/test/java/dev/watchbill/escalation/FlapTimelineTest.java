package dev.watchbill.escalation;

import static dev.watchbill.escalation.TestRoster.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.schemas.HoursWindow;
import dev.watchbill.schemas.Page;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What comes and goes stays open from its third return until it was quiet. */
class FlapTimelineTest {

  @Test
  void staysOpenFromItsThirdReturnUntilItWasQuiet() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00 fires  db-down
            00:00 opened checkout-1
            00:00 page asha slack
            01:00 ends   db-down
            01:00 resolved source
            02:00 fires  db-down
            02:00 joined checkout-1
            02:00 reopened
            02:00 page asha slack
            03:00 ends   db-down
            03:00 resolved source
            04:00 fires  db-down
            04:00 joined checkout-1
            04:00 reopened
            04:00 page asha slack
            05:00 ends   db-down
            05:00 resolved source
            06:00 fires  db-down
            06:00 joined checkout-1
            06:00 reopened
            06:00 page asha slack
            07:00 ends   db-down
            07:00 flapping
            08:00 fires  db-down
            08:00 joined checkout-1
            09:00 ends   db-down
            09:00 flapping
            11:00 page   bo slack
            14:00 resolved source
            30:00 quiet
            """);
  }

  @Test
  void staysWithWhoeverHasIt() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00 fires  db-down
            00:00 opened checkout-1
            00:00 page asha slack
            01:00 ends   db-down
            01:00 resolved source
            02:00 fires  db-down
            02:00 joined checkout-1
            02:00 reopened
            02:00 page asha slack
            03:00 ends   db-down
            03:00 resolved source
            04:00 fires  db-down
            04:00 joined checkout-1
            04:00 reopened
            04:00 page asha slack
            05:00 ends   db-down
            05:00 resolved source
            06:00 fires  db-down
            06:00 joined checkout-1
            06:00 reopened
            06:00 page asha slack
            06:10 ack    asha
            06:10 acknowledged asha
            07:00 ends   db-down
            07:00 flapping
            08:00 fires  db-down
            08:00 joined checkout-1
            09:00 ends   db-down
            09:00 flapping
            14:00 resolved source
            30:00 quiet
            """);
  }

  @Test
  void staysHeldThoughNoneOfItFiresNow() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00 silence asha alertname=db-down until=60:00
            00:00 fires  db-down
            00:00 opened checkout-1
            00:00 suppressed
            01:00 ends   db-down
            01:00 resolved source
            02:00 fires  db-down
            02:00 joined checkout-1
            02:00 reopened
            02:00 suppressed
            03:00 ends   db-down
            03:00 resolved source
            04:00 fires  db-down
            04:00 joined checkout-1
            04:00 reopened
            04:00 suppressed
            05:00 ends   db-down
            05:00 resolved source
            06:00 fires  db-down
            06:00 joined checkout-1
            06:00 reopened
            06:00 suppressed
            07:00 ends   db-down
            07:00 flapping
            10:00 fires  db-down
            10:00 joined checkout-1
            11:00 ends   db-down
            11:00 flapping
            16:00 resolved source
            30:00 quiet
            """);
  }

  @Test
  void pagesNobodyWhereTheSilenceEndsWhileNoneOfItFiresAndItStaysQuiet() {
    var night =
        Night.of(TestRoster.shop())
            .timeline(
                """
                00:00 silence asha alertname=db-down until=09:00
                00:00 fires  db-down
                00:00 opened checkout-1
                00:00 suppressed
                01:00 ends   db-down
                01:00 resolved source
                02:00 fires  db-down
                02:00 joined checkout-1
                02:00 reopened
                02:00 suppressed
                03:00 ends   db-down
                03:00 resolved source
                04:00 fires  db-down
                04:00 joined checkout-1
                04:00 reopened
                04:00 suppressed
                05:00 ends   db-down
                05:00 resolved source
                06:00 fires  db-down
                06:00 joined checkout-1
                06:00 reopened
                06:00 suppressed
                07:00 ends   db-down
                07:00 flapping
                09:00 suppressed
                12:00 resolved source
                30:00 quiet
                """);

    assertThat(night.events)
        .filteredOn(event -> event.getType().equals("suppressed"))
        .last()
        .satisfies(event -> {
          assertThat(event.getWhy())
              .isEqualTo(
                  "none of its alerts fires now; before: silenced by asha until Mon 5 Jan 00:09 UTC: deploy");
          assertThat(event.getDeadline())
              .isEqualTo(TestRoster.MIDNIGHT.plus(Duration.ofMinutes(12)));
        });
  }

  @Test
  void pagesAtOnceWhatComesBackAfterItsSilenceEnded() {
    var night =
        Night.of(TestRoster.shop())
            .timeline(
                """
                00:00 silence asha alertname=db-down until=09:00
                00:00 fires  db-down
                00:00 opened checkout-1
                00:00 suppressed
                01:00 ends   db-down
                01:00 resolved source
                02:00 fires  db-down
                02:00 joined checkout-1
                02:00 reopened
                02:00 suppressed
                03:00 ends   db-down
                03:00 resolved source
                04:00 fires  db-down
                04:00 joined checkout-1
                04:00 reopened
                04:00 suppressed
                05:00 ends   db-down
                05:00 resolved source
                06:00 fires  db-down
                06:00 joined checkout-1
                06:00 reopened
                06:00 suppressed
                07:00 ends   db-down
                07:00 flapping
                09:00 suppressed
                10:00 fires  db-down
                10:00 joined checkout-1
                10:00 unsuppressed
                10:00 page   asha slack
                11:00 quiet
                """);

    assertThat(night.pages)
        .extracting(Page::getChange)
        .containsExactly("it still fires, and is no longer suppressed");
  }

  @Test
  void isHeldAsItWasWhereItComesBackSilencedAnew() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00 silence asha alertname=db-down until=09:00
            00:00 fires  db-down
            00:00 opened checkout-1
            00:00 suppressed
            01:00 ends   db-down
            01:00 resolved source
            02:00 fires  db-down
            02:00 joined checkout-1
            02:00 reopened
            02:00 suppressed
            03:00 ends   db-down
            03:00 resolved source
            04:00 fires  db-down
            04:00 joined checkout-1
            04:00 reopened
            04:00 suppressed
            05:00 ends   db-down
            05:00 resolved source
            06:00 fires  db-down
            06:00 joined checkout-1
            06:00 reopened
            06:00 suppressed
            07:00 ends   db-down
            07:00 flapping
            09:00 suppressed
            09:30 silence bo alertname=db-down until=60:00
            09:45 fires  db-down
            09:45 joined checkout-1
            09:45 suppressed
            11:00 ends   db-down
            11:00 flapping
            16:00 resolved source
            30:00 quiet
            """);
  }

  @Test
  void isPutAsideBeforeItsNextStepThoughNoneOfItFiresThen() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00 fires  db-down
            00:00 opened checkout-1
            00:00 page asha slack
            01:00 ends   db-down
            01:00 resolved source
            02:00 fires  db-down
            02:00 joined checkout-1
            02:00 reopened
            02:00 page asha slack
            03:00 ends   db-down
            03:00 resolved source
            04:00 fires  db-down
            04:00 joined checkout-1
            04:00 reopened
            04:00 page asha slack
            05:00 ends   db-down
            05:00 resolved source
            06:00 fires  db-down
            06:00 joined checkout-1
            06:00 reopened
            06:00 page asha slack
            07:00 ends   db-down
            07:00 flapping
            08:00 silence asha alertname=db-down until=60:00
            11:00 suppressed
            12:00 resolved source
            30:00 quiet
            """);
  }

  @Test
  void staysHeldByWhatItNeedsThoughNoneOfItFiresNow() {
    Night.of(
            TestRoster.shop()
                .service("gateway", s -> s.setTeam("payments").setPolicy("tier-1"))
                .service(
                    "checkout",
                    s ->
                        s.setTeam("payments").setPolicy("tier-1").setDependsOn(List.of("gateway"))))
        .timeline(
            """
            00:00 fires  pod-down service=gateway
            00:00 opened gateway-1
            00:00 page   asha slack
            00:00 ack    asha incident=gateway-1
            00:00 acknowledged asha
            00:00 fires  db-down
            00:00 opened checkout-1
            00:00 suppressed
            01:00 ends   db-down
            01:00 resolved source
            02:00 fires  db-down
            02:00 joined checkout-1
            02:00 reopened
            02:00 suppressed
            03:00 ends   db-down
            03:00 resolved source
            04:00 fires  db-down
            04:00 joined checkout-1
            04:00 reopened
            04:00 suppressed
            05:00 ends   db-down
            05:00 resolved source
            06:00 fires  db-down
            06:00 joined checkout-1
            06:00 reopened
            06:00 suppressed
            07:00 ends   db-down
            07:00 flapping
            12:00 resolved source
            30:00 quiet
            """);
  }

  @Test
  void pagesNobodyWhereItsSupportHoursBeginWhileNoneOfItFires() {
    Night.of(office("01:00"))
        .timeline(
            """
            50:00 fires  db-down warning
            50:00 opened checkout-1
            50:00 deferred
            51:00 ends   db-down
            51:00 resolved source
            52:00 fires  db-down warning
            52:00 joined checkout-1
            52:00 reopened
            52:00 deferred
            53:00 ends   db-down
            53:00 resolved source
            54:00 fires  db-down warning
            54:00 joined checkout-1
            54:00 reopened
            54:00 deferred
            55:00 ends   db-down
            55:00 resolved source
            56:00 fires  db-down warning
            56:00 joined checkout-1
            56:00 reopened
            56:00 deferred
            57:00 ends   db-down
            57:00 flapping
            60:00 deferred
            62:00 resolved source
            80:00 quiet
            """);
  }

  @Test
  void pagesWhatComesBackInItsSupportHours() {
    Night.of(office("01:00"))
        .timeline(
            """
            50:00 fires  db-down warning
            50:00 opened checkout-1
            50:00 deferred
            51:00 ends   db-down
            51:00 resolved source
            52:00 fires  db-down warning
            52:00 joined checkout-1
            52:00 reopened
            52:00 deferred
            53:00 ends   db-down
            53:00 resolved source
            54:00 fires  db-down warning
            54:00 joined checkout-1
            54:00 reopened
            54:00 deferred
            55:00 ends   db-down
            55:00 resolved source
            56:00 fires  db-down warning
            56:00 joined checkout-1
            56:00 reopened
            56:00 deferred
            57:00 ends   db-down
            57:00 flapping
            60:00 deferred
            61:00 fires  db-down warning
            61:00 joined checkout-1
            61:00 page   asha slack
            62:00 quiet
            """);
  }

  /** What isn't urgent waits for hours that begin at this time. */
  private static TestRoster office(String from) {
    return TestRoster.shop()
        .team(
            "payments", t -> t.setSupportHours(List.of(new HoursWindow(List.of(), from, "17:00"))))
        .policy(
            "tier-1",
            "warning",
            p -> p.setUrgency("low").setDefer("support-hours"),
            step(Duration.ofHours(1), "schedule:primary"));
  }
}
