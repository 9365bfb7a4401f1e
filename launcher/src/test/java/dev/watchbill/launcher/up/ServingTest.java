package dev.watchbill.launcher.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.watchbill.launcher.broker.EmbeddedBroker;
import dev.watchbill.planner.files.RosterPlace;
import dev.watchbill.schemas.Topics;
import dev.watchbill.schemas.config.Environment;
import dev.watchbill.schemas.kafka.Cluster;
import dev.watchbill.schemas.serde.LocalRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One service of a cluster, on a real broker. */
class ServingTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void theConsoleOfAClusterLetsInWhoHasATokenItWasGiven() throws Exception {
    var metrics = Files.writeString(folder.resolve("metrics.token"), "may-look\n");
    var environment =
        new Environment(
            Map.of(
                Serving.ADMIN_TOKEN,
                "may-all",
                Serving.METRICS_TOKEN + "_FILE",
                metrics.toString()));
    try (var broker = EmbeddedBroker.start(folder.resolve("kafka"), freePort(), freePort());
        var console =
            Serving.start(options(), cluster(broker), environment, InstantSource.system())) {
      await().atMost(PATIENCE).until(() -> get(console, "/api/v1/incidents", "may-all") == 200);
      await().atMost(PATIENCE).until(() -> get(console, "/metrics", "may-look") == 200);
      assertThat(get(console, "/api/v1/incidents", "may-look")).isEqualTo(200);
      assertThat(get(console, "/api/v1/audit", "may-look")).isEqualTo(403);
      for (var guess : new String[] {Serving.ADMIN_TOKEN, Serving.METRICS_TOKEN, "", "may"}) {
        assertThat(get(console, "/api/v1/incidents", guess)).as(guess).isEqualTo(401);
        assertThat(get(console, "/metrics", guess)).as(guess).isEqualTo(401);
      }
      assertThat(get(console, "//health/live/", "")).isEqualTo(200);
      assertThat(ask(console, "/no%22where", "").body())
          .isEqualTo(
              "{\"title\":\"Not found\",\"status\":404,\"detail\":"
                  + "\"Expected a path of Watchbill, but got \\\"/no\\\"where\\\"\"}");
    }
  }

  private Serving.Options options() {
    return new Serving.Options(
        ServiceName.CONSOLE,
        InetAddress.getLoopbackAddress(),
        0,
        new RosterPlace.Folder(folder.resolve("roster")),
        folder.resolve("state"));
  }

  private static Cluster cluster(EmbeddedBroker broker) {
    return new Cluster(
        broker.bootstrapServers(),
        new LocalRegistry(),
        new Topics(Topics.DEFAULT_PREFIX),
        6,
        (short) 1,
        "console",
        Map.of());
  }

  private int get(Serving serving, String path, String token)
      throws IOException, InterruptedException {
    return ask(serving, path, token).statusCode();
  }

  private HttpResponse<String> ask(Serving serving, String path, String token)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(serving.address() + path))
            .header("Authorization", "Bearer " + token)
            .timeout(Duration.ofSeconds(10))
            .build();
    return http.send(request, BodyHandlers.ofString());
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
