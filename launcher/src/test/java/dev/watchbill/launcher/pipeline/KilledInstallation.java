package dev.watchbill.launcher.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.watchbill.launcher.up.Endpoints;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** One {@code up} in a process of its own, so that it can be killed. */
final class KilledInstallation implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final InstantSource CLOCK = InstantSource.system();

  private final Path data;
  private final Program program;
  private final Endpoints endpoints;
  private final Duration start;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private KilledInstallation(Path data, Program program, Endpoints endpoints, Duration start) {
    this.data = data;
    this.program = program;
    this.endpoints = endpoints;
    this.start = start;
  }

  /** Starts the process; returns before it listens. */
  static Program launch(Path roster, Path data, Map<String, String> variables) throws IOException {
    Files.deleteIfExists(data.resolve("endpoints.json"));
    return Program.start(
        Files.createDirectories(data).resolve("up.log"),
        variables,
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx512m",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.watchbill.launcher.Main",
            "up",
            "--port=0",
            "--roster=" + roster,
            "--data=" + data));
  }

  /** Starts, and waits until all of it is ready. */
  static KilledInstallation start(Path roster, Path data, Map<String, String> variables)
      throws Exception {
    var begin = CLOCK.instant();
    var program = launch(roster, data, variables);
    try {
      var endpoints = listening(program, data, begin);
      var up = new KilledInstallation(data, program, endpoints, Duration.ZERO);
      up.awaitReady(begin);
      return new KilledInstallation(
          data, program, endpoints, Duration.between(begin, CLOCK.instant()));
    } catch (IOException | IllegalStateException e) {
      program.close();
      throw e;
    }
  }

  /** How long it took until it was ready. */
  Duration startTook() {
    return start;
  }

  Endpoints endpoints() {
    return endpoints;
  }

  /**
   * Posts to intake, as Prometheus does.
   *
   * @return the status; 0: no answer
   */
  int post(String key, String body) throws InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(endpoints.http() + "/api/v2/alerts"))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + key)
            .timeout(Duration.ofSeconds(10))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      return 0;
    }
  }

  /** What the API answers to the administrator. */
  JsonNode get(String path) throws IOException, InterruptedException {
    var request = asAdministrator(path).build();
    return JSON.readTree(http.send(request, BodyHandlers.ofString()).body());
  }

  /** Acts on an incident, as the administrator. */
  int act(String incident, String action) throws IOException, InterruptedException {
    var path = "/api/v1/incidents/%s/%s".formatted(incident, action);
    var request =
        asAdministrator(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build();
    return http.send(request, BodyHandlers.discarding()).statusCode();
  }

  private HttpRequest.Builder asAdministrator(String path) throws IOException {
    var token = Files.readString(data.resolve("admin.token")).strip();
    return HttpRequest.newBuilder(URI.create(endpoints.http() + path))
        .header("Authorization", "Bearer " + token)
        .timeout(Duration.ofSeconds(10));
  }

  void kill() throws InterruptedException {
    program.kill();
  }

  int stop() throws InterruptedException {
    return program.stop();
  }

  @Override
  public void close() {
    program.close();
    http.close();
  }

  private static Endpoints listening(Program program, Path data, Instant begin)
      throws IOException, InterruptedException {
    while (true) {
      var there = Endpoints.of(data);
      if (there.isPresent()) {
        return there.get();
      }
      expectRunning(program, begin);
    }
  }

  private void awaitReady(Instant begin) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create(endpoints.http() + "/health/ready")).build();
    while (status(request) != 200) {
      expectRunning(program, begin);
    }
  }

  private int status(HttpRequest request) throws InterruptedException {
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      return 0;
    }
  }

  private static void expectRunning(Program program, Instant begin)
      throws IOException, InterruptedException {
    if (!program.isRunning() || CLOCK.instant().isAfter(begin.plus(PATIENCE))) {
      throw new IllegalStateException("Expected it to be ready in time, but\n" + program.said());
    }
    Thread.sleep(20);
  }
}
