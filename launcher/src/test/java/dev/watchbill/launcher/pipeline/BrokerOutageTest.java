package dev.watchbill.launcher.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.watchbill.launcher.broker.EmbeddedBroker;
import dev.watchbill.launcher.registry.EmbeddedRegistry;
import dev.watchbill.launcher.up.Up;
import dev.watchbill.planner.files.RosterPlace;
import dev.watchbill.schemas.config.Environment;
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
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The broker goes away and comes back, and nobody but it is started again. */
@Tag("slow")
class BrokerOutageTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String ROSTER =
      """
      organization: {name: Test, timezone: UTC, fallback: {policy: pages}}
      people: {ann: {name: Ann, timezone: UTC}}
      teams: {ops: {timezone: UTC, members: [ann]}}
      services: {checkout: {team: ops, policy: pages}}
      policies:
        pages: {critical: {urgency: high, steps: [{notify: ["person:ann"], patience: 10m}]}}
      integrations:
        prometheus: {type: alertmanager, key: "${env:TEST_KEY}"}
      """;

  @TempDir Path folder;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @Test
  void anOutageIsAnsweredSoonAndRecoveredFrom() throws Exception {
    var port = Program.freePort();
    var broker = broker(port);
    try (var registry = EmbeddedRegistry.start(broker.bootstrapServers(), 0);
        var up = up(broker.bootstrapServers(), registry.address())) {
      assertThat(up.awaitReady(PATIENCE)).isTrue();
      assertThat(post(up, "Before").statusCode()).isEqualTo(202);

      broker.close();
      var begin = InstantSource.system().instant();
      var refused = post(up, "Lost");
      var took = Duration.between(begin, InstantSource.system().instant());
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("Retry-After")).isPresent();
      System.out.println("MEASURED a broker outage is answered 503 after " + took);
      assertThat(took).isLessThan(Duration.ofSeconds(10));

      broker = broker(port);
      await()
          .atMost(PATIENCE)
          .ignoreExceptions()
          .until(() -> post(up, "Again").statusCode() == 202);
      await().atMost(PATIENCE).ignoreExceptions().until(() -> alerts(up).contains("Again of"));
      assertThat(alerts(up)).contains("Before of");
    } finally {
      broker.close();
    }
  }

  private EmbeddedBroker broker(int port) throws Exception {
    return EmbeddedBroker.start(folder.resolve("kafka"), port, Program.freePort());
  }

  private Up up(String bootstrap, URI registry) throws Exception {
    var roster = Files.createDirectories(folder.resolve("roster"));
    Files.writeString(roster.resolve("roster.yaml"), ROSTER);
    return Up.start(
        new Up.Options(
            Optional.of(new RosterPlace.Folder(roster)),
            folder.resolve("data"),
            InetAddress.getLoopbackAddress(),
            0,
            Optional.of(bootstrap),
            0,
            Optional.of(registry)),
        new Environment(Map.of("TEST_KEY", Installation.KEY)),
        InstantSource.system(),
        line -> {});
  }

  private HttpResponse<String> post(Up up, String name) throws Exception {
    var uri = URI.create(up.endpoints().http() + "/integrations/prometheus/alertmanager");
    var body = Messages.alertmanager("firing", "checkout", name);
    return send(
        HttpRequest.newBuilder(uri)
            .header("Authorization", "Bearer " + Installation.KEY)
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private String alerts(Up up) throws Exception {
    var uri = URI.create(up.endpoints().http() + "/api/v1/alerts");
    return send(HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + up.adminToken()))
        .body();
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
  }
}
