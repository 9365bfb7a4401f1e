package dev.watchbill.ingest.http;

import dev.watchbill.ingest.Arrival;
import dev.watchbill.ingest.IntegrationSettings;
import dev.watchbill.ingest.Normaliser;
import dev.watchbill.ingest.Reading;
import dev.watchbill.ingest.alertmanager.AlertsApiFormat;
import dev.watchbill.schemas.Alert;
import dev.watchbill.schemas.Integration;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Requests a second through a real server with a log that only counts: what intake itself costs.
 * Run by hand; client and server share the machine's cores.
 */
final class IntakeThroughput {
  private static final int CLIENTS = 16;
  private static final String ALERT =
      """
      {"labels":{"alertname":"HighLatency","service":"s%d","severity":"page","instance":"10.0.0.1"},
       "annotations":{"summary":"p99 above 2 s","description":"Requests take too long."},
       "startsAt":"2026-01-05T08:59:30.123456789Z","endsAt":"2026-01-05T09:03:30Z",
       "generatorURL":"http://prom:9090/graph?g0.expr=up"}\
      """;

  private IntakeThroughput() {}

  public static void main(String[] args) throws Exception {
    for (var round = 0; round < 3; round++) {
      cost(20_000);
    }
    for (var alerts : new int[] {1, 20}) {
      measure("warm-up", 20_000 / alerts, alerts);
      measure("measured", 60_000 / alerts, alerts);
    }
  }

  /** What reading, normalising and encoding cost one core, without HTTP. */
  private static void cost(int times) throws Exception {
    var body = ("[" + ALERT.formatted(1) + "]").getBytes(StandardCharsets.UTF_8);
    var from = IntegrationSettings.of(Integration.newBuilder().setName("x").build());
    var arrival = new Arrival(Instant.EPOCH, "/", "", Map.of());
    var normaliser = new Normaliser(() -> "id");
    var format = new AlertsApiFormat();
    var thread = ManagementFactory.getThreadMXBean();
    var start = thread.getCurrentThreadCpuTime();
    var bytes = 0L;
    for (var i = 0; i < times; i++) {
      if (format.read(body, Instant.EPOCH) instanceof Reading.Read read) {
        var alert = normaliser.normalise(read.alerts().getFirst(), from, arrival);
        bytes += Alert.getEncoder().encode(alert).remaining();
      }
    }
    var micros = (thread.getCurrentThreadCpuTime() - start) / 1e3 / times;
    System.out.printf("one alert: %.1f µs of one core, %d bytes%n", micros, bytes / times);
  }

  private static void measure(String what, int requests, int alerts) throws Exception {
    var all = IntakeServer.limits(1_000_000_000, 1_000_000_000);
    try (var intake = IntakeServer.start(all);
        var clients = Executors.newFixedThreadPool(CLIENTS)) {
      var start = System.nanoTime();
      var shares = new ArrayList<Callable<Integer>>();
      for (var client = 0; client < CLIENTS; client++) {
        shares.add(() -> post(intake, requests / CLIENTS, alerts));
      }
      for (var share : clients.invokeAll(shares)) {
        var _ = share.get();
      }
      var seconds = (System.nanoTime() - start) / 1e9;
      System.out.printf(
          "%s: %d alerts a request: %.0f requests/s, %.0f alerts/s%n",
          what, alerts, requests / seconds, requests * alerts / seconds);
    }
  }

  private static int post(IntakeServer intake, int requests, int alerts) throws Exception {
    var body =
        IntStream.range(0, alerts)
            .mapToObj(ALERT::formatted)
            .collect(Collectors.joining(",", "[", "]"))
            .getBytes(StandardCharsets.UTF_8);
    for (var i = 0; i < requests; i++) {
      var answer = intake.send(intake.post("/api/v2/alerts?key=key-prometheus-eu", body));
      if (answer.statusCode() != 200) {
        throw new IllegalStateException("Expected 200, but got " + answer.statusCode());
      }
    }
    return requests;
  }
}
