package dev.watchbill.console.auth;

import dev.watchbill.schemas.Credential;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Who was first to use what may be used once. Each writes that it does to the topic of credentials,
 * in the credential's own place, and reads who stands there first: so all consoles agree, whatever
 * database they share.
 */
final class Uses {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final CredentialLog log;

  /** By credential; done with who was first. */
  private final Map<String, CompletableFuture<String>> open = new ConcurrentHashMap<>();

  Uses(CredentialLog log) {
    this.log = log;
  }

  /** What the topic says: a credential was used, or (by nobody) is gone. */
  void known(String credential, String by) {
    var waiting = open.get(credential);
    if (waiting != null) {
      waiting.complete(by);
    }
  }

  /**
   * Uses it, and waits until it is known whether anybody did before.
   *
   * @param by who uses it; asked again with the same, the answer is that of before
   * @throws LogAway if that can't be known in time
   */
  boolean isFirst(Credential credential, String by) {
    var known = new CompletableFuture<String>();
    if (open.putIfAbsent(credential.getId(), known) != null) {
      return false;
    }
    try {
      log.put(Credential.newBuilder(credential).setUsedBy(by).build());
      return known.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).equals(by);
    } catch (TimeoutException | ExecutionException e) {
      throw new LogAway(
          "Expected to read within %d s whether this was used before; try again in this browser"
              .formatted(PATIENCE.toSeconds()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LogAway("The console is closing; try again", e);
    } finally {
      open.remove(credential.getId(), known);
    }
  }
}
