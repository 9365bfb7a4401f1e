package dev.watchbill.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.schemas.Alert;
import dev.watchbill.schemas.FormerNaming;
import dev.watchbill.schemas.Integration;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What follows up an alert that was open when the roster named its integration's otherwise. */
class FormerNamesTest {
  private static final Instant REPLACED = Instant.parse("2026-01-03T09:00:00Z");
  private static final String AMS = "/integrations/am/alertmanager?key=key-am";
  private static final String HOOKS = "/integrations/hook/json?key=key-hook";

  private final IntakeServer intake = IntakeServer.start();

  @AfterEach
  void stop() {
    intake.close();
  }

  @Test
  void saysOfAnEndAlsoByTheServiceItsAlertHadThen() throws Exception {
    alertmanager(before("am", it -> it.setServiceFrom(List.of("labels.job"))));

    post(AMS, webhook("resolved"));

    assertThat(said()).containsExactly("am shop X resolved", "am cart X resolved");
    assertThat(intake.log.alerts.getFirst().getNamedUntil()).isNull();
    assertThat(intake.log.alerts.getLast())
        .returns(REPLACED.plus(Duration.ofMinutes(10)), Alert::getNamedUntil)
        .returns(null, Alert::getRaw)
        .returns("{}:{alertname=\"X\"}", Alert::getGroupKey)
        .returns(Instant.parse("2026-01-05T08:50:00Z"), Alert::getEndsAt);
    assertThat(intake.log.alerts).extracting(Alert::getId).doesNotHaveDuplicates();
  }

  @Test
  void countsWhatWasSentAndNotWhatItSaysOfIt() throws Exception {
    alertmanager(before("am", it -> it.setServiceFrom(List.of("labels.job"))));

    assertThat(post(AMS, webhook("resolved"))).isEqualTo(202);

    var accepted =
        intake.metrics.get("watchbill_ingest_alerts_accepted_total").tag("integration", "am");
    assertThat(accepted.counter().count()).isEqualTo(1);
  }

  @Test
  void saysOfWhatFiresByItsNewServiceOnly() throws Exception {
    alertmanager(before("am", it -> it.setServiceFrom(List.of("labels.job"))));

    post(AMS, webhook("firing"));

    assertThat(said()).containsExactly("am shop X firing");
  }

  @Test
  void saysItByTheNameItsIntegrationHad() throws Exception {
    alertmanager(before("prometheus", it -> it.setServiceFrom(List.of("labels.service"))));

    post(AMS, webhook("resolved"));

    assertThat(said()).containsExactly("am shop X resolved", "prometheus shop X resolved");
  }

  @Test
  void saysNothingTwice() throws Exception {
    alertmanager(
        before("am", it -> it.setServiceFrom(List.of("labels.app", "labels.service"))),
        before("am", it -> it.setServiceFrom(List.of("labels.job"))),
        before("am", it -> it.setServiceFrom(List.of("labels.app", "labels.job"))));

    post(AMS, webhook("resolved"));

    assertThat(said()).containsExactly("am shop X resolved", "am cart X resolved");
  }

  @Test
  void saysItByTheGroupItsAlertWasOf() throws Exception {
    alertmanager(before("am", it -> it.setGroupBy(List.of("labels.job"))));

    post(AMS, webhook("resolved"));

    assertThat(intake.log.alerts)
        .extracting(Alert::getGroupKey)
        .containsExactly("{}:{alertname=\"X\"}", "labels.job=\"cart\"");
  }

  @Test
  void saysNothingMoreByANameAfterItsTime() throws Exception {
    alertmanager(before("am", it -> it.setServiceFrom(List.of("labels.job"))));
    intake.clock.advance(Duration.ofDays(28));

    post(AMS, webhook("resolved"));

    assertThat(said()).containsExactly("am shop X resolved");
  }

  @Test
  void readsTheKeyAsTheMappingOfThenDid() throws Exception {
    hook(
        each(mapping("it.id", "it.state")),
        before("hook", it -> it.setMapping(each(mapping("it.check", "it.state")))));

    post(
        HOOKS,
        """
        {"all": [{"id": "7", "check": "disk", "state": "ok"},
                 {"id": "8", "check": "cpu", "state": "bad"},
                 {"id": "9", "check": "net", "state": "ok"}]}
        """);

    assertThat(said())
        .containsExactlyInAnyOrder(
            "hook db 7 resolved",
            "hook db disk resolved",
            "hook db 8 firing",
            "hook db 9 resolved",
            "hook db net resolved");
  }

