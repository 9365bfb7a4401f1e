package dev.watchbill.launcher.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.watchbill.launcher.cli.CommandLines;
import dev.watchbill.launcher.up.ServiceName;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What stands in docker-compose.yml and deploy/ is what the code knows. */
class DeployTest {
  private static final Path TOP = Path.of("..").toAbsolutePath().normalize();
  private static final Path DEPLOY = TOP.resolve("deploy");
  private static final Pattern METRIC = Pattern.compile("watchbill_[a-z0-9_]+");
  private static final Pattern KIND = Pattern.compile("_(total|seconds|bucket|sum|count|max)$");

  /** Of the broker's settings those that are about how it is reached, not how it behaves. */
  private static final Pattern ITS_OWN =
      Pattern.compile(
          "KAFKA_(NODE_ID|PROCESS_ROLES|.*LISTENER.*|CONTROLLER_QUORUM_VOTERS|LOG_DIRS"
              + "|DEFAULT_REPLICATION_FACTOR)");

  private final Compose compose = Compose.read(TOP);

  @Test
  void everyServiceIsThereAsTheCommandLineUnderstandsIt() {
    var served = new TreeSet<String>();
    compose
        .ours()
        .forEach((name, service) -> {
          var words = Compose.strings(service.path("command"));
          var nobody = new PrintWriter(Writer.nullWriter());
          assertThatCode(() ->
                  CommandLines.create(nobody, nobody, "serve")
                      .parseArgs(words.toArray(String[]::new)))
              .as(name)
              .doesNotThrowAnyException();
          served.add(words.get(1));
          assertThat(words)
              .as(name)
              .contains("--instance=" + name, "--listen=0.0.0.0", "--port=8080");
          assertThat(service.path("image").asText()).isEqualTo("watchbill:" + version());
          assertThat(Compose.strings(service.at("/healthcheck/test")).getLast())
              .contains("/8080 ", "/health/ready");
        });
    assertThat(served)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(ServiceName.values()).map(ServiceName::toString).toList());
  }

  @Test
  void publishedPortsAreOnLoopbackAndTakenOnce() {
    var published =
        compose.services().values().stream()
            .flatMap(service -> Compose.strings(service.path("ports")).stream())
            .toList();
    assertThat(published).isNotEmpty().allMatch(port -> port.startsWith("127.0.0.1:"));
    assertThat(published.stream().map(port -> port.split(":", -1)[1])).doesNotHaveDuplicates();
  }

  @Test
  void theBrokerBehavesAsTheEmbeddedOne() throws IOException {
    var embedded =
        Files.readString(
            Path.of("src/main/java/dev/watchbill/launcher/broker/EmbeddedBroker.java"));
    Compose.named(compose.service("kafka").path("environment"))
        .forEach((variable, value) -> {
          if (!ITS_OWN.matcher(variable).matches()) {
            var name =
                variable.substring("KAFKA_".length()).toLowerCase(Locale.ROOT).replace('_', '.');
            assertThat(embedded).contains("\"%s\", \"%s\"".formatted(name, value.asText()));
          }
        });
  }

  @Test
  void whatWatchesFindsWhatIsWatched() throws IOException {
    var prometheus = Compose.yaml(DEPLOY.resolve("prometheus/prometheus.yml"));
    var targets =
        prometheus.path("scrape_configs").findValues("targets").stream()
            .flatMap(some -> Compose.strings(some).stream())
            .toList();
    assertThat(targets)
        .containsExactlyInAnyOrderElementsOf(
            compose.ours().keySet().stream().map(name -> name + ":8080").toList());
    assertThat(Files.readString(DEPLOY.resolve("alertmanager/alertmanager.yml")))
        .contains("http://ingest:8080/integrations/prometheus/alertmanager");
    assertThat(compose.service("ingest-2").path("networks").toString()).contains("ingest");
  }

  @Test
  void rulesAndDashboardNameMetricsThatAreMeasured() throws IOException {
    var dashboard = Files.readString(DEPLOY.resolve("grafana/dashboards/watchbill.json"));
    assertThat(new ObjectMapper().readTree(dashboard).path("panels")).isNotEmpty();
    var asked =
        METRIC
            .matcher(dashboard + Files.readString(DEPLOY.resolve("prometheus/watchbill.rules.yml")))
            .results()
            .map(found -> stem(found.group()))
            .collect(Collectors.toSet());
    var measured =
        Pattern.compile("\"(watchbill[._][a-z0-9._]+)\"")
            .matcher(Sources.all(TOP))
            .results()
            .map(found -> stem(found.group(1).replace('.', '_')))
            .collect(Collectors.toSet());
    assertThat(measured).containsAll(asked);
  }

  @Test
  void composeItselfAgrees() throws Exception {
    runs("docker-compose", "--file", TOP.resolve("docker-compose.yml").toString(), "config", "-q");
  }

  @Test
  void promtoolAgrees() throws Exception {
    runs("promtool", "check", "rules", DEPLOY.resolve("prometheus/watchbill.rules.yml").toString());
  }

  /** Without what its kind and its place in a histogram add to it. */
  private static String stem(String metric) {
    var stem = KIND.matcher(metric).replaceFirst("");
    return stem.equals(metric) ? stem : stem(stem);
  }

  private static void runs(String... command) throws Exception {
    var there =
        Stream.of(System.getenv("PATH").split(":"))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, command[0])));
    if (!there) {
      System.out.println("SKIPPED a test that needs " + command[0] + ", which isn't installed");
    }
    Assumptions.assumeTrue(there);
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
  }

  private static String version() {
    try {
      var pom = Files.readString(TOP.resolve("pom.xml"));
      var found =
          Pattern.compile("<artifactId>watchbill</artifactId>\\s*<version>([^<]+)").matcher(pom);
      assertThat(found.find()).isTrue();
      return found.group(1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
