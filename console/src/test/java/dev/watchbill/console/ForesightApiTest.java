package dev.watchbill.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.schemas.RotationState;
import dev.watchbill.schemas.ScheduleLedger;
import dev.watchbill.schemas.ServedShift;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForesightApiTest {
  @TempDir Path folder;
  private RunningConsole console = nothing();
  private String token = "";

  @SuppressWarnings("NullAway") // Set before each test.
  private static RunningConsole nothing() {
    return null;
  }

  @BeforeEach
  void start() {
    console = new RunningConsole(folder);
    var _ = new Shop(console);
    token = console.token("viewer", null);
    console.received(
        console.topics.rotationState,
        "primary/ledger",
        RotationState.newBuilder()
            .setSchedule("primary")
            .setLedger(
                ScheduleLedger.newBuilder()
                    .setPublishedUntil(Shop.AT.plusSeconds(5 * 3600))
                    .setState("{}")
                    .build())
            .build());
  }

  @AfterEach
  void stop() {
    console.close();
  }

  @Test
  void asksAboutAnAlertWithAllThatIsPublished() throws Exception {
    var answer =
        console.get(
            "/api/v1/route?service=checkout&severity=critical&at=2026-01-05T11:00&label=env=prod&label=a=b=c",
            token);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("service").asText()).isEqualTo("checkout");
    assertThat(console.foresight.alerts)
        .singleElement()
        .satisfies(alert -> {
          assertThat(alert.severity()).isEqualTo("critical");
          assertThat(alert.labels()).isEqualTo(Map.of("env", "prod", "a", "b=c"));
          // A local time is the organisation's.
          assertThat(alert.at()).isEqualTo(Instant.parse("2026-01-05T10:00:00Z"));
        });
    var known = console.foresight.known.getFirst();
    assertThat(known.version()).isEqualTo("v1");
    assertThat(known.roster()).containsKeys("person:asha", "schedule:primary");
    assertThat(known.roster().keySet()).noneMatch(key -> key.startsWith("roster:"));
    assertThat(known.plans().get("primary"))
        .satisfiesExactly(
            ledger -> assertThat(ledger.getLedger()).isNotNull(),
            week -> assertThat(week.getWeek().getShifts()).hasSize(2));
  }

  @Test
  void refusesWhatIsNoAlertThatMayCome() throws Exception {
    for (var query :
        List.of(
            "service=checkout",
            "severity=critical",
            "service=checkout&severity=urgent",
            "service=checkout&severity=error&label=env",
            "service=checkout&severity=error&at=noon",
            "service=checkout&severity=error&at=2028-01-01T00:00Z",
            "service=checkout&severity=error&colour=red")) {
      assertThat(console.get("/api/v1/route?" + query, token).status()).as(query).isEqualTo(400);
    }
  }

  @Test
  void asksHowDutyIsSharedWithWhatWasServed() throws Exception {
    console.received(
        console.topics.servedShifts,
        "primary",
        ServedShift.newBuilder()
            .setId("primary/1/asha")
            .setSchedule("primary")
            .setWho("asha")
            .setStart(Shop.AT.minusSeconds(7200))
            .setEnd(Shop.AT)
            .setRotation("weekly")
            .setTurn(7L)
            .build());

    var answer =
        console.get(
            "/api/v1/fairness?schedule=primary&from=2026-01-05T08:00Z&to=2026-02-01T00:00Z", token);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path(0).path("schedule").asText()).isEqualTo("primary");
    assertThat(console.foresight.served)
        .singleElement()
        .satisfies(shift -> {
          assertThat(shift.getTurn()).isEqualTo(7L);
          assertThat(shift.getStart()).isEqualTo(Instant.parse("2026-01-05T08:00:00Z"));
        });
    assertThat(console.get("/api/v1/fairness?schedule=none", token).status()).isEqualTo(404);
    assertThat(console.get("/api/v1/fairness?to=2030-01-01T00:00Z", token).status()).isEqualTo(400);
  }
}
