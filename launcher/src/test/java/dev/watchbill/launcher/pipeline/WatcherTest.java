package dev.watchbill.launcher.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.watchbill.escalation.kafka.EscalationService;
import dev.watchbill.escalation.watch.http.Ping;
import dev.watchbill.escalation.watch.kafka.WatcherService;
import dev.watchbill.launcher.broker.EmbeddedBroker;
import dev.watchbill.launcher.kafka.Provisioning;
import dev.watchbill.schemas.Alert;
import dev.watchbill.schemas.DeadLetter;
import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.Organization;
import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.Person;
import dev.watchbill.schemas.Policy;
import dev.watchbill.schemas.PolicyStep;
import dev.watchbill.schemas.RosterCurrent;
import dev.watchbill.schemas.RosterRecord;
import dev.watchbill.schemas.SeverityPolicy;
import dev.watchbill.schemas.Target;
import dev.watchbill.schemas.Topic;
import dev.watchbill.schemas.Topics;
import dev.watchbill.schemas.kafka.Cluster;
import dev.watchbill.schemas.kafka.TopicFollower;
import dev.watchbill.schemas.roster.RosterStage;
import dev.watchbill.schemas.serde.LocalRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The processor is gone, or only says that it works, and whoever watches it says so. */
@Tag("slow")
class WatcherTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final InstantSource CLOCK = InstantSource.system();

  private final List<Page> pages = new CopyOnWriteArrayList<>();

  private final List<String> pings = new CopyOnWriteArrayList<>();

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

  @TempDir Path folder;

  private HttpServer server;
  private URI address;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          pings.add(exchange.getRequestMethod());
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void pagesTheFallbackWhenAcceptedAlertsAreNotWorkedOn() throws Exception {
    var port = Program.freePort();
    var broker = EmbeddedBroker.start(folder.resolve("kafka"), port, Program.freePort());
    var topics = new Topics(Topics.DEFAULT_PREFIX);
    var cluster =
        new Cluster(
            broker.bootstrapServers(), new LocalRegistry(), topics, 6, (short) 1, "test", Map.of());
    Provisioning.of(cluster, true);
    try (var producer = cluster.producer("test", Map.of());
        var follower =
            new TopicFollower<>(cluster, topics.pages, "test", (key, page) -> pages.add(page))) {
      roster(cluster, producer);
      try (var processor = processor(cluster)) {
        processor.start();
        write(cluster, producer, topics.alerts, "checkout", alert("first"));
        await().atMost(PATIENCE).until(() -> paged("checkout-1"));
      }
      try (var watcher = watcher(cluster)) {
        watcher.start();
        await().atMost(PATIENCE).until(() -> !pings.isEmpty());
        assertThat(paged("watchbill-0")).isFalse();

        write(cluster, producer, topics.alerts, "checkout", alert("second"));

        await().atMost(PATIENCE).until(() -> paged("watchbill-0"));
        assertThat(watcher.ready()).isTrue();
      }
      assertThat(follower.caughtUp()).isDone();
      assertThat(pages.getLast())
          .returns("cto", Page::getPerson)
          .satisfies(page ->
              assertThat(page.getText()).contains("1 record of alerts").contains("fallback"));
    } finally {
      broker.close();
    }
  }

  @Test
  void pagesTheFallbackForAnAlertWithoutItsIncidentThoughNothingIsBehind() throws Exception {
    var port = Program.freePort();
    var broker = EmbeddedBroker.start(folder.resolve("kafka"), port, Program.freePort());
    var topics = new Topics(Topics.DEFAULT_PREFIX);
    var cluster =
        new Cluster(
            broker.bootstrapServers(), new LocalRegistry(), topics, 6, (short) 1, "test", Map.of());
    Provisioning.of(cluster, true);
    try (var producer = cluster.producer("test", Map.of());
        var follower =
            new TopicFollower<>(cluster, topics.pages, "test", (key, page) -> pages.add(page))) {
      roster(cluster, producer);
      claimToHaveWorkedOn(
          cluster, write(cluster, producer, topics.alerts, "checkout", alert("lost")));
      try (var watcher = watcher(cluster)) {
        watcher.start();

        await().atMost(PATIENCE).until(() -> paged("watchbill-0"));
        assertThat(pages.getLast().getText())
            .contains("1 alert accepted without an incident, the first, 'lost'")
            .doesNotContain("not worked on");

        var entry =
            IncidentEvent.newBuilder()
                .setIncident("checkout-1")
                .setService("checkout")
                .setIntegration("prometheus")
                .setAlertKey("lost")
                .setAt(CLOCK.instant())
                .build();
        write(cluster, producer, topics.incidentEvents, "checkout", entry);

        await().atMost(PATIENCE).until(() -> troubles() == 0);
      }
      assertThat(follower.caughtUp()).isDone();
    } finally {
      broker.close();
    }
  }

  @Test
  void knowsWhatWasPutAsideBeforeItBegan() throws Exception {
    var port = Program.freePort();
    var broker = EmbeddedBroker.start(folder.resolve("kafka"), port, Program.freePort());
    var topics = new Topics(Topics.DEFAULT_PREFIX);
    var cluster =
        new Cluster(
            broker.bootstrapServers(), new LocalRegistry(), topics, 6, (short) 1, "test", Map.of());
    Provisioning.of(cluster, true);
    try (var producer = cluster.producer("test", Map.of());
        var follower =
            new TopicFollower<>(cluster, topics.pages, "test", (key, page) -> pages.add(page))) {
      roster(cluster, producer);
      var broken = write(cluster, producer, topics.alerts, "checkout", alert("broken"));
      write(cluster, producer, topics.deadLetters, topics.alerts.name(), letter(broken));
      claimToHaveWorkedOn(
          cluster, write(cluster, producer, topics.alerts, "checkout", alert("lost")));
      try (var watcher = watcher(cluster)) {
        watcher.start();

        await().atMost(PATIENCE).until(() -> paged("watchbill-0"));
      }
      assertThat(follower.caughtUp()).isDone();
      assertThat(pages)
          .allSatisfy(page ->
              assertThat(page.getText())
                  .contains("1 alert accepted without an incident, the first, 'lost'"));
    } finally {
      broker.close();
    }
  }

  @Test
  void passesOverWhatTheRegistryKnowsNoSchemaOf() throws Exception {
    var port = Program.freePort();
    var broker = EmbeddedBroker.start(folder.resolve("kafka"), port, Program.freePort());
    var topics = new Topics(Topics.DEFAULT_PREFIX);
    var cluster =
        new Cluster(
            broker.bootstrapServers(), new LocalRegistry(), topics, 6, (short) 1, "test", Map.of());
    Provisioning.of(cluster, true);
    try (var producer = cluster.producer("test", Map.of())) {
      roster(cluster, producer);
      byte[] unknown = {0, 0, 0, 3, (byte) 0xe7, 0};
      producer.send(new ProducerRecord<>(topics.incidents.name(), "checkout-1", unknown)).get();
      try (var watcher = watcher(cluster)) {
        watcher.start();

        await().atMost(PATIENCE).until(() -> !pings.isEmpty());
        assertThat(watcher.ready()).isTrue();
      }
    } finally {
      broker.close();
    }
  }

  private static DeadLetter letter(RecordMetadata of) {
    return DeadLetter.newBuilder()
        .setTopic(of.topic())
        .setPartition(of.partition())
        .setOffset(of.offset())
        .setAt(CLOCK.instant())
        .setReason("broken")
        .build();
  }

  /** A processor that says so, and did nothing. */
  private static void claimToHaveWorkedOn(Cluster cluster, RecordMetadata written)
      throws Exception {
    var partition = new TopicPartition(written.topic(), written.partition());
    try (var admin = cluster.admin()) {
      admin
          .alterConsumerGroupOffsets(
              cluster.topics().prefix() + "escalation",
              Map.of(partition, new OffsetAndMetadata(written.offset() + 1)))
          .all()
          .get();
    }
  }

  private double troubles() {
    return metrics.get("watchbill.watcher.troubles").gauge().value();
  }

  private WatcherService watcher(Cluster cluster) {
    return new WatcherService(
        cluster,
        new Ping(Optional.of(address), Duration.ofMinutes(1)),
        metrics,
        CLOCK,
        Duration.ofSeconds(2),
        Duration.ofMillis(500));
  }

  private EscalationService processor(Cluster cluster) {
    return new EscalationService(
        cluster, folder.resolve("state"), new SimpleMeterRegistry(), CLOCK);
  }

  private boolean paged(String incident) {
    return pages.stream().anyMatch(page -> page.getIncident().getId().equals(incident));
  }

  private static Alert alert(String key) {
    return Alert.newBuilder()
        .setIntegration("prometheus")
        .setKey(key)
        .setGroupKey(key)
        .setService("checkout")
        .setTitle(key)
        .setReceivedAt(CLOCK.instant())
        .build();
  }

  private static void roster(Cluster cluster, KafkaProducer<String, byte[]> producer)
      throws Exception {
    var topic = cluster.topics().roster;
    var step =
        PolicyStep.newBuilder()
            .setTargets(List.of(new Target("person", List.of("cto"))))
            .setPatienceMs(600_000)
            .build();
    var rules = SeverityPolicy.newBuilder().setSteps(List.of(step)).build();
    write(
        cluster,
        producer,
        topic,
        "organization:main",
        record().setOrganization(organization()).build());
    write(
        cluster,
        producer,
        topic,
        "person:cto",
        record().setPerson(Person.newBuilder().setId("cto").setName("cto").build()).build());
    write(
        cluster,
        producer,
        topic,
        "policy:anyone",
        record()
            .setPolicy(
                Policy.newBuilder().setId("anyone").setSeverities(Map.of("error", rules)).build())
            .build());
    write(
        cluster,
        producer,
        topic,
        RosterStage.CURRENT,
        record().setCurrent(new RosterCurrent(CLOCK.instant(), "test")).build());
  }

  private static Organization organization() {
    return Organization.newBuilder().setFallbackPolicy("anyone").build();
  }

  private static RosterRecord.Builder record() {
    return RosterRecord.newBuilder().setVersion("v1");
  }

  private static <T extends SpecificRecord> RecordMetadata write(
      Cluster cluster, KafkaProducer<String, byte[]> producer, Topic<T> topic, String key, T value)
      throws Exception {
    var bytes = cluster.serde(topic).serialize(topic.name(), value);
    return producer.send(new ProducerRecord<>(topic.name(), key, bytes)).get();
  }
}
