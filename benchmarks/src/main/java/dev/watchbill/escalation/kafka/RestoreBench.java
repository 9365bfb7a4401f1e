package dev.watchbill.escalation.kafka;

import dev.watchbill.launcher.broker.EmbeddedBroker;
import dev.watchbill.launcher.kafka.Provisioning;
import dev.watchbill.launcher.registry.EmbeddedRegistry;
import dev.watchbill.schemas.Alert;
import dev.watchbill.schemas.Organization;
import dev.watchbill.schemas.Person;
import dev.watchbill.schemas.Policy;
import dev.watchbill.schemas.PolicyStep;
import dev.watchbill.schemas.RosterCurrent;
import dev.watchbill.schemas.RosterRecord;
import dev.watchbill.schemas.SeverityPolicy;
import dev.watchbill.schemas.Target;
import dev.watchbill.schemas.Topics;
import dev.watchbill.schemas.kafka.Cluster;
import dev.watchbill.schemas.roster.RosterStage;
import dev.watchbill.schemas.serde.RestRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;

/**
 * How long a processor takes that was killed: exactly-once wipes its stores, and restores them from
 * their changelogs. Those are filled with copies of one incident; then a processor starts without
 * any store, and is asked for a page at once. Broker and processor in this process.
 */
public final class RestoreBench {
  private static final int PARTITIONS = 6;

  private final Cluster cluster;
  private final Serialization serialization;
  private final Path folder;

  private RestoreBench(Cluster cluster, Path folder) {
    this.cluster = cluster;
    this.folder = folder;
    serialization = new Serialization(cluster.topics(), cluster.registry());
  }

  /**
   * Runs it.
   *
   * @param arguments how many incidents are open; none: 100,000
   */
  public static void main(String[] arguments) throws Exception {
    var open = arguments.length == 0 ? 100_000 : Integer.parseInt(arguments[0]);
    var folder = Files.createTempDirectory("watchbill-restore");
    try (var broker = EmbeddedBroker.start(folder.resolve("kafka"), free(), free());
        var registry = EmbeddedRegistry.start(broker.bootstrapServers(), 0)) {
      var cluster =
          new Cluster(
              broker.bootstrapServers(),
              new RestRegistry(registry.address()),
              new Topics(Topics.DEFAULT_PREFIX),
              PARTITIONS,
              (short) 1,
              "bench",
              Map.of());
      Provisioning.of(cluster, true);
      new RestoreBench(cluster, folder).run(open);
    } finally {
      remove(folder);
    }
    // Kafka's own threads may outlive what was closed.
    System.exit(0);
  }

