package dev.watchbill.planner.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.watchbill.planner.RosterSource.Draft;
import dev.watchbill.schemas.config.Environment;
import dev.watchbill.testkit.TestClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A roster that a real sshd serves, fetched with the ssh that {@code GIT_SSH} names. */
@Tag("slow")
class GitOverSshTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;
  private final SystemReader usual = SystemReader.getInstance();
  private Sshd sshd;
  private Git repository;

  @BeforeEach
  void serve() throws Exception {
    var missing = Sshd.missing();
    if (!missing.isEmpty()) {
      System.out.println("SKIPPED a roster over ssh, which needs " + missing);
    }
    Assumptions.assumeTrue(missing.isEmpty());
    FS.FileStoreAttributes.setBackground(false);
    repository =
        Git.init()
            .setDirectory(Files.createDirectories(folder.resolve("roster")).toFile())
            .setInitialBranch("main")
            .call();
    sshd = new Sshd(Files.createDirectories(folder.resolve("ssh")));
    await().until(sshd::isUp);
  }

  @AfterEach
  void stop() {
    SystemReader.setInstance(usual);
    if (sshd != null) {
      sshd.close();
      repository.close();
    }
  }

  @Test
  void isFollowedByCommit() throws Exception {
    var commit = commit("Asha");
    useSsh(sshd.client("user"));
    try (var roster = follow()) {
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(inForce(roster)).isEqualTo(commit));

      var next = commit("Asha Rao");
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(inForce(roster)).isEqualTo(next));

      sshd.close();
      await().until(() -> !sshd.isUp());
      assertThat(inForce(roster)).isEqualTo(next);
    }
  }

  @Test
  void saysThatAKeyIsNotLetIn() throws Exception {
    commit("Asha");
    sshd.key("stranger");
    useSsh(sshd.client("stranger"));
    try (var roster = follow()) {
      await()
          .atMost(PATIENCE)
          .until(() ->
              roster.read() instanceof Draft.Refused refused
                  && refused.messages().getFirst().contains("Permission denied"));
    }
  }

  /** The commit that is read, or why none is. */
  private static String inForce(GitRoster roster) {
    return switch (roster.read()) {
      case Draft.Accepted accepted -> accepted.version();
      case Draft.Refused refused -> String.join("; ", refused.messages());
    };
  }

  private String commit(String name) throws Exception {
    Files.writeString(
        folder.resolve("roster/roster.yaml"),
        """
        organization: {name: Shop, timezone: Europe/Berlin, fallback: {policy: all}}
        people: {asha: {name: %s, contacts: {email: asha@example.com}}}
        teams: {shop: {members: [asha]}}
        services: {checkout: {team: shop, policy: all}}
        policies: {all: {critical: {steps: [{notify: ["person:asha"], patience: 5m}]}}}
        """
            .formatted(name));
    repository.add().addFilepattern(".").call();
    return repository
        .commit()
        .setMessage("roster")
        .setAuthor("Asha", "asha@example.com")
        .setCommitter("Asha", "asha@example.com")
        .setSign(false)
        .call()
        .name();
  }

  private GitRoster follow() {
    var place = (RosterPlace.Repository) RosterPlace.of(sshd.address(folder.resolve("roster")));
    var roster =
        new GitRoster(
            place,
            folder.resolve("checkout"),
            new Environment(Map.of()),
            TestClock.at("2026-01-05T09:00:00Z"),
            outcome -> {},
            Duration.ofMillis(200),
            Optional.empty());
    roster.start();
    return roster;
  }

  /** As if the process had been started with {@code GIT_SSH}. */
  private void useSsh(Path client) {
    SystemReader.setInstance(
        new SystemReader.Delegate(usual) {
          @Override
          public String getenv(String variable) {
            return variable.equals("GIT_SSH") ? client.toString() : super.getenv(variable);
          }
        });
  }
}
