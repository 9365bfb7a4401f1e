package dev.watchbill.launcher.up;

import dev.watchbill.schemas.Credential;
import dev.watchbill.schemas.config.Secrets;
import dev.watchbill.schemas.kafka.Cluster;
import dev.watchbill.schemas.kafka.TopicFollower;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** API tokens in force, for the launcher's own endpoints. */
final class Tokens implements AutoCloseable {
  private static final String SCHEME = "Bearer ";
  private static final Set<String> ROLES = Set.of("viewer", "responder", "manager", "admin");

  private final InstantSource clock;
  private final Map<String, Credential> byId = new ConcurrentHashMap<>();
  private final TopicFollower<Credential> follower;

  Tokens(Cluster cluster, InstantSource clock) {
    this.clock = clock;
    this.follower =
        new TopicFollower<>(cluster, cluster.topics().credentials, "launcher", this::remember);
  }

  /**
   * Whether a request may look.
   *
   * @param authorization the header of that name; null where there is none
   */
  boolean allow(@Nullable String authorization) {
    if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, 7)) {
      return false;
    }
    var hash = Secrets.hash(authorization.substring(SCHEME.length()).strip());
    return byId.values().stream().anyMatch(token -> token.getHash().equals(hash) && valid(token));
  }

  @Override
  public void close() {
    follower.close();
  }

  private boolean valid(Credential token) {
    var expires = token.getExpiresAt();
    return ROLES.contains(token.getRole())
        && (expires == null || clock.instant().isBefore(expires));
  }

  private void remember(String id, @Nullable Credential credential) {
    if (credential != null && credential.getKind().equals("token")) {
      byId.put(id, credential);
    } else {
      byId.remove(id);
    }
  }
}
