package dev.watchbill.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OriginalsTest {
  @Test
  void onlyTheOriginalIsMissing() {
    var alert =
        Alert.newBuilder()
            .setId("1")
            .setIntegration("prometheus")
            .setKey("k")
            .setGroupKey("g")
            .setService("checkout")
            .setStatus("firing")
            .setSeverity("critical")
            .setSeverityText("page")
            .setTitle("Rack is hot")
            .setText("For five minutes")
            .setLabels(Map.of("rack", "7"))
            .setAnnotations(Map.of("summary", "hot"))
            .setLinks(List.of(new Link("Runbook", "https://example.org/hot")))
            .setStartedAt(Instant.parse("2026-01-05T09:00:00Z"))
            .setEndsAt(Instant.parse("2026-01-05T10:00:00Z"))
            .setReceivedAt(Instant.parse("2026-01-05T09:00:01Z"))
            .setSender("10.0.0.1")
            .setRaw(ByteBuffer.wrap(new byte[] {1, 2}))
            .setRawHeaders(Map.of("user-agent", "Prometheus"))
            .build();

    var slim = Originals.without(alert);

    assertThat(slim)
        .isEqualTo(Alert.newBuilder(alert).setRaw(null).setRawHeaders(Map.of()).build());
    assertThat(alert.getRaw()).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2}));
    assertThat(alert.getRawHeaders()).isNotEmpty();
  }
}
