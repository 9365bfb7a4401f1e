package dev.watchbill.launcher.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.schemas.config.Environment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code deploy/start} tells rotation and the console of secrets. A stand-in is Docker. */
class StartTest {
  private static final Path TOP = Path.of("..").toAbsolutePath().normalize();
  private static final String SECRET = "s3cret";

  @TempDir Path folder;

  @BeforeEach
  void copy() throws IOException {
    Files.createDirectories(folder.resolve("deploy/secrets/variables"));
    Files.createDirectories(folder.resolve("bin"));
    for (var file : List.of("docker-compose.yml", "deploy/start")) {
      Files.copy(TOP.resolve(file), folder.resolve(file));
    }
    var docker = folder.resolve("bin/docker");
    Files.writeString(docker, "#!/bin/sh\n");
    Files.setPosixFilePermissions(docker, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private void variable(String name, String value) throws IOException {
    Files.writeString(folder.resolve("deploy/secrets/variables").resolve(name), value + "\n");
  }

  private void start(Map<String, String> shell) throws Exception {
    var builder =
        new ProcessBuilder(folder.resolve("deploy/start").toString()).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(shell);
    builder.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
    var process = builder.start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
  }

  /** What a service finds in its folder. */
  private Map<String, String> given(String service) throws IOException {
    var environment =
        new Environment(
            Map.of(Environment.SECRETS, folder.resolve("deploy/secrets/" + service).toString()));
    var given = new LinkedHashMap<String, String>();
    try (var files = Files.list(folder.resolve("deploy/secrets/" + service)).sorted()) {
      for (var file : files.toList()) {
        var name = file.getFileName().toString();
        given.put(name, environment.value(name).orElse(""));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .isEqualTo("rw-r--r--");
      }
    }
    return given;
  }

  @ParameterizedTest
  @ValueSource(strings = {"rotation", "console"})
  void isToldWhichProvidersAreSetUpAndNoneOfTheirSecrets(String service) throws Exception {
    variable("WATCHBILL_SLACK_TOKEN", SECRET);
    variable("WATCHBILL_JIRA_URL", "https://example.atlassian.net");
    Files.writeString(
        folder.resolve(".env"),
        """
        WATCHBILL_NTFY_URL="https://ntfy.example.com/%s"
        # WATCHBILL_VONAGE_KEY=%s
        WATCHBILL_TEAMS_APP_ID=
        export WATCHBILL_GITHUB_TOKEN=%s
        """
            .formatted(SECRET, SECRET, SECRET));
    start(Map.of("WATCHBILL_SMTP_URL", "smtp://me:" + SECRET + "@mail.example.com"));

    assertThat(given(service))
        .containsExactly(
            Map.entry("WATCHBILL_GITHUB_TOKEN", "set"),
            Map.entry("WATCHBILL_JIRA_URL", "https://example.atlassian.net"),
            Map.entry("WATCHBILL_NTFY_URL", "set"),
            Map.entry("WATCHBILL_SLACK_TOKEN", "set"),
            Map.entry("WATCHBILL_SMTP_URL", "set"));
  }

  @Test
  void rotationAloneIsGivenWhatTheRosterRefersTo() throws Exception {
    variable("PROMETHEUS_EU_KEY", SECRET);
    start(Map.of());

    assertThat(given("rotation")).containsExactly(Map.entry("PROMETHEUS_EU_KEY", SECRET));
    assertThat(given("console")).isEmpty();
  }

  @Test
  void rotationIsGivenWhatTheRosterRefersToWhateverItIsCalled() throws Exception {
    variable("WATCHBILL_PROMETHEUS_KEY", SECRET);
    start(Map.of());

    assertThat(given("rotation")).containsExactly(Map.entry("WATCHBILL_PROMETHEUS_KEY", SECRET));
    assertThat(given("console")).isEmpty();
  }

  @Test
  void eachIsGivenWhatItAsksForOfItsOwn() throws Exception {
    var all = Variables.askedAnywhere();
    all.addAll(List.of("WATCHBILL_OIDC_CLIENT_SECRET", "WATCHBILL_LINK_KEY"));
    all.removeAll(Variables.documented());
    all.add("WATCHBILL_LINK_KEY");
    for (var variable : all) {
      variable(variable, SECRET);
    }
    start(Map.of());

    assertThat(given("rotation").keySet())
        .containsAll(own("rotation-state"))
        .doesNotContainAnyElementsOf(othersThan("rotation-state"));
    var console = own("console");
    console.add("WATCHBILL_OIDC_CLIENT_SECRET");
    assertThat(given("console").keySet()).containsExactlyElementsOf(console);
  }

  /** What all others ask for; what only begins a name is none. */
  private static Set<String> othersThan(String module) throws IOException {
    var others = Variables.askedAnywhere();
    others.removeAll(Variables.asked(module));
    others.removeAll(Set.of("WATCHBILL_GITHUB", "WATCHBILL_GITLAB"));
    return others;
  }

  /** What a module asks for that is no provider's. */
  private static Set<String> own(String module) throws IOException {
    var own = Variables.asked(module);
    for (var variable : Variables.documented()) {
      own.removeIf(variable::startsWith);
    }
    return own;
  }

  @Test
  void whatIsSetNoMoreIsGoneWithTheNextStart() throws Exception {
    variable("WATCHBILL_SLACK_TOKEN", SECRET);
    variable("PROMETHEUS_EU_KEY", SECRET);
    start(Map.of());
    Files.delete(folder.resolve("deploy/secrets/variables/WATCHBILL_SLACK_TOKEN"));
    variable("PROMETHEUS_EU_KEY", "another");
    start(Map.of());

    assertThat(given("rotation")).containsExactly(Map.entry("PROMETHEUS_EU_KEY", "another"));
    assertThat(given("console")).isEmpty();
  }

  @Test
  void whoSaysWhatIsNotSetUpHearsOfAllItAsksFor() throws Exception {
    for (var variable : Variables.documented()) {
      variable(variable, SECRET);
    }
    start(Map.of());

    for (var asks : Map.of("rotation", "rotation-state", "console", "console").entrySet()) {
      var known = Variables.documented();
      known.retainAll(Variables.asked(asks.getValue()));
      assertThat(known).isNotEmpty();
      assertThat(given(asks.getKey())).containsKeys(known.toArray(String[]::new));
      assertThat(given(asks.getKey()).keySet()).containsAll(Variables.ofTrackers());
      assertThat(given(asks.getKey()).entrySet())
          .filteredOn(it -> it.getValue().contains(SECRET))
          .extracting(Map.Entry::getKey)
          .containsExactlyInAnyOrderElementsOf(Variables.addresses());
    }
  }
}
