package dev.watchbill.launcher.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.watchbill.launcher.up.Up;
import dev.watchbill.planner.files.RosterPlace;
import dev.watchbill.schemas.config.Environment;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** One {@code up} in this JVM, on free ports, with a roster of the test's. */
final class Installation implements AutoCloseable {
  static final String KEY = "a-key-of-the-test";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Up up;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private Installation(Up up) {
    this.up = up;
  }

  /**
   * Starts it and waits until it is ready.
   *
   * @param roster text of its only file; {@code ${env:TEST_KEY}} is {@link #KEY}
   * @param variables further ones, such as a provider's address
   */
  static Installation start(Path folder, String roster, Map<String, String> variables)
      throws Exception {
    return start(folder, roster, variables, Optional.empty(), Optional.empty());
  }

  /**
   * The same on somebody else's Kafka.
   *
   * @param kafka bootstrap servers; empty: a broker of its own
   * @param registry its schema registry; empty: one of its own
   */
  static Installation start(
      Path folder,
      String roster,
      Map<String, String> variables,
      Optional<String> kafka,
      Optional<URI> registry)
      throws Exception {
    var files = Files.createDirectories(folder.resolve("roster"));
    Files.writeString(files.resolve("roster.yaml"), roster);
    return start(folder, files, variables, kafka, registry);
  }

  /**
   * The same with a roster that lies in files already.
   *
   * @param files their folder
   */
  static Installation start(
      Path folder,
      Path files,
      Map<String, String> variables,
      Optional<String> kafka,
      Optional<URI> registry)
      throws Exception {
    var environment = new HashMap<>(variables);
    environment.put("TEST_KEY", KEY);
    var up =
        Up.start(
            new Up.Options(
                Optional.of(new RosterPlace.Folder(files)),
                folder.resolve("data"),
                InetAddress.getLoopbackAddress(),
                0,
                kafka,
                0,
                registry),
            new Environment(environment),
            InstantSource.system(),
            line -> {});
    if (!up.awaitReady(Duration.ofMinutes(3))) {
      var waitingFor = up.waitingFor();
      up.close();
      throw new IllegalStateException("not ready in time: " + waitingFor);
    }
    return new Installation(up);
  }

  Up up() {
    return up;
  }

  String address() {
    return up.endpoints().http();
  }

  /** What the API answers to the administrator. */
  JsonNode get(String path) throws IOException, InterruptedException {
    var response = send(admin(path).GET());
    if (response.statusCode() != 200) {
      throw new IOException(path + " was answered " + response.statusCode() + response.body());
    }
    return JSON.readTree(response.body());
  }

  /** What becomes of an action on an incident. */
  HttpResponse<String> act(String incident, String action, String body)
      throws IOException, InterruptedException {
    return send(
        admin("/api/v1/incidents/" + incident + "/" + action)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  /** A link with which a person signs in once. */
  URI signInLink(String person) throws IOException, InterruptedException {
    var response =
        send(
            admin("/api/v1/sign-in-links")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"person\": \"" + person + "\"}")));
    return URI.create(address() + JSON.readTree(response.body()).path("link").asText());
  }

  /** Posts to intake, as a sender that has the key. */
  HttpResponse<String> send(String path, String body) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(URI.create(address() + path))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + KEY)
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return http.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
  }

  HttpRequest.Builder admin(String path) {
    return HttpRequest.newBuilder(URI.create(address() + path))
        .header("Authorization", "Bearer " + up.adminToken());
  }

  @Override
  public void close() {
    http.close();
    up.close();
  }
}
