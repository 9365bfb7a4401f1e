package dev.watchbill.pipeline;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.watchbill.testkit.cluster.PagerStandIn;
import dev.watchbill.testkit.cluster.ServedProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * The whole pipeline in one {@code up}, from HTTP to a push server: how long a new incident takes
 * to leave for its provider at a steady rate, how many alerts go through at full throttle, and
 * beside it the bare Kafka Streams pass-through of the same machine. Sender, provider and broker
 * share that machine with it.
 */
public final class PipelineBench {
  private static final int SECONDS = 30;
  private static final int ALERTS_A_SECOND = 6_000;
  private static final int ALERTS_AN_INCIDENT = 20;
  private static final int BATCH = 100;
  private static final Pattern NAME = Pattern.compile("(cold|warm|throttle)-\\d+");

  private final Senders senders;
  private final PagerStandIn pager;
  private final Admin admin;
  private final int alerts;

  private PipelineBench(Senders senders, PagerStandIn pager, Admin admin, int seconds) {
    alerts = ALERTS_A_SECOND * seconds;
    this.senders = senders;
    this.pager = pager;
    this.admin = admin;
  }

  /**
   * Runs it.
   *
   * @param arguments new incidents a second; none: 500. And for how many seconds they are measured,
   *     after twice as many to warm up; none: 30, and fewer make the rest as much smaller
   */
  public static void main(String[] arguments) throws Exception {
    var rate = arguments.length == 0 ? 500 : Integer.parseInt(arguments[0]);
    var seconds = arguments.length < 2 ? SECONDS : Integer.parseInt(arguments[1]);
    var folder = Files.createTempDirectory("watchbill-pipeline");
    var bare =
        PassThrough.run(
            Files.createDirectories(folder.resolve("bare")),
            2 * ALERTS_A_SECOND * seconds,
            Company.SERVICES);
    System.out.printf("bare pass-through of one store: %.0f records/s%n", bare);
    var recording = folder.resolve("up.jfr");
    double through;
    try (var pager = PagerStandIn.start(NAME, Duration.ZERO);
        var http = HttpClient.newHttpClient();
        var up = start(folder, pager, http)) {
      up.awaitReady();
      var endpoints =
          new ObjectMapper().readTree(Files.readString(folder.resolve("data/endpoints.json")));
      var senders = new Senders(URI.create(endpoints.path("http").asText()));
      try (var admin =
          Admin.create(Map.of("bootstrap.servers", endpoints.path("kafka").asText()))) {
        var bench = new PipelineBench(senders, pager, admin, seconds);
        bench.steady("cold", rate, 2 * seconds, "cold, ");
        try (var _ = Recording.of(up.pid(), recording)) {
          through = bench.throttle();
        }
        System.out.printf(
            "full throttle: %.0f alerts/s through the pipeline, %.0f %% of the bare pass-through%n",
            through, 100 * through / bare);
        bench.steady("warm", rate, seconds, "warm, ");
      }
      up.stop();
    }
    report(recording, folder);
    System.exit(0);
  }

  private static ServedProcess start(Path folder, PagerStandIn pager, HttpClient http)
      throws Exception {
    Company.write(folder.resolve("roster"));
    var variables = new HashMap<>(pager.variables());
    for (var sender = 0; sender < Company.SENDERS; sender++) {
      variables.put("BENCH_KEY_" + sender, Company.KEY + sender);
    }
    return ServedProcess.start(
        folder.resolve("up.log"),
        variables,
        http,
        List.of("-XX:+UseParallelGC", "-XX:MaxRAMPercentage=25"),
        List.of(
            "up",
            "--port=0",
            "--roster=" + folder.resolve("roster"),
            "--data=" + folder.resolve("data")));
  }

