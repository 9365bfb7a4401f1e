package dev.watchbill.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchbill.schemas.AuditEntry;
import dev.watchbill.schemas.Credential;
import dev.watchbill.schemas.Heartbeat;
import dev.watchbill.schemas.Integration;
import dev.watchbill.schemas.KeyUse;
import dev.watchbill.schemas.RosterRecord;
import dev.watchbill.schemas.config.Secrets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysTest {
  private static final String KEYS = "/api/v1/integrations/prometheus/keys";

  @TempDir Path folder;

  private RunningConsole console = unset();
  private String admin = "";

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // Set before each test.
  private static <T> T unset() {
    return null;
  }

  @BeforeEach
  void start() {
    console = new RunningConsole(folder);
    integrate("prometheus");
    integrate("other");
    var _ = new Shop(console);
    admin = console.token("admin", null);
  }

  @AfterEach
  void stop() {
    console.close();
  }

  private void integrate(String name) {
    console.received(
        console.topics.roster,
        "integration:" + name,
        RosterRecord.newBuilder()
            .setIntegration(Integration.newBuilder().setName(name).build())
            .build());
  }

  @Test
  void keepsOnlyTheHashOfAKeyItShowsOnce() {
    var made = console.post(KEYS, admin, "{\"why\":\"the one in Frankfurt\"}");
    assertThat(made.status()).isEqualTo(201);
    var key = made.json().path("key").asText();
    assertThat(key).matches("[0-9a-f]{32}");
    assertThat(kept(made.json()).getHash()).isEqualTo(Secrets.hash(key));
    assertThat(kept(made.json()).getIntegration()).isEqualTo("prometheus");
    assertThat(console.log.credentials.toString()).doesNotContain(key);
    assertThat(console.get(KEYS, admin).text())
        .contains("the one in Frankfurt")
        .doesNotContain(key)
        .doesNotContain(Secrets.hash(key));
  }

  @Test
  void saysWhenAKeyWasUsedLast() {
    var made = console.post(KEYS, admin, "{}").json();
    assertThat(console.get(KEYS, admin).json().path("items").get(0).path("lastUsedAt").isNull())
        .isTrue();
    var id = kept(made).getId();
    console.received(console.topics.credentials, id, kept(made));
    var use =
        KeyUse.newBuilder()
            .setAt(console.clock.instant())
            .setIntegration("prometheus")
            .setBy("10.0.0.1 Prometheus/2.42")
            .build();
    console.received(
        console.topics.heartbeats,
        "key:" + id,
        Heartbeat.newBuilder().setName(id).setKeyUsed(use).build());
    var item = console.get(KEYS, admin).json().path("items").get(0);
    assertThat(item.path("lastUsedAt").asText()).isEqualTo(console.clock.instant().toString());
    assertThat(item.path("lastUsedBy").asText()).startsWith("10.0.0.1");
    assertThat(console.get("/configuration", admin).text()).contains("by 10.0.0.1");
  }

  @Test
  void takesAKeyBackAtOnce() {
    var made = console.post(KEYS, admin, "{}");
    assertThat(delete(made.header("Location"))).isEqualTo(204);
    assertThat(console.log.removed).containsExactly(kept(made.json()).getId());
    assertThat(console.get(KEYS, admin).json().path("items")).isEmpty();
    assertThat(delete(made.header("Location"))).isEqualTo(404);
  }

  @Test
  void letsTheOthersExpireAfterAnOverlap() {
    var first = console.post(KEYS, admin, "{}").json();
    var elsewhere = console.post("/api/v1/integrations/other/keys", admin, "{}").json();
    var end = console.clock.instant().plus(Duration.ofHours(24));
    var second = console.post(KEYS, admin, "{\"othersExpireAt\":\"%s\"}".formatted(end)).json();
    assertThat(kept(first).getExpiresAt()).isEqualTo(end);
    assertThat(kept(second).getExpiresAt()).isNull();
    assertThat(kept(elsewhere).getExpiresAt()).isNull();
  }

  @Test
  void leavesTheRostersKeyToTheRoster() {
    console.received(
        console.topics.credentials,
        "integration:prometheus",
        Credential.newBuilder()
            .setId("integration:prometheus")
            .setKind("integration")
            .setIntegration("prometheus")
            .setHash(Secrets.hash("of the roster"))
            .build());
    var end = console.clock.instant().plus(Duration.ofHours(1));
    assertThat(console.post(KEYS, admin, "{\"othersExpireAt\":\"%s\"}".formatted(end)).status())
        .isEqualTo(201);
    assertThat(delete(KEYS + "/roster")).isEqualTo(409);
    assertThat(console.get(KEYS, admin).json().path("items").get(0).path("fromRoster").asBoolean())
        .isTrue();
    assertThat(console.log.credentials)
        .extracting(Credential::getId)
        .doesNotContain("integration:prometheus");
  }

  @Test
  void knowsOnlyTheRostersIntegrations() {
    var answer = console.post("/api/v1/integrations/promtheus/keys", admin, "{}");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.text()).contains("prometheus").contains("promtheus");
  }

  @Test
  void refusesAnEndThatIsPast() {
    var answer = console.post(KEYS, admin, "{\"expiresAt\":\"2026-01-05T09:00:00Z\"}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(console.log.credentials).isEmpty();
  }

  @Test
  void notesWhoMadeAndRevokedAKey() {
    var made = console.post(KEYS, admin, "{}");
    assertThat(delete(made.header("Location"))).isEqualTo(204);
    assertThat(console.log.audit)
        .extracting(AuditEntry::getAction)
        .containsExactly("key.create", "key.revoke");
    assertThat(console.log.audit.toString()).doesNotContain(made.json().path("key").asText());
  }

  private int delete(String path) {
    return console.ask("DELETE", path, null, "Authorization", "Bearer " + admin).status();
  }

  private Credential kept(JsonNode made) {
    var id = "key:%s/%s".formatted(made.path("integration").asText(), made.path("id").asText());
    return console.log.credentials.stream()
        .filter(key -> key.getId().equals(id))
        .reduce((before, after) -> after)
        .orElseThrow();
  }
}
