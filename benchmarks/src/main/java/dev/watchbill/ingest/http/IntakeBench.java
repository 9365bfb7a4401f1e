package dev.watchbill.ingest.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What an alert costs intake, beside an echo on the same server and the intake of a real
 * Alertmanager where there is one: the same requests, one after another in one run, in processor
 * time of the process that is asked.
 */
public final class IntakeBench {
  private static final int CLIENTS = 8;
  private static final String PROGRAM = "prometheus-alertmanager";

  private final List<Row> rows = new ArrayList<>();

  private record Row(String what, int alerts, double perSecond, double micros) {}

  private record Asked(String what, Process process, String address) implements AutoCloseable {
    @Override
    public void close() {
      process.destroy();
      process.onExit().join();
    }

    Duration used() {
      return process.info().totalCpuDuration().orElseThrow();
    }
  }

  private IntakeBench() {}

  /**
   * Prints a table.
   *
   * @param args how many alerts are measured each time; 100,000 unless given
   */
  public static void main(String[] args) throws Exception {
    var alerts = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
    var bench = new IntakeBench();
    for (var each : new int[] {1, 20}) {
      bench.measure(ours("echo"), alerts, each);
      bench.measure(ours("intake"), alerts, each);
      var real = alertmanager();
      if (real.isPresent()) {
        bench.measure(real.get(), alerts, each);
      } else {
        System.err.println("No " + PROGRAM + " here: left out");
      }
    }
    bench.print();
  }

  private static Asked ours(String what) throws IOException {
    var process =
        new ProcessBuilder(
                Path.of(property("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                property("java.class.path"),
                IntakeServers.class.getName(),
                what)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    var port = out.readLine();
    return new Asked(
        what,
        process,
        "http://127.0.0.1:%s/api/v2/alerts?key=%s".formatted(port, IntakeServers.KEY));
  }

  private static String property(String name) {
    return Objects.requireNonNull(System.getProperty(name), name);
  }

  private static Optional<Asked> alertmanager() throws IOException, InterruptedException {
    var found =
        Stream.of(Objects.requireNonNullElse(System.getenv("PATH"), "").split(":", -1))
            .map(folder -> Path.of(folder, PROGRAM))
            .filter(Files::isExecutable)
            .findFirst();
    if (found.isEmpty()) {
      return Optional.empty();
    }
    var folder = Files.createTempDirectory("alertmanager");
    var config = folder.resolve("alertmanager.yml");
    Files.writeString(config, "route: {receiver: none}\nreceivers: [{name: none}]\n");
    var port = freePort();
    var process =
        new ProcessBuilder(
                found.get().toString(),
                "--config.file=" + config,
                "--storage.path=" + folder.resolve("data"),
                "--cluster.listen-address=",
                "--log.level=error",
                "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return Optional.of(
        new Asked("Alertmanager", process, "http://127.0.0.1:%d/api/v2/alerts".formatted(port)));
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void measure(Asked asked, int alerts, int each) throws Exception {
    try (asked) {
      awaitAnswer(asked, each);
      post(asked, alerts / 2, each);
      var before = asked.used();
      var start = System.nanoTime();
      post(asked, alerts, each);
      var seconds = (System.nanoTime() - start) / 1e9;
      var used = asked.used().minus(before);
      rows.add(new Row(asked.what(), each, alerts / seconds, used.toNanos() / 1e3 / alerts));
    }
  }

  private static void awaitAnswer(Asked asked, int each) throws Exception {
    var until = Instant.now().plusSeconds(60);
    while (true) {
      try {
        post(asked, CLIENTS, each);
        return;
      } catch (java.util.concurrent.ExecutionException e) {
        if (Instant.now().isAfter(until)) {
          throw e;
        }
        Thread.sleep(200);
      }
    }
  }

  private static void post(Asked asked, int alerts, int each) throws Exception {
    try (var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        var clients = Executors.newFixedThreadPool(CLIENTS)) {
      var shares = new ArrayList<Callable<Integer>>();
      var requests = Math.max(1, alerts / each / CLIENTS);
      for (var client = 0; client < CLIENTS; client++) {
        var number = client;
        shares.add(() -> post(http, asked, requests, each, number));
      }
      for (var share : clients.invokeAll(shares)) {
        var _ = share.get();
      }
    }
  }

  private static int post(HttpClient http, Asked asked, int requests, int each, int client)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(asked.address()))
            .header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(30))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body(each, client)))
            .build();
    for (var i = 0; i < requests; i++) {
      var answer = send(http, request);
      if (answer.statusCode() != 200) {
        throw new IOException("Expected 200, but got " + answer.statusCode());
      }
    }
    return requests;
  }

  /**
   * Java's client sometimes takes an answer for one that nobody asked for; then it is asked anew.
   */
  private static HttpResponse<Void> send(HttpClient http, HttpRequest request)
      throws IOException, InterruptedException {
    for (var tries = 1; ; tries++) {
      try {
        return http.send(request, HttpResponse.BodyHandlers.discarding());
      } catch (IOException e) {
        if (tries == 3) {
          throw e;
        }
      }
    }
  }

  /** As Prometheus sends them: firing, and again and again. */
  private static byte[] body(int each, int client) {
    var now = Instant.now();
    return IntStream.range(0, each)
        .mapToObj(number ->
            """
            {"labels":{"alertname":"HighLatency","service":"s%d","severity":"page","instance":"10.0.0.%d"},\
            "annotations":{"summary":"p99 above 2 s","description":"Requests take too long."},\
            "startsAt":"%s","endsAt":"%s","generatorURL":"http://prom:9090/graph?g0.expr=up"}\
            """
                .formatted(number, client, now.minusSeconds(30), now.plusSeconds(240)))
        .collect(Collectors.joining(",", "[", "]"))
        .getBytes(StandardCharsets.UTF_8);
  }

  private void print() {
    System.out.println(
        "| alerts a request | asked | alerts/s | µs CPU an alert | beside the echo |");
    System.out.println("|---|---|---|---|---|");
    for (var row : rows) {
      var echo =
          rows.stream()
              .filter(other -> other.what().equals("echo") && other.alerts() == row.alerts())
              .findFirst()
              .orElseThrow();
      System.out.printf(
          Locale.ROOT,
          "| %d | %s | %,.0f | %.1f | %.1f |%n",
          row.alerts(),
          row.what(),
          row.perSecond(),
          row.micros(),
          row.micros() / echo.micros());
    }
  }
}
