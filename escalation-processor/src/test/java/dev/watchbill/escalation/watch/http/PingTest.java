package dev.watchbill.escalation.watch.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PingTest {
  private static final Instant NOW = Instant.parse("2026-01-05T00:00:00Z");

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer server;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
          exchange.sendResponseHeaders(500, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void asksOnceAMinuteWhateverIsAnswered() {
    var address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/s3cr3t");
    var ping = new Ping(Optional.of(address), Duration.ofMinutes(1));

    ping.well(NOW);
    ping.well(NOW.plusSeconds(59));
    ping.well(NOW.plusSeconds(60));

    await().until(() -> asked.size() >= 2);
    assertThat(asked).containsExactly("GET /s3cr3t", "GET /s3cr3t");
  }

  @Test
  void asksNobodyWhereNoAddressIsGiven() {
    new Ping(Optional.empty(), Duration.ofMinutes(1)).well(NOW);

    assertThat(asked).isEmpty();
  }
}
