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
import dev.watchbill.schemas.Service;
import dev.watchbill.schemas.SeverityPolicy;
import dev.watchbill.schemas.Target;
import dev.watchbill.schemas.Topics;
import dev.watchbill.schemas.kafka.Cluster;
import dev.watchbill.schemas.roster.RosterStage;
import dev.watchbill.schemas.serde.RestRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.state.Stores;

/**
 * From an alert on its topic to its committed page, new incidents at a steady rate, once with the
 * early commit and once without it; broker and processor in this process.
 */
public final class LatencyBench {
  private static final int SERVICES = 3_000;
  private static final Duration WARM_UP = Duration.ofSeconds(20);
  private static final Duration MEASURED = Duration.ofSeconds(30);

  private LatencyBench() {}

  /**
   * Runs it.
   *
   * @param arguments new incidents a second; none: 500
   */
  public static void main(String[] arguments) throws Exception {
    var rate = arguments.length == 0 ? 500 : Integer.parseInt(arguments[0]);
    System.out.println("early commit  rate/s  pages  p50 ms  p95 ms  p99 ms  max ms");
    for (var early : List.of(true, false)) {
      var times = run(rate, early);
      System.out.println(
          String.format(
              Locale.ROOT,
              "%12s %7d %6d %7.1f %7.1f %7.1f %7.1f",
              early ? "yes" : "no",
              rate,
              times.count(),
              times.at(0.5) / 1_000,
              times.at(0.95) / 1_000,
              times.at(0.99) / 1_000,
              times.at(1) / 1_000));
    }
    // Kafka's own threads may outlive what was closed.
    System.exit(0);
  }

  private static Samples run(int rate, boolean early) throws Exception {
    var folder = Files.createTempDirectory("watchbill-latency");
    try (var broker = EmbeddedBroker.start(folder.resolve("kafka"), free(), free());
        var registry = EmbeddedRegistry.start(broker.bootstrapServers(), 0)) {
      var cluster =
          new Cluster(
              broker.bootstrapServers(),
              new RestRegistry(registry.address()),
              new Topics(Topics.DEFAULT_PREFIX),
              6,
              (short) 1,
              "bench",
              Map.of());
      Provisioning.of(cluster, true);
      roster(cluster);
      var footing =
          new Footing(
              Duration.ofMillis(50),
              Stores::persistentKeyValueStore,
              true,
              early,
              System::nanoTime);
      try (var service =
          new EscalationService(
              cluster,
              folder.resolve("state"),
              new SimpleMeterRegistry(),
              InstantSource.system(),
              0,
              footing)) {
        service.start();
        while (!(service.ready() && service.hasRoster())) {
          TimeUnit.MILLISECONDS.sleep(100);
        }
        return measure(cluster, rate);
      }
    }
  }

  private static int free() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static Samples measure(Cluster cluster, int rate) throws InterruptedException {
    var all = (int) (rate * WARM_UP.plus(MEASURED).toSeconds());
    var warm = (int) (rate * WARM_UP.toSeconds());
    var sent = new AtomicLongArray(all);
    var took = new AtomicLongArray(all);
    var heard = new AtomicInteger();
    var done = new AtomicBoolean();
    var reader = Thread.ofPlatform().start(() -> read(cluster, sent, took, heard, done));
    send(cluster, rate, sent);
    var patience = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (heard.get() < all && System.nanoTime() < patience) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
    done.set(true);
    reader.join();
    var micros = new java.util.ArrayList<Double>();
    for (var i = warm; i < all; i++) {
      if (took.get(i) > 0) {
        micros.add(took.get(i) / 1_000.0);
      }
    }
    return Samples.of(micros);
  }

  private static void send(Cluster cluster, int rate, AtomicLongArray sent)
      throws InterruptedException {
    var topic = cluster.topics().alerts;
    var serde = cluster.serde(topic);
    try (var producer = cluster.producer("bench-alerts", Map.of("linger.ms", 0))) {
      var begun = System.nanoTime();
      for (var i = 0; i < sent.length(); i++) {
        var due = begun + i * 1_000_000_000L / rate;
        var wait = due - System.nanoTime();
        if (wait > 0) {
          TimeUnit.NANOSECONDS.sleep(wait);
        }
        var alert = alert(i);
        sent.set(i, System.nanoTime());
        var _ =
            producer.send(
                new ProducerRecord<>(
                    topic.name(), alert.getService(), serde.serialize(topic.name(), alert)));
      }
      producer.flush();
    }
  }

  private static Alert alert(int number) {
    return Alert.newBuilder()
        .setId("alert-" + number)
        .setIntegration("bench")
        .setKey("key-" + number)
        .setGroupKey("key-" + number)
        .setService("service-" + number % SERVICES)
        .setTitle(Integer.toString(number))
        .setReceivedAt(Instant.EPOCH)
        .build();
  }

  private static void read(
      Cluster cluster,
      AtomicLongArray sent,
      AtomicLongArray took,
      AtomicInteger heard,
      AtomicBoolean done) {
    var topic = cluster.topics().pages;
    var serde = cluster.serde(topic);
    try (var consumer = cluster.consumer("bench-pages", Map.of("group.id", "bench-pages"))) {
      consumer.subscribe(List.of(topic.name()));
      while (!done.get()) {
        for (var record : consumer.poll(Duration.ofMillis(20))) {
          var page = serde.deserialize(topic.name(), record.value());
          if (page.getKind().equals("page")) {
            var number = Integer.parseInt(page.getIncident().getTitle());
            if (took.compareAndSet(number, 0, System.nanoTime() - sent.get(number))) {
              heard.incrementAndGet();
            }
          }
        }
      }
    }
  }

  /** Each service pages somebody of its own, or limits would eat the pages. */
  private static void roster(Cluster cluster) {
    var topic = cluster.topics().roster;
    var serde = cluster.serde(topic);
    try (var producer = cluster.producer("bench-roster", Map.of())) {
      for (var i = 0; i < SERVICES; i++) {
        var id = Integer.toString(i);
        var person = Person.newBuilder().setId("person-" + id).setName(id).build();
        var service = Service.newBuilder().setId("service-" + id).setPolicy("policy-" + id).build();
        for (var record :
            Map.of(
                    "person:person-" + id, record().setPerson(person),
                    "service:service-" + id, record().setService(service),
                    "policy:policy-" + id, record().setPolicy(policy(id)))
                .entrySet()) {
          var _ =
              producer.send(
                  new ProducerRecord<>(
                      topic.name(),
                      record.getKey(),
                      serde.serialize(topic.name(), record.getValue().build())));
        }
      }
      var organization = Organization.newBuilder().setStormThreshold(1_000_000).build();
      var _ =
          producer.send(
              new ProducerRecord<>(
                  topic.name(),
                  "organization:org",
                  serde.serialize(topic.name(), record().setOrganization(organization).build())));
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

  private static Policy policy(String id) {
    var step =
        PolicyStep.newBuilder()
            .setPatienceMs(Duration.ofHours(1).toMillis())
            .setTargets(List.of(new Target("person", List.of("person-" + id))))
            .build();
    var rules = SeverityPolicy.newBuilder().setSteps(List.of(step)).build();
    return Policy.newBuilder().setId("policy-" + id).setSeverities(Map.of("error", rules)).build();
  }
}
