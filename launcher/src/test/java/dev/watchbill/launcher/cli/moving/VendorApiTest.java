package dev.watchbill.launcher.cli.moving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.watchbill.launcher.cli.terminal.Failure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VendorApiTest {
  private static final Vendor VENDOR = new Vendor("Elsewhere", "Token ", "ELSEWHERE_TOKEN");

  private final List<Duration> pauses = new ArrayList<>();

  @Test
  void waitsAsLongAsItIsToldOrLongerEachTime() throws IOException {
    var statuses = new ArrayDeque<>(List.of("429 7", "503", "502", "429 900", "200"));
    var server = serving(statuses);
    try (var api = api("http://127.0.0.1:" + server.getAddress().getPort())) {
      assertThat(api.get("things").path("ok").asBoolean()).isTrue();
    } finally {
      server.stop(0);
    }

    assertThat(pauses)
        .containsExactly(
            Duration.ofSeconds(7),
            Duration.ofSeconds(2),
            Duration.ofSeconds(4),
            Duration.ofMinutes(15));
  }

  @Test
  void doesNotAskBeforeItMay() throws IOException {
    var server = serving(new ArrayDeque<>(List.of("429 901", "200")));
    try (var api = api("http://127.0.0.1:" + server.getAddress().getPort())) {
      assertThatThrownBy(() -> api.get("things")).hasMessageContaining("ask it again later");
    } finally {
      server.stop(0);
    }
    assertThat(pauses).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://api.example.com",
        "ftp://api.example.com",
        "https://user:secret@api.example.com",
        "api.example.com",
        "https:///v2"
      })
  void sendsAKeyOnlyWhereNobodyElseReadsIt(String address) {
    assertThatThrownBy(() -> api(address))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("--url")
        .hasMessageNotContaining("secret");
  }

  private VendorApi api(String address) {
    return new VendorApi(
        VENDOR, URI.create(address), "key", Map.of(), (length, _) -> pauses.add(length));
  }

  private static HttpServer serving(Deque<String> statuses) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          var status = statuses.pop().split(" ", -1);
          if (status.length > 1) {
            exchange.getResponseHeaders().set("Retry-After", status[1]);
          }
          var body = "{\"ok\": true}".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(Integer.parseInt(status[0]), body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    return server;
  }
}
