package dev.watchbill.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.watchbill.schemas.Credential;
import dev.watchbill.schemas.config.Secrets;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What open pages are told, and for how long. */
class LiveStreamTest {
  @TempDir Path folder;

  private final HttpClient http = HttpClient.newHttpClient();
  private RunningConsole console = unset();
  private Shop shop = unset();

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // Set before each test.
  private static <T> T unset() {
    return null;
  }

  @BeforeEach
  void start() {
    console = new RunningConsole(folder);
    shop = new Shop(console);
  }

  @AfterEach
  void stop() {
    console.close();
    // Where a stream didn't end, its test has said so.
    http.shutdownNow();
  }

  @Test
  void tellsEachOpenPageThatSomethingChanged() {
    var asha = new Open("Cookie", session("asha"));
    var bo = new Open("Authorization", "Bearer " + console.token("viewer", null));
    shop.incident("checkout-1");
    await().untilAsserted(() -> assertThat(List.of(asha, bo)).allMatch(it -> it.heard("changed")));
    assertThat(asha.ended()).isFalse();
  }

  @Test
  void tellsAPageAtOnceWhatChangedBeforeItListened() {
    var cookie = session("asha");
    var address = streamOf(console.ask("GET", "/", null, "Cookie", cookie));
    assertThat(streamOf(console.ask("GET", "/", null, "Cookie", cookie))).isEqualTo(address);

    shop.incident("checkout-1");

    var now = streamOf(console.ask("GET", "/", null, "Cookie", cookie));
    var seenAll = new Open(now, "Cookie", cookie);
    var late = new Open(address, "Cookie", cookie);
    await().until(() -> late.heard("changed"));
    assertThat(seenAll.heard("changed")).isFalse();
  }

  private static String streamOf(RunningConsole.Answer page) {
    var address = Pattern.compile("sse-connect=\"([^\"]+)\"").matcher(page.text());
    assertThat(address.find()).isTrue();
    return address.group(1);
  }

  @Test
  void endsWithWhoSignsOut() {
    var cookie = session("asha");
    var there = new Open("Cookie", cookie);
    var page = console.ask("GET", "/", null, "Cookie", cookie).text();
    var csrf = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"").matcher(page);
    assertThat(csrf.find()).isTrue();
    var form = "application/x-www-form-urlencoded";
    var out =
        console.ask(
            "POST", "/sign-out", "csrf=" + csrf.group(1), "Cookie", cookie, "Content-Type", form);
    assertThat(out.status()).isEqualTo(303);
    ends(there);
  }

  @Test
  void endsWithASessionThatAnAdminEnds() {
    var asha = new Open("Cookie", session("asha"));
    var bo = new Open("Cookie", session("bo"));
    var admin = console.token("admin", null);
    var sessions = console.get("/api/v1/sessions?all=true", admin).json().path("items");
    for (var session : sessions) {
      if (session.path("person").asText().equals("asha")) {
        var path = "/api/v1/sessions/" + session.path("id").asText();
        var gone = console.ask("DELETE", path, null, "Authorization", "Bearer " + admin);
        assertThat(gone.status()).isEqualTo(204);
      }
    }
    ends(asha);
    shop.incident("checkout-1");
    await().until(() -> bo.heard("changed"));
    assertThat(bo.ended()).isFalse();
  }

  @Test
  void endsWithAnAccountThatIsTakenAway() {
    var invited =
        console.post("/api/v1/accounts", console.token("admin", null), "{\"person\": \"asha\"}");
    assertThat(invited.status()).isEqualTo(201);
    var there = new Open("Cookie", session("asha"));
    var gone =
        console.ask(
            "DELETE",
            "/api/v1/accounts/asha",
            null,
            "Authorization",
            "Bearer " + console.token("admin", null));
    assertThat(gone.status()).isEqualTo(204);
    ends(there);
  }

  @Test
  void endsWithATokenThatIsTakenBack() {
    var token = console.token("viewer", null);
    var there = new Open("Authorization", "Bearer " + token);
    console.received(console.topics.credentials, "token:viewer" + token.substring(0, 5), null);
    ends(there);
  }

  @Test
  void endsWithWhoLeavesTheRoster() {
    var there = new Open("Cookie", session("asha"));
    console.received(console.topics.roster, "person:asha", null);
    shop.inForce("v2");
    ends(there);
  }

  @Test
  void endsWithASessionThatExpires() {
    var there = new Open("Cookie", session("asha"));
    console.clock.advance(Duration.ofDays(31));
    ends(there);
  }

  private static void ends(Open there) {
    await().until(there::ended);
    assertThat(there.heard("ended")).isTrue();
  }

  private String session(@Nullable String person) {
    var secret = Secrets.mint();
    var id = "session:" + secret.substring(0, 8);
    console.received(
        console.topics.credentials,
        id,
        Credential.newBuilder()
            .setId(id)
            .setKind("session")
            .setHash(Secrets.hash(secret))
            .setPerson(person)
            .setCreatedAt(console.clock.instant())
            .setExpiresAt(console.clock.instant().plus(Duration.ofDays(30)))
            .build());
    return "watchbill_session=" + secret;
  }

  /** A page's stream, and what came by it. */
  private final class Open {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> end;

    Open(String header, String value) {
      this("/live", header, value);
    }

    Open(String address, String header, String value) {
      var request =
          HttpRequest.newBuilder(URI.create(console.origin() + address)).header(header, value);
      end =
          http.sendAsync(request.build(), BodyHandlers.ofLines())
              .thenAcceptAsync(
                  answer -> answer.body().forEach(lines::add), Thread::startVirtualThread);
      await().until(() -> heard("hello"));
    }

    boolean heard(String what) {
      return lines.contains("event:" + what) || lines.contains("event: " + what);
    }

    boolean ended() {
      return end.isDone();
    }
  }
}
