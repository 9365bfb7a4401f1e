package dev.watchbill.ingest.auth;

import dev.watchbill.schemas.Credential;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which key belongs to which integration. Fed by one thread, asked by many. An integration may have
 * several keys at a time, while one replaces the other.
 */
public final class Keyring {
  private static final String KIND = "integration";
  private static final String MINTED = "key:";

  private final Map<String, Credential> byHash = new ConcurrentHashMap<>();
  private final Map<String, String> hashById = new ConcurrentHashMap<>();

  /**
   * Takes the next record of the keys' topic; other kinds of credentials are passed over.
   *
   * @param credential null: it was revoked
   */
  public void accept(String id, @Nullable Credential credential) {
    var before = hashById.remove(id);
    if (credential != null && credential.getKind().equals(KIND)) {
      hashById.put(id, credential.getHash());
      byHash.put(credential.getHash(), credential);
    }
    if (before != null && !before.equals(hashById.get(id))) {
      byHash.computeIfPresent(before, (hash, held) -> held.getId().equals(id) ? null : held);
    }
  }

  /**
   * A key that is known.
   *
   * @param id of the credential
   * @param integration whose it is
   * @param fromRoster false: it was minted beside the roster
   */
  public record Found(String id, String integration, boolean fromRoster) {}

  /**
   * Whose a key is, unless it has expired. The key is looked up by its hash, whose time says
   * nothing about the key; the hash itself is compared in constant time.
   */
  public Optional<Found> find(PresentedKey key, Instant now) {
    var found = byHash.get(key.hash());
    return found != null && same(found.getHash(), key.hash()) && isValid(found, now)
        ? Optional.ofNullable(found.getIntegration())
            .map(integration ->
                new Found(found.getId(), integration, !found.getId().startsWith(MINTED)))
        : Optional.empty();
  }

  /** Hashes of an integration's keys, the same for every intake, in one order. */
  public List<String> hashes(String integration) {
    return byHash.values().stream()
        .filter(credential -> integration.equals(credential.getIntegration()))
        .sorted(Comparator.comparing(Credential::getId))
        .map(Credential::getHash)
        .toList();
  }

  private static boolean isValid(Credential credential, Instant now) {
    return credential.getExpiresAt() == null || now.isBefore(credential.getExpiresAt());
  }

  private static boolean same(String expected, String got) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.US_ASCII), got.getBytes(StandardCharsets.US_ASCII));
  }
}
