package dev.watchbill.console.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.console.readmodel.questions.Alerts;
import dev.watchbill.schemas.Alert;
import dev.watchbill.schemas.IncidentEvent;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is said of signals that paged nobody. */
class UnpagedTest {
  private static final Instant TEN = Instant.parse("2026-01-05T10:00:00Z");

  @Test
  void saysHowManySignalsChangedNothing() {
    assertThat(whys(List.of(db(3)), event(0, "opened", "db")))
        .singleElement()
        .asString()
        .startsWith("2 further signals of its 1 alert paged nobody");
  }

  @Test
  void leavesOutTheSignalThatRaisedTheSeverity() {
    assertThat(whys(List.of(db(2)), event(0, "opened", "db"), event(5, "severity-raised", null)))
        .isEmpty();
  }

  @Test
  void countsNoSignalAsTheOneThatRaisedItWhereAnotherAlertDid() {
    assertThat(
            whys(
                List.of(db(2), episode("web", 1)),
                event(0, "opened", "db"),
                event(5, "alert-joined", "web"),
                event(5, "severity-raised", null)))
        .singleElement()
        .asString()
        .startsWith("1 further signal of its 2 alerts paged nobody");
  }

  @Test
  void leavesOutTheSignalThatReopenedIt() {
    assertThat(
            whys(
                List.of(db(3)),
                event(0, "opened", "db"),
                event(4, "resolved", null),
                event(5, "alert-joined", "db"),
                event(5, "reopened", null)))
        .singleElement()
        .asString()
        .startsWith("1 further signal of its 1 alert paged nobody");
  }

  private static Alerts.Episode db(long signals) {
    return episode("db", signals);
  }

  private static Alerts.Episode episode(String key, long signals) {
    var alert = Alert.newBuilder().setKey(key).setReceivedAt(TEN.plusSeconds(3_600)).build();
    return new Alerts.Episode(key, alert, TEN, signals, "checkout-1");
  }

  private static IncidentEvent event(int minute, String type, @Nullable String key) {
    return IncidentEvent.newBuilder()
        .setIncident("checkout-1")
        .setAt(TEN.plusSeconds(minute * 60L))
        .setType(type)
        .setAlertKey(key)
        .build();
  }

  private static List<String> whys(List<Alerts.Episode> alerts, IncidentEvent... timeline) {
    return Unpaged.signals(alerts, List.of(timeline)).stream().map(Story.NotPaged::why).toList();
  }
}
