package dev.watchbill.ingest.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.schemas.Credential;
import dev.watchbill.schemas.config.Secrets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeyringTest {
  private static final Instant NOW = Instant.parse("2026-01-05T09:00:00Z");
  private final Keyring keys = new Keyring();

  @Test
  void knowsAnIntegrationByItsKey() {
    accept("integration:a", "old", "a");
    assertThat(ownerOf("old")).hasValue("a");
    assertThat(ownerOf("other")).isEmpty();
  }

  @Test
  void forgetsAReplacedKey() {
    accept("integration:a", "old", "a");
    accept("integration:a", "new", "a");
    assertThat(ownerOf("old")).isEmpty();
    assertThat(ownerOf("new")).hasValue("a");
  }

  @Test
  void knowsTwoKeysOfOneIntegrationWhileTheyOverlap() {
    accept("integration:a", "old", "a");
    accept("key:a/2", "new", "a");
    assertThat(ownerOf("old")).hasValue("a");
    assertThat(ownerOf("new")).hasValue("a");
  }

  @Test
  void forgetsARevokedKey() {
    accept("integration:a", "old", "a");
    keys.accept("integration:a", null);
    assertThat(ownerOf("old")).isEmpty();
  }

  @Test
  void knowsNoKeyThatHasExpired() {
    keys.accept(
        "integration:a",
        Credential.newBuilder(credential("integration:a", "old", "a")).setExpiresAt(NOW).build());
    assertThat(ownerOf("old")).isEmpty();
  }

  @Test
  void takesNoOtherTokenForAKey() {
    keys.accept(
        "token:a",
        Credential.newBuilder(credential("token:a", "old", "a")).setKind("token").build());
    assertThat(ownerOf("old")).isEmpty();
  }

  private Optional<String> ownerOf(String key) {
    return keys.find(PresentedKey.key(key).orElseThrow(), NOW).map(Keyring.Found::integration);
  }

  private void accept(String id, String key, String integration) {
    keys.accept(id, credential(id, key, integration));
  }

  private static Credential credential(String id, String key, String integration) {
    return Credential.newBuilder()
        .setId(id)
        .setKind("integration")
        .setIntegration(integration)
        .setHash(Secrets.hash(key))
        .build();
  }
}
