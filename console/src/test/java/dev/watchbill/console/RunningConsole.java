package dev.watchbill.console;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.watchbill.console.auth.oidc.OidcSettings;
import dev.watchbill.console.http.Proxies;
import dev.watchbill.console.readiness.Channels;
import dev.watchbill.console.readmodel.ReadModel;
import dev.watchbill.console.readmodel.projection.Received;
import dev.watchbill.console.readmodel.store.Place;
import dev.watchbill.schemas.Credential;
import dev.watchbill.schemas.Topic;
import dev.watchbill.schemas.Topics;
import dev.watchbill.schemas.config.Secrets;
import dev.watchbill.schemas.serde.TrustedRecords;
import dev.watchbill.testkit.TestClock;
import io.helidon.webserver.WebServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** The console on a free port, over a read model that a test fills. */
final class RunningConsole implements AutoCloseable {
  static {
    TrustedRecords.trust();
  }

  private static final boolean ON_POSTGRESQL =
      "postgresql".equals(System.getProperty("watchbill.test.store"));
  private static final ObjectMapper JSON = new ObjectMapper();

  final Topics topics = new Topics(Topics.DEFAULT_PREFIX);
  final TestClock clock = TestClock.at("2026-01-05T09:30:00Z");
  final RecordingLog log = new RecordingLog();
  final RecordingForesight foresight = new RecordingForesight();
  final RecordingRebuild rebuilding = new RecordingRebuild();
  final ReadModel model;
  final Console console;
  volatile boolean ready = true;
  private final WebServer server;
  private final HttpClient http =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

  RunningConsole(Path folder) {
    this(folder, Optional.empty());
  }

  RunningConsole(Path folder, Optional<OidcSettings> oidc) {
    this(folder, oidc, Proxies.NONE);
  }

  RunningConsole(Path folder, Optional<OidcSettings> oidc, Proxies proxies) {
    log.set = own -> received(topics.peopleSettings, own.getPerson(), own);
    log.reviewed = entry -> received(topics.reviews, entry.getId(), entry);
    log.credentialed = (id, credential) -> received(topics.credentials, id, credential);
    model = open(folder);
    console =
        new Console(
            model,
            log,
            log,
            log,
            log,
            log,
            log,
            log,
            log,
            rebuilding,
            oidc,
            proxies,
            new Channels(Set.of("inbox", "email", "teams")),
            foresight,
            () -> ready,
            new SimpleMeterRegistry(),
            clock);
    console.followCredentials();
    server =
        WebServer.builder()
            .address(InetAddress.getLoopbackAddress())
            .port(0)
            .routing(routing -> console.route(routing))
            .build()
            .start();
  }

  /** A file, or the database that the build of the slow tests names: all hold on both. */
  private ReadModel open(Path folder) {
    if (!ON_POSTGRESQL) {
      return ReadModel.open(folder.resolve("read-model.db"), topics, "test");
    }
    assumeTrue(PostgresServer.url().isPresent(), "PostgreSQL is not installed");
    // Each cluster has a schema of its own.
    return ReadModel.openShared(PostgresServer.url().orElseThrow(), topics, folder.toString());
  }

  /** What came on a topic. */
  synchronized <V extends SpecificRecord> void received(
      Topic<V> topic, String key, @Nullable V value) {
    var offset = model.offsets().getOrDefault(new Place(topic.name(), 0), 0L);
    model.apply(List.of(new Received(topic.name(), 0, offset, key, value, true)));
  }

  /** A token of this role, or of a person with this role. */
  String token(String role, @Nullable String person) {
    var secret = Secrets.mint();
    var id = "token:" + role + secret.substring(0, 5);
    received(
        topics.credentials,
        id,
        Credential.newBuilder()
            .setId(id)
            .setKind("token")
            .setHash(Secrets.hash(secret))
            .setRole(role)
            .setPerson(person)
            .build());
    return secret;
  }

  /** An answer, its body as JSON where it is. */
  record Answer(HttpResponse<String> response) {
    int status() {
      return response.statusCode();
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    String text() {
      return response.body();
    }

    JsonNode json() {
      try {
        return JSON.readTree(response.body());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  Answer get(String path, String token) {
    return ask("GET", path, null, "Authorization", "Bearer " + token);
  }

  Answer post(String path, String token, String body) {
    return ask(
        "POST", path, body, "Authorization", "Bearer " + token, "Content-Type", "application/json");
  }

  /**
   * @param body null: none
   * @param headers names and values
   */
  Answer ask(String method, String path, @Nullable String body, String... headers) {
    var publisher = body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .method(method, publisher);
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return new Answer(http.send(request.build(), BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  String origin() {
    return "http://127.0.0.1:" + server.port();
  }

  @Override
  public void close() {
    console.close();
    server.stop();
    http.close();
    model.close();
  }
}
