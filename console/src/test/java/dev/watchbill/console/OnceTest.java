package dev.watchbill.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.console.auth.LogAway;
import dev.watchbill.schemas.Credential;
import dev.watchbill.schemas.config.Secrets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two consoles of one cluster, each with a read model of its own. */
class OnceTest {
  private static final String PASSWORD = "password=seven+quiet+herons&again=seven+quiet+herons";

  @TempDir Path folder;

  private final List<Written> held = new ArrayList<>();
  private final List<RunningConsole> consoles = new ArrayList<>();
  private String admin = "";
  private int uses;
  private boolean stutters;

  private record Written(String id, @Nullable Credential credential) {}

  @BeforeEach
  void start() throws Exception {
    for (var name : List.of("one", "other")) {
      var console = new RunningConsole(Files.createDirectory(folder.resolve(name)));
      var _ = new Shop(console);
      console.log.credentialed = this::write;
      consoles.add(console);
    }
    admin = consoles.getFirst().token("admin", null);
  }

  @AfterEach
  void stop() {
    consoles.forEach(RunningConsole::close);
  }

  /** The first use is held back until both consoles wrote theirs: neither knows of the other's. */
  private synchronized void write(String id, @Nullable Credential credential) {
    if (stutters) {
      everywhere(new Written(id, credential));
      throw new LogAway("Expected an answer in time", new TimeoutException());
    }
    held.add(new Written(id, credential));
    uses += credential != null && credential.getUsedBy() != null ? 1 : 0;
    if (uses == 1) {
      return;
    }
    held.forEach(this::everywhere);
    held.clear();
  }

  private void everywhere(Written written) {
    for (var console : consoles) {
      console.received(console.topics.credentials, written.id(), written.credential());
    }
  }

  @Test
  void whoDidNotLearnThatItWasFirstGoesOnWithTheOtherConsole() {
    var link = made("/api/v1/sign-in-links");
    stutters = true;
    var undecided = consoles.getFirst().ask("POST", link, "");
    assertThat(undecided.status()).isEqualTo(503);
    stutters = false;
    var browser = undecided.header("Set-Cookie").split(";", 2)[0];
    assertThat(consoles.getLast().ask("POST", link, "").status()).isEqualTo(410);
    assertThat(consoles.getLast().ask("POST", link, "", "Cookie", browser).status()).isEqualTo(303);
    assertThat(consoles.getFirst().ask("POST", link, "", "Cookie", browser).status())
        .isEqualTo(410);
  }

  /** Its use lies behind the first one's on the topic, and behind that the link was taken back. */
  @Test
  void whoCameSecondIsNeverTakenForTheFirst() {
    for (var path : List.of("/api/v1/sign-in-links", "/api/v1/accounts")) {
      var link = made(path);
      stutters = true;
      var first = press(consoles.getFirst(), link, PASSWORD, "watchbill_use=first");
      assertThat(first).isEqualTo(503);
      stutters = false;
      var used = consoles.getFirst().log.credentials.getLast();
      everywhere(new Written(used.getId(), usedBySecond(used)));
      for (var console : consoles) {
        assertThat(press(console, link, PASSWORD, "watchbill_use=second")).isEqualTo(410);
      }
      assertThat(press(consoles.getLast(), link, PASSWORD, "watchbill_use=first")).isEqualTo(303);
      everywhere(new Written(used.getId(), usedBySecond(used)));
      for (var console : consoles) {
        assertThat(press(console, link, PASSWORD, "watchbill_use=second")).isEqualTo(410);
      }
    }
  }

  private static Credential usedBySecond(Credential credential) {
    return Credential.newBuilder(credential)
        .setUsedBy(Secrets.hash("second").substring(0, 32))
        .build();
  }

  @Test
  void aLinkIsTakenOnceByWhicheverConsoleWroteFirst() throws Exception {
    var link = made("/api/v1/sign-in-links");
    assertThat(pressed(link, "")).containsExactlyInAnyOrder(303, 410);
  }

  @Test
  void anInvitationIsTakenOnceByWhicheverConsoleWroteFirst() throws Exception {
    var link = made("/api/v1/accounts");
    assertThat(pressed(link, PASSWORD)).containsExactlyInAnyOrder(303, 410);
  }

  private String made(String path) {
    var answer = consoles.getFirst().post(path, admin, "{\"person\": \"asha\"}");
    return answer.json().get("link").asText();
  }

  private List<Integer> pressed(String link, String body) throws Exception {
    try (var threads = Executors.newFixedThreadPool(2)) {
      var both =
          threads.invokeAll(
              Stream.of(consoles.getFirst(), consoles.getLast())
                  .<Callable<Integer>>map(console -> () -> press(console, link, body, ""))
                  .toList());
      return both.stream().map(answer -> answer.resultNow()).toList();
    }
  }

  private static int press(RunningConsole console, String link, String body, String cookie) {
    var form = List.of("Content-Type", "application/x-www-form-urlencoded");
    var headers = new ArrayList<>(form);
    if (!cookie.isEmpty()) {
      headers.addAll(List.of("Cookie", cookie));
    }
    return console.ask("POST", link, body, headers.toArray(String[]::new)).status();
  }
}
