package dev.watchbill.planner.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.watchbill.planner.RosterSource.Draft;
import dev.watchbill.schemas.config.Environment;
import dev.watchbill.testkit.TestClock;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.util.FS;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitRosterTest {
  private static final String ROSTER =
      """
      organization:
        name: Shop
        timezone: Europe/Berlin
        fallback: {policy: all}
      people:
        asha: {name: Asha Rao, contacts: {email: asha@example.com}}
      teams:
        shop: {members: [asha]}
      services:
        checkout: {team: shop, policy: all}
      policies:
        all:
          critical: {steps: [{notify: ["person:asha"], patience: 5m}]}
      """;

  @TempDir Path folder;

  private final List<String> outcomes = new CopyOnWriteArrayList<>();
  private Git work;
  private Path repository;
  private final Deque<GitRoster> following = new ArrayDeque<>();

  /** Else JGit measures the file system in a thread of its own, with files in these folders. */
  @BeforeAll
  static void measureFirst() {
    FS.FileStoreAttributes.setBackground(false);
  }

  @BeforeEach
  void create() throws Exception {
    repository = folder.resolve("roster.git");
    try (var bare =
        Git.init()
            .setDirectory(repository.toFile())
            .setBare(true)
            .setInitialBranch("main")
            .call()) {
      // It would go on tidying up after the test.
      bare.getRepository().getConfig().setBoolean("receive", null, "autogc", false);
      bare.getRepository().getConfig().setBoolean("gc", null, "autoDetach", false);
      bare.getRepository().getConfig().save();
    }
    work =
        Git.cloneRepository()
            .setURI(repository.toString())
            .setDirectory(folder.resolve("work").toFile())
            .call();
  }

  @AfterEach
  void close() {
    following.forEach(GitRoster::close);
    work.close();
  }

  @Test
  void isReadByCommit() throws Exception {
    var commit = push("oncall/roster.yaml", ROSTER);
    follow(repository + "#main:oncall");
    assertThat(roster().read())
        .asInstanceOf(InstanceOfAssertFactories.type(Draft.Accepted.class))
        .satisfies(draft -> assertThat(draft.version()).isEqualTo(commit))
        .satisfies(draft -> assertThat(draft.records()).containsKey("person:asha"));
  }

  @Test
  void followsWhatIsPushed() throws Exception {
    push("roster.yaml", ROSTER);
    push("more.yaml", "people: {bo: {name: Bo, contacts: {email: bo@example.com}}}");
    follow(repository.toString());
    assertThat(records()).containsKey("person:bo");
    var before = roster().fingerprint();
    work.rm().addFilepattern("more.yaml").call();
    var commit = push("roster.yaml", ROSTER + "# without bo\n");
    await().until(() -> !roster().fingerprint().equals(before));
    assertThat(records()).doesNotContainKey("person:bo");
    assertThat(roster().read().version()).isEqualTo(commit);
  }

  @Test
  void aCommitWithErrorsIsRefusedUnderItsOwnVersion() throws Exception {
    var commit = push("roster.yaml", ROSTER.replace("person:asha", "person:ahsa"));
    follow(repository.toString());
    assertThat(roster().read())
        .asInstanceOf(InstanceOfAssertFactories.type(Draft.Refused.class))
        .satisfies(draft -> assertThat(draft.version()).isEqualTo(commit))
        .satisfies(draft -> assertThat(draft.messages().toString()).contains("ahsa"));
  }

  @Test
  void theLastGoodOneStaysWhileTheHostIsAwayAlsoOverARestart() throws Exception {
    var commit = push("roster.yaml", ROSTER);
    follow(repository.toString());
    assertThat(roster().read().version()).isEqualTo(commit);
    var place = (RosterPlace.Repository) RosterPlace.of(repository.toString());
    Files.move(repository, folder.resolve("away"));
    await().until(() -> outcomes.contains("unreachable"));
    assertThat(roster().read()).isInstanceOf(Draft.Accepted.class);
    roster().close();
    follow(place);
    assertThat(roster().read())
        .isInstanceOf(Draft.Accepted.class)
        .extracting(Draft::version)
        .isEqualTo(commit);
  }

  @Test
  void oneThatWasNeverThereIsSaidAndIsReadOnceItIs() throws Exception {
    var commit = push("roster.yaml", ROSTER);
    var place = (RosterPlace.Repository) RosterPlace.of(repository.toString());
    Files.move(repository, folder.resolve("away"));
    follow(place);
    assertThat(roster().read())
        .asInstanceOf(InstanceOfAssertFactories.type(Draft.Refused.class))
        .satisfies(draft ->
            assertThat(draft.messages())
                .singleElement()
                .asString()
                .startsWith("Expected to fetch " + repository));
    Files.move(folder.resolve("away"), repository);
    await().until(() -> roster().read().version().equals(commit));
  }

  @Test
  void aHostThatAsksIsToldTheToken() throws Exception {
    var heard = new CopyOnWriteArrayList<String>();
    var host = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    host.createContext(
        "/",
        exchange -> {
          var said = exchange.getRequestHeaders().getFirst("Authorization");
          heard.add(String.valueOf(said));
          exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"git\"");
          exchange.sendResponseHeaders(said == null ? 401 : 404, -1);
          exchange.close();
        });
    host.start();
    try {
      follow(
          (RosterPlace.Repository)
              RosterPlace.of(
                  "http://127.0.0.1:%d/oncall.git".formatted(host.getAddress().getPort())),
          Map.of("WATCHBILL_ROSTER_TOKEN", "s3cret"));
      var expected =
          Base64.getEncoder().encodeToString("git:s3cret".getBytes(StandardCharsets.UTF_8));
      await().until(() -> heard.contains("Basic " + expected));
      assertThat(roster().read().toString()).doesNotContain("s3cret");
    } finally {
      host.stop(0);
    }
  }

  private GitRoster roster() {
    return following.getFirst();
  }

  private Map<String, ?> records() {
    return ((Draft.Accepted) roster().read()).records();
  }

  private String push(String file, String text) throws Exception {
    var path = folder.resolve("work").resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
    work.add().addFilepattern(".").call();
    var commit =
        work.commit()
            .setMessage("roster")
            .setAuthor("Test", "test@example.com")
            .setCommitter("Test", "test@example.com")
            .setSign(false)
            .call();
    work.push().setRemote("origin").add("HEAD:refs/heads/main").call();
    return commit.getName();
  }

  private void follow(String address) {
    follow((RosterPlace.Repository) RosterPlace.of(address));
  }

  private void follow(RosterPlace.Repository place) {
    follow(place, Map.of());
  }

  private void follow(RosterPlace.Repository place, Map<String, String> variables) {
    var roster =
        new GitRoster(
            place,
            folder.resolve("state/roster.git"),
            new Environment(variables),
            TestClock.at("2026-01-05T09:00:00Z"),
            outcomes::add,
            Duration.ofMillis(50),
            Optional.empty());
    following.push(roster);
    roster.start();
  }
}
