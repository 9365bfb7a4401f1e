package dev.watchbill.roster.yaml;

import static dev.watchbill.roster.RosterText.ENVIRONMENT;
import static dev.watchbill.roster.RosterText.GOOD;
import static dev.watchbill.roster.RosterText.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.roster.Purpose;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitVersionTest {
  @TempDir Path folder;

  @BeforeEach
  void writeRoster() throws IOException {
    Files.writeString(folder.resolve("shop.yaml"), GOOD);
  }

  @Test
  void isTheCommitOfACleanWorkTree() throws IOException, InterruptedException {
    commit();
    assertThat(version()).matches("[0-9a-f]{40}");
  }

  @Test
  void isAHashWhereSomethingIsNotCommitted() throws IOException, InterruptedException {
    commit();
    Files.writeString(folder.resolve("shop.yaml"), GOOD + "# changed\n");
    assertThat(version()).startsWith("sha-");
  }

  @Test
  void isAHashOutsideAnyRepository() {
    assertThat(version()).isEqualTo(RosterFiles.load(folder).hash());
  }

  private String version() {
    return RosterReader.read(folder, ENVIRONMENT, Purpose.CHECK, NOW).version();
  }

  private void commit() throws IOException, InterruptedException {
    git("init", "--quiet");
    git("add", ".");
    git("-c", "user.name=Test", "-c", "user.email=t@example.com", "commit", "--quiet", "-m", "one");
  }

  private void git(String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    var process = new ProcessBuilder(command).directory(folder.toFile()).inheritIO().start();
    assertThat(process.waitFor()).isZero();
  }
}