  @Test
  void believesTheMappingOfTodayOfWhetherItIsOver() throws Exception {
    hook(
        mapping("body.id", "body.state"),
        before("hook", it -> it.setMapping(mapping("body.check", "body.mood"))));

    post(HOOKS, "{\"id\": \"7\", \"check\": \"disk\", \"state\": \"ok\", \"mood\": \"bad\"}");
    post(HOOKS, "{\"id\": \"8\", \"check\": \"cpu\", \"state\": \"bad\", \"mood\": \"ok\"}");

    assertThat(said())
        .containsExactly("hook db 7 resolved", "hook db disk resolved", "hook db 8 firing");
  }

  @Test
  void saysNothingByANameThatCannotBeRead() throws Exception {
    hook(
        mapping("body.id", "body.state"),
        before("hook", it -> it.setMapping("{\"key\":\"body.(\"}")),
        before("hook", it -> it.setMapping(mapping("body.check", "body.state"))));

    assertThat(post(HOOKS, "{\"id\": \"7\", \"state\": \"ok\"}")).isEqualTo(202);

    assertThat(said()).containsExactly("hook db 7 resolved");
    assertThat(intake.log.rejected).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"acknowledge,acknowledged", "resolve,resolved"})
  void saysOfWhatAPagerDutySenderDoesByTheServiceOfItsOldName(String action, String status)
      throws Exception {
    intake.integrate(
        Integration.newBuilder()
            .setName("pager")
            .setType("pagerduty")
            .setFormerly(List.of(before("duty", it -> it.setType("pagerduty"))))
            .build());

    post(
        "/v2/enqueue",
        "{\"routing_key\":\"key-pager\",\"event_action\":\"%s\",\"dedup_key\":\"disk\"}"
            .formatted(action));

    assertThat(said()).containsExactly("pager pager disk " + status, "duty duty disk " + status);
  }

  // ---- in short

  private void alertmanager(FormerNaming... formerly) {
    intake.integrate(
        Integration.newBuilder()
            .setName("am")
            .setServiceFrom(List.of("labels.service"))
            .setFormerly(List.of(formerly))
            .build());
  }

  private void hook(String mapping, FormerNaming... formerly) {
    intake.integrate(
        Integration.newBuilder()
            .setName("hook")
            .setType("json")
            .setMapping(mapping)
            .setService("db")
            .setFormerly(List.of(formerly))
            .build());
  }

  private static FormerNaming before(String integration, Consumer<FormerNaming.Builder> naming) {
    var former =
        FormerNaming.newBuilder()
            .setIntegration(integration)
            .setReplacedAt(REPLACED)
            .setUntil(REPLACED.plus(Duration.ofDays(30)));
    if (integration.equals("hook")) {
      former.setType("json").setService("db");
    }
    naming.accept(former);
    return former.build();
  }

  private static String mapping(String key, String state) {
    return "{\"key\":\"%s\",\"status\":\"%s == 'ok' ? 'resolved' : 'firing'\"}"
        .formatted(key, state);
  }

  private static String each(String mapping) {
    return mapping.replaceFirst("\\{", "{\"for-each\":\"body.all\",");
  }

  private static String webhook(String status) {
    var end = status.equals("resolved") ? "2026-01-05T08:50:00Z" : "0001-01-01T00:00:00Z";
    return """
    {"version": "4", "groupKey": "{}:{alertname=\\"X\\"}", "status": "%s", "alerts": [
      {"status": "%s", "fingerprint": "X", "startsAt": "2026-01-02T09:00:00Z", "endsAt": "%s",
       "labels": {"alertname": "X", "job": "cart", "service": "shop"}, "annotations": {}}]}
    """
        .formatted(status, status, end);
  }

  private int post(String path, String body) throws Exception {
    return intake.send(intake.post(path, body)).statusCode();
  }

  private List<String> said() {
    return intake.log.alerts.stream()
        .map(alert ->
            String.join(
                " ", alert.getIntegration(), alert.getService(), alert.getKey(), alert.getStatus()))
        .toList();
  }
}
