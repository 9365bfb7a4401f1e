package dev.watchbill.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.schemas.PersonToll;
import dev.watchbill.schemas.ResponseMetrics;
import dev.watchbill.schemas.ServedShift;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseApiTest {
  private static final Instant RESOLVED = Shop.AT.minusSeconds(3600);

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
    var shop = new Shop(console);
    shop.alertAgain("checkout-1");
    shop.alertAgain("checkout-1");
    token = console.token("viewer", null);
    resolved("a", 60_000L, 600_000, "bo");
    resolved("b", 120_000L, 1_200_000, "bo");
    resolved("c", null, 60_000, null);
    served("one", Shop.AT.minusSeconds(36 * 3600L), Shop.AT.minusSeconds(12 * 3600L));
  }

  @AfterEach
  void stop() {
    console.close();
  }

  @Test
  void sumsUpHowIncidentsWereRespondedTo() {
    var all = console.get("/api/v1/response", token).json().path("all");

    assertThat(all.path("incidents").intValue()).isEqualTo(3);
    assertThat(all.path("acknowledged").intValue()).isEqualTo(2);
    assertThat(all.path("untouched").intValue()).isEqualTo(1);
    assertThat(all.path("acknowledge").path("mean").longValue()).isEqualTo(90_000);
    assertThat(all.path("acknowledge").path("p50").longValue()).isEqualTo(60_000);
    assertThat(all.path("resolve").path("p95").longValue()).isEqualTo(1_200_000);
  }

  @Test
  void saysWhoCarriedIt() {
    var bo = console.get("/api/v1/response", token).json().path("people").path(0);

    assertThat(bo.path("person").textValue()).isEqualTo("bo");
    assertThat(bo.path("hours").doubleValue()).isEqualTo(24);
    assertThat(bo.path("nights").doubleValue()).isEqualTo(9);
    assertThat(bo.path("pages").intValue()).isEqualTo(4);
    assertThat(bo.path("brokenNights").intValue()).isEqualTo(2);
  }

  @Test
  void countsAnIncidentThatIsCorrectedOnce() {
    resolved("a", 30_000L, 600_000, "bo");

    var answer = console.get("/api/v1/response", token).json();
    assertThat(answer.path("all").path("incidents").intValue()).isEqualTo(3);
    assertThat(answer.path("people").path(0).path("pages").intValue()).isEqualTo(4);
  }

  @Test
  void namesTheNoisiestAlerts() {
    var noisy =
        console.get("/api/v1/response?to=2026-01-05T10:00Z", token).json().path("noisy").path(0);
    assertThat(noisy.path("fired").intValue()).isEqualTo(1);
    assertThat(noisy.path("signals").intValue()).isEqualTo(2);
  }

  @Test
  void answersOneTeam() {
    assertThat(
            console
                .get("/api/v1/response?team=payments", token)
                .json()
                .path("all")
                .path("incidents")
                .intValue())
        .isEqualTo(3);
    assertThat(console.get("/api/v1/response?team=others", token).status()).isEqualTo(404);
  }

  @Test
  void writesCsvThatNoSpreadsheetTakesForAFormula() {
    resolved("=cmd()", null, 1, null);
    console.received(
        console.topics.responseMetrics,
        "=1+1",
        metrics("d", null, 1, null).setService("=1+1").build());

    var answer = console.get("/api/v1/response.csv?table=services", token);

    assertThat(answer.header("Content-Type")).startsWith("text/csv");
    assertThat(answer.text()).startsWith("name,incidents").contains("\r\n'=1+1,1,");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "response?from=2026-01-05T10:00Z&to=2026-01-05T10:00Z",
        "response?from=2020-01-01T00:00Z",
        "response?days=3",
        "response.csv?table=secrets",
      })
  void refusesNonsense(String path) {
    assertThat(console.get("/api/v1/" + path, token).status()).isEqualTo(400);
  }

  @Test
  void drawsThePage() {
    assertThat(console.get("/response?days=30", token).text())
        .contains("Who carried it")
        .contains("BO</a>")
        .doesNotContain("style=");
  }

  private void resolved(
      String incident, @Nullable Long acknowledge, long resolve, @Nullable String by) {
    console.received(
        console.topics.responseMetrics,
        "checkout",
        metrics(incident, acknowledge, resolve, by).build());
  }

  private static ResponseMetrics.Builder metrics(
      String incident, @Nullable Long acknowledge, long resolve, @Nullable String by) {
    return ResponseMetrics.newBuilder()
        .setIncident(incident)
        .setService("checkout")
        .setTeam("payments")
        .setOpenedAt(RESOLVED.minusMillis(resolve))
        .setResolvedAt(RESOLVED)
        .setTimeToAcknowledgeMs(acknowledge)
        .setTimeToResolveMs(resolve)
        .setAcknowledgedBy(by)
        .setPages(2)
        .setByPerson(by == null ? List.of() : List.of(new PersonToll(by, 2, 1, 0L, null)));
  }

  private void served(String id, Instant start, Instant end) {
    console.received(
        console.topics.servedShifts,
        "primary",
        ServedShift.newBuilder()
            .setId(id)
            .setSchedule("primary")
            .setTeam("payments")
            .setWho("bo")
            .setRotation("weekly")
            .setStart(start)
            .setEnd(end)
            .build());
  }
}
