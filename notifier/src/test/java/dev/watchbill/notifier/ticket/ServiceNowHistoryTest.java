package dev.watchbill.notifier.ticket;

import static dev.watchbill.notifier.delivery.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.watchbill.notifier.ticket.PolledTracker.Deed;
import dev.watchbill.notifier.ticket.PolledTracker.Seen;
import dev.watchbill.notifier.ticket.Tracker.Result;
import dev.watchbill.notifier.web.ProviderStandIn;
import dev.watchbill.schemas.config.Environment;
import dev.watchbill.testkit.TestClock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a record of ServiceNow says of how it came to be as it is, and what it doesn't. */
class ServiceNowHistoryTest {
  private static final Instant CLOSED = Instant.parse("2026-01-05T08:30:00Z");
  private static final Seen TICKET = new Seen("incident#a9e3", true, "b0b0", "x");

  private final ProviderStandIn server = new ProviderStandIn(404, "{}");

  @AfterEach
  void stop() {
    server.close();
  }

  private ServiceNowTracker serviceNow(boolean isNamed) {
    var user = isNamed ? Map.of("WATCHBILL_SERVICENOW_USER", "bot") : Map.<String, String>of();
    var settings =
        new HashMap<>(
            Map.of(
                "WATCHBILL_SERVICENOW_URL", server.url(), "WATCHBILL_SERVICENOW_TOKEN", "t0ken"));
    settings.putAll(user);
    return ServiceNowTracker.of(new Environment(settings), new TestClock(NOW)).orElseThrow();
  }

  private void saysOfTheRecord(String by, String updatedBy, int changes) {
    server.says(
        "/api/now/table/incident/a9e3",
        """
        {"result":{"resolved_at":"2026-01-05 08:30:00","resolved_by":"%s",
          "closed_at":"2026-01-12 08:30:00","closed_by":"5y5",
          "sys_updated_on":"2026-01-12 08:31:00","sys_updated_by":"%s","sys_mod_count":"%d"}}
        """
            .formatted(by, updatedBy, changes));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void saysWhoResolvedARecordWhateverWasDoneToItAfter(boolean isNamed) {
    var tracker = serviceNow(isNamed);
    server.says(
        "/api/now/table/incident",
        "{\"result\":[{\"sys_id\":\"a9e3\",\"state\":\"6\",\"assigned_to\":\"b0b0\",\"sys_updated_on\":\"x\"}]}");
    server.says(
        "/api/now/table/sys_user", "{\"result\":[{\"sys_id\":\"b07\",\"user_name\":\"bot\"}]}");
    saysOfTheRecord("a5ha", "asha", 3);
    var given = new Deed("", false, Instant.EPOCH, "2026-01-12 08:31:00");

    assertThat(tracker.look(List.of(TICKET.key()), NOW))
        .isEqualTo(new Result.Ok<>(List.of(TICKET)));
    assertThat(tracker.closed(TICKET))
        .isEqualTo(
            new Result.Ok<>(Optional.of(new Deed("a5ha", false, CLOSED, "2026-01-05 08:30:00"))));
    assertThat(tracker.assigned(TICKET, "b0b0")).isEqualTo(new Result.Ok<>(Optional.of(given)));
    assertThat(tracker.believesStrangers()).isTrue();
    assertThat(server.requests().stream().map(LoggedRequest::getUrl))
        .filteredOn(url -> url.contains("/sys_user?"))
        .isNotEmpty()
        .allMatch(url ->
            url.contains(
                isNamed ? "=user_name%3Dbot&" : "=sys_id%3Djavascript%3Ags.getUserID%28%29&"));

    // Whatever was done to it after: we resolved it.
    saysOfTheRecord("b07", "asha", 4);
    assertThat(tracker.closed(TICKET))
        .isEqualTo(
            new Result.Ok<>(Optional.of(new Deed("b07", true, CLOSED, "2026-01-05 08:30:00"))));
  }

  @Test
  void saysNothingOfAnAssigneeWhereWeWroteLastOrNobodyDid() {
    var tracker = serviceNow(false);
    server.says(
        "/api/now/table/sys_user", "{\"result\":[{\"sys_id\":\"b07\",\"user_name\":\"bot\"}]}");
    saysOfTheRecord("", "Bot", 3);
    assertThat(tracker.assigned(TICKET, "b0b0"))
        .isEqualTo(
            new Result.Ok<>(Optional.of(new Deed("", true, Instant.EPOCH, "2026-01-12 08:31:00"))));
    assertThat(tracker.believesStrangers()).isTrue();
    saysOfTheRecord("", "rule", 0);
    assertThat(tracker.closed(TICKET)).isEqualTo(new Result.Ok<>(Optional.empty()));
    assertThat(tracker.assigned(TICKET, "b0b0")).isEqualTo(new Result.Ok<>(Optional.empty()));
  }

  @Test
  void strangersAreNotBelievedWhereItDoesNotSayWhoWeAre() {
    var tracker = serviceNow(false);
    saysOfTheRecord("b07", "asha", 3);
    assertThat(tracker.assigned(TICKET, "b0b0")).isEqualTo(new Result.Ok<>(Optional.empty()));
    server.says(
        "/api/now/table/sys_user",
        "{\"result\":[{\"sys_id\":\"b07\",\"user_name\":\"bot\"},{\"sys_id\":\"a5ha\"}]}");

    assertThat(tracker.closed(TICKET))
        .isEqualTo(
            new Result.Ok<>(Optional.of(new Deed("b07", false, CLOSED, "2026-01-05 08:30:00"))));
    assertThat(tracker.assigned(TICKET, "b0b0")).isEqualTo(new Result.Ok<>(Optional.empty()));
    assertThat(tracker.believesStrangers()).isFalse();
  }
}