  /** New incidents at a steady rate, each from when it was to be sent, whoever was late. */
  private void steady(String prefix, int rate, int seconds, String what)
      throws InterruptedException {
    var all = rate * seconds;
    var due = new AtomicLongArray(all);
    var answered = new AtomicLongArray(all);
    senders.steadily(rate, prefix, due, answered);
    awaitPages(prefix, all);
    var fromAnswer = new Histogram(TimeUnit.MINUTES.toMicros(5), 3);
    var fromDue = new Histogram(TimeUnit.MINUTES.toMicros(5), 3);
    var refused = 0;
    var unpaged = 0;
    for (var i = 0; i < all; i++) {
      var came = pager.arrivals().get(page(prefix, i));
      if (answered.get(i) == 0) {
        refused++;
        continue;
      }
      if (came == null) {
        unpaged++;
        continue;
      }
      // A page may leave before its sender has read the answer.
      fromAnswer.recordValue(Math.max(0, (came.getFirst() - answered.get(i)) / 1_000));
      fromDue.recordValue((came.getFirst() - due.get(i)) / 1_000);
    }
    System.out.printf(
        "%s%d new incidents/s for %d s, %d not taken, %d taken without a page%n",
        what, rate, seconds, refused, unpaged);
    print("2xx to provider request", fromAnswer);
    print("planned sending to provider request", fromDue);
  }

  private static void print(String what, Histogram times) {
    System.out.printf(
        "  %-36s p50 %7.1f ms  p95 %7.1f ms  p99 %7.1f ms  max %7.1f ms%n",
        what,
        times.getValueAtPercentile(50) / 1e3,
        times.getValueAtPercentile(95) / 1e3,
        times.getValueAtPercentile(99) / 1e3,
        times.getMaxValue() / 1e3);
  }

  private static PagerStandIn.Page page(String prefix, int number) {
    return new PagerStandIn.Page("person-" + number % Company.SERVICES, prefix + "-" + number);
  }

  private void awaitPages(String prefix, int all) throws InterruptedException {
    var until = System.nanoTime() + Duration.ofSeconds(90).toNanos();
    for (var i = 0; i < all && System.nanoTime() < until; ) {
      if (pager.arrivals().containsKey(page(prefix, i))) {
        i++;
      } else {
        TimeUnit.MILLISECONDS.sleep(20);
      }
    }
  }

  /** Alerts a second, until the last is decided and every page of it has left. */
  private double throttle() throws Exception {
    var begun = System.nanoTime();
    var refused = senders.atOnce("throttle", alerts, alerts / ALERTS_AN_INCIDENT, BATCH);
    var taken = System.nanoTime() - begun;
    while (behind() > 0) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    var decided = System.nanoTime() - begun;
    awaitPages("throttle", alerts / ALERTS_AN_INCIDENT);
    var paged = System.nanoTime() - begun;
    System.out.printf(
        "full throttle: %d requests of %d alerts, one in %d a new incident, taken in %.1f s (%d"
            + " sent again), decided after %.1f s, all pages out after %.1f s%n",
        alerts / BATCH,
        BATCH,
        ALERTS_AN_INCIDENT,
        taken / 1e9,
        refused,
        decided / 1e9,
        paged / 1e9);
    return alerts * 1e9 / Math.max(decided, paged);
  }

  private long behind() throws Exception {
    var committed =
        admin
            .listConsumerGroupOffsets("watchbill.escalation")
            .partitionsToOffsetAndMetadata()
            .get();
    var asked = new HashMap<TopicPartition, OffsetSpec>();
    committed.keySet().stream()
        .filter(one -> one.topic().equals("watchbill.alerts"))
        .forEach(one -> asked.put(one, OffsetSpec.latest()));
    var behind = 0L;
    for (var end : admin.listOffsets(asked).all().get().entrySet()) {
      var at = committed.get(end.getKey());
      behind += end.getValue().offset() - (at == null ? 0 : at.offset());
    }
    return behind;
  }

  private static void report(Path recording, Path folder) throws Exception {
    var text = Profile.of(recording).text();
    var file = folder.resolve("profile.txt");
    Files.writeString(file, text);
    System.out.println("\nwhere the time of full throttle went (" + file + ")\n" + text);
  }
}
