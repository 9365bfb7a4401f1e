package dev.watchbill.ingest.kafka;

import dev.watchbill.ingest.IntegrationSettings;
import dev.watchbill.ingest.batch.BatchIntake;
import dev.watchbill.ingest.formats.Formats;
import dev.watchbill.schemas.Integration;
import dev.watchbill.schemas.config.Environment;
import dev.watchbill.schemas.kafka.Cluster;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the topics that the roster in force names as integrations, each by a thread. */
public final class TopicSources implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TopicSources.class);
  private static final String TYPE = "kafka";
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Cluster cluster;
  private final Environment environment;
  private final Supplier<RosterSnapshot> roster;
  private final Formats formats;
  private final BatchIntake intake;
  private final InstantSource clock;
  private final Map<String, Reading> reading = new HashMap<>();
  private @Nullable Thread thread;

  private record Reading(Integration integration, TopicSource source) {}

  /**
   * @param environment of what lets a client into another cluster
   */
  public TopicSources(
      Cluster cluster,
      Environment environment,
      Supplier<RosterSnapshot> roster,
      Formats formats,
      BatchIntake intake,
      InstantSource clock) {
    this.cluster = cluster;
    this.environment = environment;
    this.roster = roster;
    this.formats = formats;
    this.intake = intake;
    this.clock = clock;
  }

  /** Starts to follow the roster; returns at once. */
  public synchronized void start() {
    thread = Thread.ofPlatform().daemon().name("ingest-topics").start(this::follow);
  }

  private void follow() {
    var version = "";
    try {
      while (true) {
        var now = roster.get();
        if (now.isThere() && !now.version().equals(version)) {
          reconcile(now);
          version = now.version();
        }
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException e) {
      // Closed.
    }
  }

  private synchronized void reconcile(RosterSnapshot now) {
    var gone = new HashMap<>(reading);
    for (var integration : now.integrations().values()) {
      var held = reading.get(integration.getName());
      if (held != null && held.integration().equals(integration)) {
        gone.remove(integration.getName());
      }
    }
    gone.forEach((name, held) -> {
      held.source().close();
      reading.remove(name);
    });
    now.integrations().values().stream()
        .filter(it -> it.getType().equals(TYPE) && !reading.containsKey(it.getName()))
        .forEach(this::begin);
  }

  private void begin(Integration integration) {
    var name = Optional.ofNullable(integration.getFormat()).orElse("json");
    var format = formats.of(name);
    var topic = integration.getTopic();
    if (format.isEmpty() || topic == null) {
      LOG.atWarn()
          .addKeyValue("integration", integration.getName())
          .addKeyValue("format", name)
          .log("expected a topic in a format that is known; it is not read");
      return;
    }
    var source =
        new TopicSource(
            topic,
            format.get(),
            () -> settings(integration),
            () -> consumer(integration),
            intake,
            clock);
    reading.put(integration.getName(), new Reading(integration, source));
  }

  private IntegrationSettings settings(Integration integration) {
    return IntegrationSettings.of(integration, roster.get().integrations().values().stream());
  }

  private Consumer<byte[], byte[]> consumer(Integration integration) {
    var settings =
        integration.getBootstrapServers() == null
            ? cluster.clientProperties()
            : new HashMap<String, Object>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, integration.getBootstrapServers()));
    settings.putAll(letIn(integration));
    settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "watchbill-source-" + integration.getName());
    settings.putAll(
        cluster.membership(cluster.topics().alerts.name() + ".source." + integration.getName()));
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    // Only where what was committed is gone: what is left of it.
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    // A topic that isn't there yet is noticed soon.
    settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 10_000);
    // The bytes of a fetch are counted as compressed: few large records are in memory at a time.
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 50);
    settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 2 * BatchIntake.LARGEST);
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * What a client of another cluster needs to be let in, and nothing else of a client's settings.
   */
  private Map<String, String> letIn(Integration integration) {
    var reference = integration.getClientProperties();
    if (reference == null) {
      return Map.of();
    }
    var text =
        environment
            .resolve(reference)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "Expected %s to be there, but it isn't".formatted(reference)));
    var all = new Properties();
    try {
      all.load(new StringReader(text));
    } catch (IOException e) {
      throw new UncheckedIOException("Reading from memory can't fail", e);
    }
    var some = new HashMap<String, String>();
    for (var name : all.stringPropertyNames()) {
      if (name.matches("(security|sasl|ssl)\\..*")) {
        some.put(name, all.getProperty(name));
      }
    }
    return some;
  }

  @Override
  public void close() {
    Thread following;
    synchronized (this) {
      following = thread;
    }
    if (following != null) {
      following.interrupt();
    }
    synchronized (this) {
      reading.values().forEach(held -> held.source().close());
      reading.clear();
    }
  }
}
