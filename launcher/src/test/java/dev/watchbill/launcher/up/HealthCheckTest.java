package dev.watchbill.launcher.up;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.launcher.deploy.Compose;
import dev.watchbill.schemas.Topics;
import dev.watchbill.schemas.kafka.Cluster;
import dev.watchbill.schemas.serde.LocalRegistry;
import io.helidon.webserver.http.HttpRules;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The very words of health checks, docker-compose.yml's first, said to what a container serves. */
class HealthCheckTest {
  private static final Path TOP = Path.of("..").toAbsolutePath().normalize();

  private final AtomicBoolean ready = new AtomicBoolean();

  @Test
  void aContainerIsHealthyOnceItIsReady() throws Exception {
    var checks = new HashSet<List<String>>();
    Compose.read(TOP)
        .ours()
        .values()
        .forEach(service -> checks.add(Compose.strings(service.at("/healthcheck/test"))));
    try (var host = new Host(List.of(new Fake()), metrics(), nobodysTokens())) {
      var port = host.start(InetAddress.getLoopbackAddress(), 0);
      for (var check : checks) {
        ready.set(false);
        assertThat(exitOf(check, port)).isNotZero();
        ready.set(true);
        assertThat(exitOf(check, port)).isZero();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /health/ready HTTP/1.0\n\n",
        "GET /health/ready HTTP/1.0\nHost: www\nConnection: keep-alive\nUser-Agent: ELB-HealthChecker/1.0\n\n",
        "HEAD /health/ready HTTP/1.0\nHost: www\n\n",
        "HEAD /health/ready HTTP/1.1\nHost: www\nConnection: close\n\n",
      })
  void aBalancerThatSpeaksOldHttpHearsHowItIs(String check) throws Exception {
    try (var host = new Host(List.of(new Fake()), metrics(), nobodysTokens())) {
      var port = host.start(InetAddress.getLoopbackAddress(), 0);
      var request = check.replace("\n", "\r\n");
      assertThat(answer(port, List.of(request))).startsWith("HTTP/1.1 503 ");
      ready.set(true);
      var answer = answer(port, List.of(request));
      assertThat(answer).startsWith("HTTP/1.1 200 ").contains("Connection: close");
      assertThat(answer.endsWith("\r\n\r\n")).isEqualTo(check.startsWith("HEAD"));
      assertThat(answer).doesNotContain("Content-Length: 0");
      assertThat(answer).doesNotContain("chunked");
      assertThat(answer(port, request.lines().map(line -> line + "\r\n").toList()))
          .isEqualTo(answer);
      assertThat(
              answer(
                  port,
                  List.of(request.substring(0, 1), request.substring(1, 9), request.substring(9))))
          .isEqualTo(answer);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET /metrics HTTP/1.0, 505",
    "POST /health/ready HTTP/1.0, 505",
    "GET /health/ready/ HTTP/1.0, 505",
    "GET /health/ready HTTP/1.1, 200",
    "GET /health/nosuch HTTP/1.0, 505",
  })
  void whatElseIsAskedIsAnsweredAsBefore(String line, String status) throws Exception {
    ready.set(true);
    try (var host = new Host(List.of(new Fake()), metrics(), nobodysTokens())) {
      var port = host.start(InetAddress.getLoopbackAddress(), 0);
      assertThat(answer(port, List.of(line + "\r\nHost: x\r\nConnection: close\r\n\r\n")))
          .startsWith("HTTP/1.1 " + status);
    }
  }

  /** All that is answered until the connection is closed. */
  private static String answer(int port, List<String> parts) throws Exception {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(30_000);
      socket.setTcpNoDelay(true);
      for (var part : parts) {
        socket.getOutputStream().write(part.getBytes(StandardCharsets.US_ASCII));
        Thread.sleep(20);
      }
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
          .replaceAll("Date: [^\r]*\r\n", "");
    }
  }

  /** As Docker runs it; only the port is another. */
  private static int exitOf(List<String> check, int port) throws Exception {
    assertThat(check.getFirst()).isEqualTo("CMD");
    assertThat(check.getLast()).contains("/127.0.0.1/8080 ");
    var words =
        check.stream().skip(1).map(word -> word.replace("/8080 ", "/" + port + " ")).toList();
    var process = new ProcessBuilder(words).redirectErrorStream(true).start();
    process.getOutputStream().close();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEmpty();
    return process.exitValue();
  }

  /** Of a broker that isn't there: a health check needs none. */
  private static Tokens nobodysTokens() {
    var cluster =
        new Cluster(
            "127.0.0.1:1",
            new LocalRegistry(),
            new Topics(Topics.DEFAULT_PREFIX),
            1,
            (short) 1,
            "fake",
            Map.of());
    return new Tokens(cluster, InstantSource.system());
  }

  private static PrometheusMeterRegistry metrics() {
    return new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  }

  private final class Fake implements Part {
    @Override
    public String name() {
      return "fake";
    }

    @Override
    public void start() {}

    @Override
    public boolean ready() {
      return ready.get();
    }

    @Override
    public void route(HttpRules rules) {}

    @Override
    public void close() {}
  }
}
