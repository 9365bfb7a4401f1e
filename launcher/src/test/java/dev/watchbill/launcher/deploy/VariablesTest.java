package dev.watchbill.launcher.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchbill.schemas.config.Environment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Variables of providers: the code, its documentation and docker-compose.yml know the same. */
class VariablesTest {
  private static final String SECRET = "s3cret";

  private final Compose compose = Compose.read(Variables.TOP);

  @TempDir Path folder;

  @Test
  void everyOneThatTheNotifierAsksForIsDocumented() throws IOException {
    assertThat(Variables.documented())
        .hasSizeGreaterThan(40)
        .containsAll(Variables.asked("notifier"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"notifier-1", "notifier-2"})
  void eachNotifierIsGivenEveryOne(String notifier) throws IOException {
    assertThat(given(notifier)).containsExactlyInAnyOrderElementsOf(Variables.documented());
  }

  @Test
  void nobodyElseIsGivenMoreThanWhereTrackersAre() throws IOException {
    for (var name : compose.ours().keySet()) {
      var given = given(name);
      given.retainAll(Variables.documented());
      if (name.equals("rotation") || name.equals("console")) {
        assertThat(given).as(name).containsExactlyElementsOf(Variables.addresses());
      } else if (!name.startsWith("notifier")) {
        assertThat(given).as(name).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "rotation, rotation",
    "notifier-1, variables",
    "notifier-2, variables",
    "console, console"
  })
  void whoIsToldOfSecretsFindsItsOwnFolder(String service, String secrets) {
    var given = compose.service(service);
    var inside = given.path("environment").path(Environment.SECRETS).asText();

    assertThat(Compose.strings(given.path("volumes")))
        .filteredOn(volume -> volume.startsWith("./deploy/secrets"))
        .containsExactly("./deploy/secrets/%s:%s:ro".formatted(secrets, inside));
  }

  @Test
  void nobodyIsGivenWhatNoCodeAsksFor() throws IOException {
    var known = Variables.documented();
    known.addAll(Variables.askedAnywhere());
    compose.ours().keySet().forEach(name -> assertThat(known).as(name).containsAll(given(name)));
  }

  /** What Compose itself makes of it, where it is installed. */
  @Test
  void secretsOfProvidersComeToNotifiersAlone() throws Exception {
    var config = composed();
    var secrets = Variables.documented();
    secrets.removeAll(Variables.addresses());
    // Of a file that deploy/start makes.
    secrets.remove("WATCHBILL_LINK_KEY");
    for (var name : compose.ours().keySet()) {
      var given =
          Compose.named(config.path("services").path(name).path("environment")).entrySet().stream()
              .filter(it -> it.getValue().asText().contains(SECRET))
              .map(it -> it.getKey())
              .collect(Collectors.toCollection(TreeSet::new));
      given.removeAll(Variables.addresses());
      if (name.startsWith("notifier")) {
        assertThat(given).as(name).containsExactlyElementsOf(secrets);
      } else {
        assertThat(given).as(name).isEmpty();
      }
    }
  }

  private JsonNode composed() throws Exception {
    var there =
        Stream.of(System.getenv("PATH").split(":"))
            .anyMatch(path -> Files.isExecutable(Path.of(path, "docker-compose")));
    if (!there) {
      System.out.println("SKIPPED a test that needs docker-compose, which isn't installed");
    }
    Assumptions.assumeTrue(there);
    var config = folder.resolve("config.yml");
    var builder =
        new ProcessBuilder(
                "docker-compose",
                "--file",
                Variables.TOP.resolve("docker-compose.yml").toString(),
                "config")
            .redirectOutput(config.toFile())
            .redirectError(folder.resolve("said").toFile());
    for (var variable : Variables.documented()) {
      builder.environment().put(variable, SECRET + "-of-" + variable);
    }
    var process = builder.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue())
        .as(Files.readString(folder.resolve("said"), StandardCharsets.UTF_8))
        .isZero();
    return Compose.yaml(config);
  }

  private Set<String> given(String service) {
    return Compose.named(compose.service(service).path("environment")).keySet().stream()
        .filter(variable -> variable.startsWith("WATCHBILL_"))
        .map(variable -> variable.replaceFirst("_FILE$", ""))
        .filter(variable -> !variable.equals(Environment.SECRETS))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
