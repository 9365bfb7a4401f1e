package dev.watchbill.ingest.cloudevents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.ingest.Arrival;
import dev.watchbill.ingest.IntegrationSettings;
import dev.watchbill.ingest.json.JsonTree.Parsed;
import dev.watchbill.schemas.Integration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CloudEventsTest {
  private static final Arrival ARRIVAL =
      new Arrival(
          Instant.parse("2026-01-05T09:00:00Z"),
          "p",
          "s",
          Map.of("content-type", "application/cloudevents+json"));
  private static final IntegrationSettings FROM =
      IntegrationSettings.of(Integration.newBuilder().setName("e").setType("cloudevents").build());

  @Test
  void decodesDataThatIsBase64() {
    assertThat(one("application/json", "{\"service\":\"db\"}"))
        .containsEntry("data", Map.of("service", "db"))
        .doesNotContainKeys("content", "data_base64");
    assertThat(one("", "{\"service\":\"db\"}")).containsEntry("data", Map.of("service", "db"));
    assertThat(one("text/plain; charset=utf-8", "disk is full ä"))
        .containsEntry("data", Map.of())
        .containsEntry("content", "disk is full ä");
  }

  @Test
  void keepsWhatIsNoBase64AsItIs() {
    assertThat(event("application/json", "no base64!")).containsEntry("content", "no base64!");
  }

  private static Map<String, Object> one(String type, String data) {
    return event(type, Base64.getEncoder().encodeToString(data.getBytes(UTF_8)));
  }

  private static Map<String, Object> event(String type, String coded) {
    var contentType = type.isEmpty() ? "" : "\"datacontenttype\":\"%s\",".formatted(type);
    var body =
        "{\"id\":\"1\",\"source\":\"/s\",\"specversion\":\"1.0\",\"type\":\"t\",%s\"data_base64\":\"%s\"}"
            .formatted(contentType, coded);
    var parsed = CloudEvents.decode(body.getBytes(UTF_8), ARRIVAL, FROM);
    assertThat(parsed).isInstanceOf(Parsed.Value.class);
    var event = new HashMap<String, Object>();
    if (parsed instanceof Parsed.Value(List<?> events)
        && events.getFirst() instanceof Map<?, ?> attributes) {
      attributes.forEach((name, value) -> event.put(String.valueOf(name), value));
    }
    return event;
  }
}
