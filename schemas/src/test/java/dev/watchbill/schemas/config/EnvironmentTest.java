package dev.watchbill.schemas.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentTest {
  @TempDir Path folder;

  @Test
  void readsAValueFromTheFileItsVariableNames() throws IOException {
    var file = Files.writeString(folder.resolve("token"), "xoxb-1\n");

    assertThat(new Environment(Map.of("TOKEN_FILE", file.toString())).value("TOKEN"))
        .contains("xoxb-1");
  }

  @Test
  void takesTheFileWhereTheVariableItselfIsEmpty() throws IOException {
    var file = Files.writeString(folder.resolve("token"), "xoxb-1\n");

    assertThat(new Environment(Map.of("TOKEN", "", "TOKEN_FILE", file.toString())).value("TOKEN"))
        .contains("xoxb-1");
    assertThat(new Environment(Map.of("TOKEN", " ", "TOKEN_FILE", "")).value("TOKEN")).isEmpty();
  }

  @Test
  void takesAFileOfTheFolderOfSecretsThatIsCalledAsTheVariable() throws IOException {
    Files.writeString(folder.resolve("TOKEN"), "xoxb-1\n");
    Files.writeString(folder.resolve("EMPTY"), "\n");
    var environment = new Environment(Map.of("WATCHBILL_SECRETS", folder.toString(), "KEY", "k"));

    assertThat(environment.value("TOKEN")).contains("xoxb-1");
    assertThat(environment.resolve("${env:TOKEN}/${env:KEY}")).contains("xoxb-1/k");
    assertThat(environment.value("EMPTY")).isEmpty();
    assertThat(environment.value("NONE")).isEmpty();
  }

  @Test
  void takesTheVariableBeforeTheFolderOfSecrets() throws IOException {
    Files.writeString(folder.resolve("TOKEN"), "old");

    assertThat(
            new Environment(Map.of("WATCHBILL_SECRETS", folder.toString(), "TOKEN", "new"))
                .value("TOKEN"))
        .contains("new");
  }

  @Test
  void doesNotLeaveTheFolderOfSecrets() throws IOException {
    var inside = Files.createDirectory(folder.resolve("secrets"));
    var outside = Files.writeString(folder.resolve("passwd"), "root");
    var environment = new Environment(Map.of("WATCHBILL_SECRETS", inside.toString()));

    assertThat(environment.value("../passwd")).isEmpty();
    assertThat(environment.value(outside.toString())).isEmpty();
    assertThat(environment.value(".")).isEmpty();
  }

  @Test
  void refusesAFolderOfSecretsThatIsNotThere() {
    var gone = folder.resolve("gone").toString();
    var environment = new Environment(Map.of("WATCHBILL_SECRETS", gone));

    assertThatThrownBy(() -> environment.value("TOKEN"))
        .isInstanceOf(UnreadableSetting.class)
        .hasMessageContaining(
            "Expected WATCHBILL_SECRETS to name a folder that can be read, but got " + gone);
  }

  @Test
  void resolvesReferencesInsideAText() {
    var environment = new Environment(Map.of("KEY", "a$b"));

    assertThat(environment.resolve("x-${env:KEY}-y")).contains("x-a$b-y");
  }

  @Test
  void hasNoAnswerWhereSomethingReferredToIsMissing() {
    assertThat(new Environment(Map.of()).resolve("${env:KEY}")).isEmpty();
    assertThat(new Environment(Map.of()).resolve("${file:" + folder.resolve("none") + "}"))
        .isEmpty();
  }

  @Test
  void findsAFileBesideTheRosterThatRefersToIt() throws IOException {
    Files.writeString(folder.resolve("prometheus.key"), "k3y\n");

    assertThat(new Environment(Map.of()).beside(folder).resolve("${file:prometheus.key}"))
        .contains("k3y");
  }

  @Test
  void printsNoValues() {
    assertThat(new Environment(Map.of("KEY", "secret")).toString()).doesNotContain("secret");
  }
}
