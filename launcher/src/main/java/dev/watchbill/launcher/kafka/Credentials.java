package dev.watchbill.launcher.kafka;

import dev.watchbill.schemas.Credential;
import dev.watchbill.schemas.config.Secrets;
import dev.watchbill.schemas.kafka.Cluster;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.ProducerRecord;

/** How somebody gets in who has nothing yet: an administrator's token and links. */
public final class Credentials {
  private static final Duration LINK_LASTS = Duration.ofMinutes(30);

  private final Cluster cluster;
  private final InstantSource clock;

  public Credentials(Cluster cluster, InstantSource clock) {
    this.cluster = cluster;
    this.clock = clock;
  }

  /** Makes a token the administrator's. */
  public void admit(String token) throws Refused {
    admit("admin", token, "admin", "made by up; its secret is in the data folder");
  }

  /**
   * Makes a token good.
   *
   * @param name tells it from others; the one before of that name is no longer good
   * @param role what it may do
   * @param why shown with it
   */
  public void admit(String name, String token, String role, String why) throws Refused {
    write(credential("token:" + name, "token", token).setRole(role).setWhy(why).build());
  }

  /** The secret of a new one-time link. */
  public String mintLink() throws Refused {
    var secret = Secrets.mint();
    write(
        credential("link:" + Secrets.mint().substring(0, 12), "link", secret)
            .setExpiresAt(clock.instant().plus(LINK_LASTS))
            .setWhy("printed by up")
            .build());
    return secret;
  }

  private Credential.Builder credential(String id, String kind, String secret) {
    return Credential.newBuilder()
        .setId(id)
        .setKind(kind)
        .setHash(Secrets.hash(secret))
        .setRole("admin")
        .setCreatedAt(clock.instant());
  }

  private void write(Credential credential) throws Refused {
    var topic = cluster.topics().credentials;
    var value = cluster.serde(topic).serialize(topic.name(), credential);
    try (var producer = cluster.producer("launcher-credentials", Map.of())) {
      producer.send(new ProducerRecord<>(topic.name(), credential.getId(), value)).get();
    } catch (ExecutionException e) {
      throw new Refused("Expected to write to " + topic.name() + ", but " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Refused("Interrupted while writing to " + topic.name(), e);
    }
  }
}
