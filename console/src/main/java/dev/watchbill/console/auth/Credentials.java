package dev.watchbill.console.auth;

import dev.watchbill.console.readmodel.Change;
import dev.watchbill.console.readmodel.Keys;
import dev.watchbill.schemas.Credential;
import dev.watchbill.schemas.config.Secrets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * All credentials by the hash of their secret, as their topic says, and at once what this console
 * wrote to it.
 */
public final class Credentials {
  private final Map<String, Credential> byHash = new ConcurrentHashMap<>();
  private final Map<String, Credential> byId = new ConcurrentHashMap<>();
  private final CredentialLog log;
  private final Uses uses;

  /** Hashes of what was claimed here, and then not used. */
  private final Set<String> givenBack = ConcurrentHashMap.newKeySet();

  private final InstantSource clock;

  public Credentials(CredentialLog log, InstantSource clock) {
    this.log = log;
    this.clock = clock;
    this.uses = new Uses(log);
  }

  /** Takes all there are. */
  public void load(Keys keys) {
    keys.all().forEach(this::know);
  }

  /** Takes a change of the read model. */
  public void changed(Change change, Keys keys) {
    if (change.kind() == Change.Kind.ALL) {
      var there = keys.all();
      there.forEach(this::know);
      var ids = there.stream().map(Credential::getId).collect(Collectors.toSet());
      byId.keySet().stream().filter(id -> !ids.contains(id)).toList().forEach(this::forget);
    } else if (change.kind() == Change.Kind.CREDENTIAL) {
      keys.find(change.id()).ifPresentOrElse(this::know, () -> forget(change.id()));
    }
  }

  /** The credential of this secret, unless it has expired or was used up. */
  public Optional<Credential> find(String secret) {
    return Optional.ofNullable(byHash.get(Secrets.hash(secret)))
        .filter(this::isInForce)
        .filter(it -> it.getUsedBy() == null || givenBack.contains(it.getHash()));
  }

  /** The credential of this secret, even if it has expired. */
  Optional<Credential> findAtAll(String secret) {
    return Optional.ofNullable(byHash.get(Secrets.hash(secret)));
  }

  /** All there are, expired ones too, in no order. */
  public List<Credential> all() {
    return List.copyOf(byHash.values());
  }

  /** Whether there is a credential with this id. */
  public boolean has(String id) {
    return byId.containsKey(id);
  }

  /** By its id, even if it has expired. */
  public Optional<Credential> byId(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  boolean isInForce(Credential credential) {
    var expiresAt = credential.getExpiresAt();
    return expiresAt == null || clock.instant().isBefore(expiresAt);
  }

  /** Keeps a new credential; it counts from now on. */
  public void add(Credential credential) {
    log.put(credential);
    know(credential);
  }

  /** Takes a credential back; it counts no more. */
  public void remove(String id) {
    log.remove(id);
    forget(id);
  }

  /**
   * Does something with a credential that may be used once. That it is used stands on the topic
   * before anything is done, and of those who wrote so the first did: among all consoles.
   *
   * @param what its kind
   * @param use what is done with it; where that throws, it may be used once more, here
   * @return empty: it isn't known, has expired, or was used already
   * @throws LogAway if nobody can tell in time who was first
   */
  <T> Optional<T> once(String secret, String what, Function<Credential, T> use) {
    var found = find(secret).filter(it -> it.getKind().equals(what));
    if (found.isEmpty() || !isMine(found.get())) {
      return Optional.empty();
    }
    T done;
    try {
      done = use.apply(found.get());
    } catch (RuntimeException e) {
      givenBack.add(found.get().getHash());
      throw e;
    }
    try {
      remove(found.get().getId());
    } catch (LogAway e) {
      // It is used, and known to be: it only stays on the topic until it expires.
    }
    return Optional.of(done);
  }

  private boolean isMine(Credential credential) {
    return givenBack.remove(credential.getHash()) || uses.isFirst(credential);
  }

  private void know(Credential credential) {
    var before = byId.put(credential.getId(), credential);
    if (before != null && !before.getHash().equals(credential.getHash())) {
      byHash.remove(before.getHash());
    }
    byHash.put(credential.getHash(), credential);
    if (credential.getUsedBy() != null) {
      uses.known(credential.getId(), credential.getUsedBy());
    }
  }

  private void forget(String id) {
    var gone = byId.remove(id);
    if (gone != null) {
      byHash.remove(gone.getHash());
    }
    uses.known(id, "");
  }
}
