package dev.watchbill.ingest.kafka;

import dev.watchbill.ingest.AlertLog;
import dev.watchbill.ingest.IncidentBook;
import dev.watchbill.ingest.IntegrationSettings;
import dev.watchbill.ingest.auth.KeyUse;
import dev.watchbill.ingest.auth.Keyring;
import dev.watchbill.ingest.heartbeat.Heard;
import dev.watchbill.ingest.heartbeat.HeartbeatLog;
import dev.watchbill.ingest.silence.SilenceBook;
import dev.watchbill.schemas.Alert;
import dev.watchbill.schemas.Credential;
import dev.watchbill.schemas.RejectedAlert;
import dev.watchbill.schemas.Silence;
import dev.watchbill.schemas.kafka.Cluster;
import dev.watchbill.schemas.kafka.TopicFollower;
import dev.watchbill.schemas.roster.RosterFollower;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything intake has to do with Kafka: it writes alerts and refusals, and reads keys and roster.
 * Until it is started nothing is connected, and alerts aren't durable.
 */
public final class IngestTopics implements AlertLog, HeartbeatLog, AutoCloseable {
  private static final String CLIENT = "watchbill-ingest";
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final Cluster cluster;
  private final Keyring keys;
  private final Runnable onLostRejection;
  private final IncidentFollower incidents;
  private volatile @Nullable KafkaAlertLog log;
  private volatile @Nullable Follow<TopicFollower<Credential>> credentials;
  private volatile @Nullable Follow<RosterFollower> roster;
  private volatile @Nullable TopicFollower<Silence> silenceFollower;
  private final SilenceTopic silences;
  private volatile boolean prepared;
  private volatile boolean closed;

  public IngestTopics(Cluster cluster, Keyring keys, Runnable onLostRejection) {
    this.cluster = cluster;
    this.keys = keys;
    this.onLostRejection = onLostRejection;
    this.silences = new SilenceTopic(cluster);
    this.incidents =
        new IncidentFollower(cluster, CLIENT + "-" + cluster.instance(), this::isAskedFor);
  }

  /** What became of alerts whose senders ask. */
  public IncidentBook incidents() {
    return incidents;
  }

  /** Whether a service's alerts come from a sender that speaks as if to Opsgenie. */
  private boolean isAskedFor(String service) {
    return roster().integrations().values().stream()
        .filter(integration -> integration.getType().equals("opsgenie"))
        .anyMatch(integration -> IntegrationSettings.of(integration).oneService().equals(service));
  }

  /** Starts to follow and to connect; returns at once. */
  public void start() {
    var started = new KafkaAlertLog(cluster, onLostRejection);
    log = started;
    var client = CLIENT + "-" + cluster.instance();
    silences.writeWith(started.producer());
    silenceFollower =
        new TopicFollower<>(cluster, cluster.topics().silences, client, silences::accept);
    credentials =
        new Follow<>("credentials", () -> followKeys(started, client), TopicFollower::caughtUp);
    roster = new Follow<>("roster", () -> followRoster(started, client), RosterFollower::caughtUp);
    Thread.ofPlatform().daemon().name("ingest-prepares").start(() -> prepare(started));
  }

  /** Whether keys and roster were read up to where they were at the start. */
  public boolean caughtUp() {
    var keysRead = credentials;
    var rosterRead = roster;
    return keysRead != null && keysRead.ready() && rosterRead != null && rosterRead.ready();
  }

  /** Whether registry and broker have answered. */
  public boolean prepared() {
    return prepared;
  }

  /** The roster in force. */
  public RosterSnapshot roster() {
    var reading = roster;
    var follower = reading == null ? null : reading.following();
    return follower == null ? RosterSnapshot.NONE : follower.get();
  }

  /** Silences, as an Alertmanager's clients make them. */
  public SilenceBook silences() {
    return silences;
  }

  @Override
  public Appended append(List<Alert> alerts) {
    var writing = log;
    return writing == null ? new Appended.Unavailable("not started") : writing.append(alerts);
  }

  @Override
  public void reject(RejectedAlert rejected) {
    var writing = log;
    if (writing == null) {
      onLostRejection.run();
    } else {
      writing.reject(rejected);
    }
  }

  @Override
  public Appended refuse(List<RejectedAlert> refused) {
    var writing = log;
    return writing == null ? new Appended.Unavailable("not started") : writing.refuse(refused);
  }

  @Override
  public Appended heard(List<Heard> beats) {
    var writing = log;
    return writing == null ? new Appended.Unavailable("not started") : writing.heard(beats);
  }

  @Override
  public void mention(Heard beat) {
    var writing = log;
    if (writing != null) {
      writing.mention(beat);
    }
  }

  @Override
  public void used(KeyUse use) {
    var writing = log;
    if (writing != null) {
      writing.used(use);
    }
  }

  @Override
  public void close() {
    closed = true;
    close(incidents);
    close(credentials);
    close(roster);
    close(silenceFollower);
    close(log);
  }

  private TopicFollower<Credential> followKeys(KafkaAlertLog started, String client) {
    started.expect(cluster.topics().credentials);
    return new TopicFollower<>(cluster, cluster.topics().credentials, client, keys::accept);
  }

  private RosterFollower followRoster(KafkaAlertLog started, String client) {
    // A follower of a topic that isn't there yet takes it for empty, and stops.
    started.expect(cluster.topics().roster);
    return new RosterFollower(cluster, client);
  }

  private void prepare(KafkaAlertLog writing) {
    try {
      prepared = writing.prepare();
      while (!closed && !prepared) {
        Thread.sleep(PAUSE);
        prepared = writing.prepare();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void close(@Nullable AutoCloseable held) {
    try {
      if (held != null) {
        held.close();
      }
    } catch (Exception e) {
      throw new IllegalStateException("Expected a clean end of a Kafka client", e);
    }
  }
}
