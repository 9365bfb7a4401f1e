package dev.watchbill.console.auth;

import dev.watchbill.console.readmodel.projection.Change;
import dev.watchbill.console.readmodel.questions.Keys;
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

  /** Hashes of what is being used here. */
  private final Set<String> inUse = ConcurrentHashMap.newKeySet();

  /** Hashes of what was used up here, and could not be taken from the topic. */
  private final Set<String> spent = ConcurrentHashMap.newKeySet();

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
        .filter(it -> it.getUsedBy() == null);
  }

  /** As {@link #find}, and what this one began to use and never finished. */
  Optional<Credential> usable(String secret, String by) {
    return findAtAll(secret)
        .filter(this::isInForce)
        .filter(it -> it.getUsedBy() == null || it.getUsedBy().equals(by))
        .filter(it -> !spent.contains(it.getHash()));
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
   * before anything is done, and of those who wrote so the first did: among all consoles. Who was
   * first, and didn't learn it or couldn't finish, may go on; nobody else may.
   *
   * @param what its kind
   * @param by who uses it; nobody else can know it
   * @param use what is done with it
   * @return empty: it isn't known, has expired, is being used, or was used already
   * @throws LogAway if nobody can tell in time who was first
   */
  <T> Optional<T> once(String secret, String what, String by, Function<Credential, T> use) {
    var hash = Secrets.hash(secret);
    if (usable(secret, by).isEmpty() || !inUse.add(hash)) {
      return Optional.empty();
    }
    try {
      // Looked at anew: who was at it a moment ago may have used it up.
      return usable(secret, by)
          .filter(it -> it.getKind().equals(what) && isMine(it, by))
          .map(it -> usedUp(it, use));
    } finally {
      inUse.remove(hash);
    }
  }

  private boolean isMine(Credential credential, String by) {
    return by.equals(credential.getUsedBy()) || uses.isFirst(credential, by);
  }

  private <T> T usedUp(Credential credential, Function<Credential, T> use) {
    var done = use.apply(credential);
    try {
      remove(credential.getId());
    } catch (LogAway e) {
      // It stays on the topic until it expires, and is over nevertheless.
      spent.add(credential.getHash());
    }
    return done;
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
      spent.remove(gone.getHash());
    }
    uses.known(id, "");
  }
}
