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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** The very words of docker-compose.yml's health check, said to what a container serves. */
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
