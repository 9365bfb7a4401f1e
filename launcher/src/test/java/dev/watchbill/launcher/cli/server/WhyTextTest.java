package dev.watchbill.launcher.cli.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class WhyTextTest {
  @Test
  void tellsTheNightInLocalTimesWithEachReason() throws JsonProcessingException {
    assertThat(
            text(
                """
                {"incident": "checkout-7", "title": "Database is down", "service": "checkout", "team": "payments",
                 "status": "acknowledged", "severity": "critical", "openedAt": "2026-03-02T02:00:00Z",
                 "timezone": "Europe/Berlin", "policy": "tier-1", "why": "route payments.yaml:31 names policy 'tier-1'",
                 "rosterVersion": "4f2c1d", "nextDeadline": "2026-03-02T02:34:00Z",
                 "people": [{"at": "2026-03-02T02:00:00Z", "step": 1, "round": 1, "person": "carla", "schedule": "primary",
                   "shift": {"start": "2026-02-23T08:00:00Z", "end": "2026-03-02T08:00:00Z", "kind": "turn", "rotation": "weekly", "why": "next in turn"},
                   "via": ["slack"], "until": "2026-03-02T02:05:00Z", "why": "on call in primary (next in turn)"}],
                 "pages": [{"id": "checkout-7.1", "at": "2026-03-02T02:00:00Z", "person": "carla", "via": "slack", "step": 1, "why": "on call in primary",
                   "cancelledAt": null, "receipts": [{"at": "2026-03-02T02:00:01Z", "outcome": "failed", "reason": "not_in_channel"}]}],
                 "notPaged": [{"at": "2026-03-02T02:00:09Z", "step": null, "person": "bo", "until": "2026-03-03T08:00:00Z", "why": "silenced by asha"}],
                 "path": [{"step": -1, "at": "2026-03-02T02:34:00Z", "targets": [], "people": []}],
                 "story": [{"at": "2026-03-02T02:04:00Z", "type": "acknowledged", "step": null, "person": "carla",
                   "deadline": "2026-03-02T02:34:00Z", "text": "on it", "why": ""}]}
                """))
        .isEqualTo(
            """
            checkout-7 (critical, acknowledged): Database is down
            Opened Mon 2 Mar 03:00 Europe/Berlin. Service checkout, team payments.
            It follows policy 'tier-1' of roster 4f2c1d: route payments.yaml:31 names policy 'tier-1'.

            Who was given it, and why
              03:00:00  step 1: carla, until 03:05:00: on call in primary (next in turn); shift Mon 23 Feb 09:00 to Mon 2 Mar 09:00

            Pages, and what became of them
              03:00:00  carla by slack: failed 03:00:01: not_in_channel; why: on call in primary

            Not paged, and why not
              03:00:09  bo: silenced by asha; until 3 Mar 09:00:00

            Unless somebody acts
              03:34:00  last resort: nobody, as it is now

            Step by step
              03:04:00  acknowledged, carla \u201con it\u201d; until 03:34:00
            """);
  }

  private static String text(String story) throws JsonProcessingException {
    var out = new StringWriter();
    var writer = new PrintWriter(out, true);
    new WhyText(new ObjectMapper().readTree(story)).print(writer);
    return out.toString();
  }
}