  private static int free() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private void run(int open) throws Exception {
    roster();
    try (var _ = start("first")) {
      alert("first");
      page("first");
    }
    fill(copies(), open);
    System.err.printf(Locale.ROOT, "%,d open incidents stand on the changelogs%n", open);
    alert("second");
    var begun = System.nanoTime();
    try (var _ = start("second")) {
      var running = seconds(begun);
      page("second");
      System.out.printf(
          Locale.ROOT,
          "%,d open: stores restored and working after %.1f s, the next page out after %.1f s%n",
          open,
          running,
          seconds(begun));
    }
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  private EscalationService start(String state) throws InterruptedException {
    var service =
        new EscalationService(
            cluster, folder.resolve(state), new SimpleMeterRegistry(), InstantSource.system());
    service.start();
    while (!(service.ready() && service.hasRoster())) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    return service;
  }

  /** What the changelogs say of the incident that was opened, to be copied. */
  private Copies copies() {
    return new Copies(
        serialization,
        serialization.fromStore(
            TaskStores.INCIDENTS,
            serialization.incidentState,
            last(changelog(TaskStores.INCIDENTS))),
        serialization.incidents.deserialize(
            serialization.topics.incidents.name(), last(changelog(TaskStores.PUBLISHED))),
        serialization.fromStore(
            TaskStores.ALERTS, serialization.alertState, last(changelog(TaskStores.ALERTS))));
  }

  private String changelog(String store) {
    return serialization.application() + "-" + store + "-changelog";
  }

  private byte[] last(String topic) {
    var value = new byte[0];
    try (var consumer = cluster.consumer("bench-" + topic, Map.of())) {
      var partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var until = System.nanoTime() + Duration.ofSeconds(10).toNanos();
      while (value.length == 0 && System.nanoTime() < until) {
        for (var record : consumer.poll(Duration.ofMillis(200))) {
          value = record.value() == null ? value : record.value();
        }
      }
    }
    return value;
  }

  private void fill(Copies copies, int open) {
    var due = InstantSource.system().instant().plus(Duration.ofDays(1));
    try (var producer = cluster.producer("bench-changelogs", Map.of("linger.ms", 20))) {
      for (var i = 1; i <= open; i++) {
        var partition = partition(Copies.service(i));
        copies.copy(
            i,
            due.plusMillis(i),
            (store, key, value) -> keep(producer, changelog(store), partition, key.get(), value));
      }
      producer.flush();
    }
  }

  /** Keys of changelogs aren't text, and this producer's are: any text of one byte a character. */
  private static void keep(
      Producer<String, byte[]> producer, String topic, int partition, byte[] key, byte[] value) {
    var _ =
        producer.send(
            new ProducerRecord<>(
                topic, partition, new String(key, StandardCharsets.ISO_8859_1), value));
  }

  /** As Kafka does it for a service's records. */
  private static int partition(String service) {
    return Utils.toPositive(Utils.murmur2(service.getBytes(StandardCharsets.UTF_8))) % PARTITIONS;
  }

  private void alert(String title) {
    var topic = cluster.topics().alerts;
    var alert =
        Alert.newBuilder()
            .setId(title)
            .setIntegration("bench")
            .setKey(title)
            .setGroupKey(title)
            .setService("service-0")
            .setTitle(title)
            .setReceivedAt(InstantSource.system().instant())
            .build();
    try (var producer = cluster.producer("bench-alerts", Map.of())) {
      var _ =
          producer.send(
              new ProducerRecord<>(
                  topic.name(),
                  alert.getService(),
                  cluster.serde(topic).serialize(topic.name(), alert)));
      producer.flush();
    }
  }

  /** Returns once there is a page of that title. */
  private void page(String title) {
    var topic = cluster.topics().pages;
    var serde = cluster.serde(topic);
    try (var consumer =
        cluster.consumer("bench-pages", Map.of("group.id", "bench-pages-" + title))) {
      consumer.subscribe(List.of(topic.name()));
      while (true) {
        for (var record : consumer.poll(Duration.ofMillis(20))) {
          if (serde
              .deserialize(topic.name(), record.value())
              .getIncident()
              .getTitle()
              .equals(title)) {
            return;
          }
        }
      }
    }
  }

  private void roster() {
    var topic = cluster.topics().roster;
    var serde = cluster.serde(topic);
    var step =
        PolicyStep.newBuilder()
            .setPatienceMs(Duration.ofDays(2).toMillis())
            .setTargets(List.of(new Target("person", List.of("ann"))))
            .build();
    var rules = SeverityPolicy.newBuilder().setSteps(List.of(step)).build();
    var policy = Policy.newBuilder().setId("anyone").setSeverities(Map.of("error", rules)).build();
    var organization =
        Organization.newBuilder().setFallbackPolicy("anyone").setStormThreshold(1_000_000).build();
    var person = Person.newBuilder().setId("ann").setName("Ann").build();
    try (var producer = cluster.producer("bench-roster", Map.of())) {
      var records =
          Map.of(
              "organization:org", record().setOrganization(organization),
              "person:ann", record().setPerson(person),
              "policy:anyone", record().setPolicy(policy));
      records.forEach((key, record) -> {
        var _ =
            producer.send(
                new ProducerRecord<>(
                    topic.name(), key, serde.serialize(topic.name(), record.build())));
      });
      producer.flush();
      var current = record().setCurrent(new RosterCurrent(Instant.EPOCH, "bench")).build();
      var _ =
          producer.send(
              new ProducerRecord<>(
                  topic.name(), RosterStage.CURRENT, serde.serialize(topic.name(), current)));
      producer.flush();
    }
  }

  private static RosterRecord.Builder record() {
    return RosterRecord.newBuilder().setVersion("bench");
  }

  private static void remove(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
