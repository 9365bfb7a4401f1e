package dev.watchbill.testkit.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A cluster on one machine, each part a process: broker, registry, rotation, intake and console in
 * one, and beside it two escalation processors and two notifiers, each with its own name.
 *
 * <p>Every service pages a person of its own at once, and the next service's person if nobody has
 * acknowledged after {@link #PATIENCE}.
 */
public final class SmallCluster implements AutoCloseable {
  /** How long the first step waits. */
  public static final Duration PATIENCE = Duration.ofSeconds(4);

  static final int SERVICES = 24;

  /** Short lives, many at once on few processors. */
  private static final List<String> JVM =
      List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx384m");

  private static final String KEY = "a-key-of-the-test";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final Map<String, String> variables = new HashMap<>();
  private final Map<String, ServedProcess> running = new LinkedHashMap<>();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String token;
  private final JsonNode endpoints;

  private SmallCluster(Path folder, Map<String, String> provider) throws Exception {
    this.folder = folder;
    variables.putAll(provider);
    variables.put("TEST_KEY", KEY);
    var data = folder.resolve("data");
    Files.writeString(
        Files.createDirectories(folder.resolve("roster")).resolve("all.yaml"), roster());
    try {
      launch(
          "up",
          List.of(
              "up",
              "--only=rotation,ingest,console",
              "--port=0",
              "--roster=" + folder.resolve("roster"),
              "--data=" + data));
      await("up");
      token = Files.readString(data.resolve("admin.token")).strip();
      endpoints = JSON.readTree(Files.readString(data.resolve("endpoints.json")));
      var names = List.of("escalation-a", "escalation-b", "notifier-a", "notifier-b");
      for (var name : names) {
        start(name);
      }
      for (var name : names) {
        await(name);
      }
    } catch (IOException | InterruptedException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Starts all of it, and waits until it does its work.
   *
   * @param folder for data, roster and logs
   * @param provider where notifiers find the push server
   */
  public static SmallCluster start(Path folder, Map<String, String> provider) throws Exception {
    return new SmallCluster(folder, provider);
  }

  /** The topic of whoever is paged first for a service. */
  static String first(int service) {
    return "person-%02d".formatted(service);
  }

  /** The topic of whoever is paged if the first doesn't answer. */
  static String second(int service) {
    return first((service + 1) % SERVICES);
  }

  /** Starts a process again that was killed; returns before it is ready. */
  void start(String name) throws IOException {
    launch(
        name,
        List.of(
            "serve",
            name.substring(0, name.indexOf('-')),
            "--instance=" + name,
            "--kafka=" + endpoints.path("kafka").asText(),
            "--registry=" + endpoints.path("registry").asText(),
            "--partitions=6",
            "--replication=1",
            "--port=0",
            "--log=json",
            "--state=" + folder.resolve(name)));
  }

  void await(String name) throws IOException, InterruptedException {
    process(name).awaitReady();
  }

  void kill(String name) throws InterruptedException {
    process(name).kill();
  }

  double metric(String name, String metric) throws IOException, InterruptedException {
    return process(name).metric(metric, token);
  }

  /** Where everything is that a process said. */
  public Path log(String name) {
    return folder.resolve(name + ".log");
  }

  /**
   * Posts an alert, as Prometheus does.
   *
   * @return whether it was accepted
   */
  boolean post(String alert, int service) throws InterruptedException {
    var body =
        """
        [{"labels": {"alertname": "%1$s", "service": "service-%2$d", "severity": "critical"},
          "annotations": {"summary": "%1$s"}, "startsAt": "2026-01-05T09:00:00Z"}]
        """
            .formatted(alert, service);
    var request =
        HttpRequest.newBuilder(URI.create(endpoints.path("http").asText() + "/api/v2/alerts"))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + KEY)
            .timeout(Duration.ofSeconds(10))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    running.values().forEach(ServedProcess::close);
    http.close();
  }

  private void launch(String name, List<String> arguments) throws IOException {
    var before = running.put(name, ServedProcess.start(log(name), variables, http, JVM, arguments));
    if (before != null) {
      before.close();
    }
  }

  private ServedProcess process(String name) {
    return Objects.requireNonNull(running.get(name), name);
  }

  private static String roster() {
    var people = new ArrayList<String>();
    var services = new ArrayList<String>();
    var policies = new ArrayList<String>();
    for (var service = 0; service < SERVICES; service++) {
      var person = first(service);
      people.add(
          "  %1$s: {name: %1$s, timezone: UTC, contacts: {push: %1$s}, notify: {high: [push]}}"
              .formatted(person));
      services.add("  service-%1$d: {team: ops, policy: policy-%1$d}".formatted(service));
      policies.add(
          """
            policy-%d:
              critical:
                urgency: high
                steps:
                  - {notify: ["person:%s"], patience: %ds}
                  - {notify: ["person:%s"], patience: 1h}
          """
              .formatted(service, person, PATIENCE.toSeconds(), second(service))
              .stripTrailing());
    }
    return """
    organization:
      name: Test
      timezone: UTC
      fallback: {policy: policy-0}
      limits: {storm-threshold: 1000000, max-pages-per-minute: 10000}
    teams:
      ops: {timezone: UTC, members: [person-00]}
    integrations:
      prometheus: {type: alertmanager, key: "${env:TEST_KEY}"}
    people:
    %s
    services:
    %s
    policies:
    %s
    """
        .formatted(
            String.join("\n", people), String.join("\n", services), String.join("\n", policies));
  }
}
