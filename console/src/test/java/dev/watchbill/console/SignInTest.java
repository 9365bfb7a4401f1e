package dev.watchbill.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.console.RunningConsole.Answer;
import dev.watchbill.console.auth.LogAway;
import dev.watchbill.schemas.Credential;
import dev.watchbill.schemas.config.Secrets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignInTest {
  private static final String FORM = "application/x-www-form-urlencoded";

  @TempDir Path folder;

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
    shop.incident("checkout-1");
  }

  @AfterEach
  void stop() {
    console.close();
  }

  @Test
  void beginsASessionWithALink() {
    var answer = console.ask("POST", "/sign-in/" + link("asha"), "");
    assertThat(answer.status()).isEqualTo(303);
    assertThat(answer.header("Location")).isEqualTo("/");
    assertThat(answer.header("Set-Cookie"))
        .startsWith("watchbill_session=")
        .contains("HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=2592000")
        .doesNotContain("Secure");
    assertThat(me(cookie(answer)).json().get("person").asText()).isEqualTo("asha");
  }

  @Test
  void marksTheCookieSecureBehindTls() {
    var answer = console.ask("POST", "/sign-in/" + link("asha"), "", "X-Forwarded-Proto", "https");
    assertThat(answer.header("Set-Cookie")).contains("Secure");
  }

  @Test
  void doesNotUseUpALinkThatIsLookedAt() {
    var link = link("asha");
    assertThat(console.ask("GET", "/sign-in/" + link, null).text()).contains("<button");
    assertThat(console.ask("GET", "/sign-in/" + link, null).text()).contains("<button");
    assertThat(console.ask("POST", "/sign-in/" + link, "").status()).isEqualTo(303);
  }

  @Test
  void takesALinkOnce() {
    var link = link("asha");
    var _ = console.ask("POST", "/sign-in/" + link, "");
    var second = console.ask("POST", "/sign-in/" + link, "");
    assertThat(second.status()).isEqualTo(410);
    assertThat(second.text()).contains("used already");
    assertThat(console.ask("GET", "/sign-in/" + link, null).text()).doesNotContain("<button");
  }

  @Test
  void takesALinkOnceEvenFromManyAtTheSameTime() throws Exception {
    var link = link("asha");
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var presses =
          threads.invokeAll(
              IntStream.range(0, 16)
                  .<Callable<Integer>>mapToObj(
                      press -> () -> console.ask("POST", "/sign-in/" + link, "").status())
                  .toList());
      var statuses = presses.stream().map(press -> press.resultNow()).toList();
      assertThat(statuses).containsOnlyOnce(303);
    }
  }

  /** The record was kept, but the answer that says so came too late. */
  @Test
  void letsTheSameBrowserGoOnWhereNobodyCouldTellInTimeWhetherItWasFirst() {
    var link = link("asha");
    var projected = console.log.credentialed;
    console.log.credentialed =
        (id, credential) -> {
          projected.accept(id, credential);
          if (credential != null && credential.getUsedBy() != null) {
            throw new LogAway("Expected an answer in time", new TimeoutException());
          }
        };
    var undecided = console.ask("POST", "/sign-in/" + link, "");
    assertThat(undecided.status()).isEqualTo(503);
    console.log.credentialed = projected;
    assertThat(console.ask("POST", "/sign-in/" + link, "").status()).isEqualTo(410);

    assertThat(undecided.header("Set-Cookie")).contains("HttpOnly", "SameSite=Lax");
    var browser = undecided.header("Set-Cookie").split(";", 2)[0];
    assertThat(console.ask("GET", "/sign-in/" + link, null, "Cookie", browser).text())
        .contains("<button");
    var entered = console.ask("POST", "/sign-in/" + link, "", "Cookie", browser);
    assertThat(entered.status()).isEqualTo(303);
    assertThat(me(cookie(entered)).json().get("person").asText()).isEqualTo("asha");
    assertThat(console.ask("POST", "/sign-in/" + link, "", "Cookie", browser).status())
        .isEqualTo(410);
  }

  /** Where no answer came back at all, it has what the page with the button gave it. */
  @Test
  void knowsABrowserFromWhenItIsShownALinkUntilItIsIn() {
    var link = link("asha");
    var shown = console.ask("GET", "/sign-in/" + link, null);
    assertThat(shown.header("Set-Cookie")).contains("watchbill_use=", "HttpOnly", "SameSite=Lax");
    var browser = shown.header("Set-Cookie").split(";", 2)[0];
    var projected = console.log.credentialed;
    console.log.credentialed =
        (id, credential) -> {
          projected.accept(id, credential);
          throw new LogAway("Expected an answer in time", new TimeoutException());
        };
    var _ = console.ask("POST", "/sign-in/" + link, "", "Cookie", browser);
    console.log.credentialed = projected;
    assertThat(console.ask("POST", "/sign-in/" + link, "").status()).isEqualTo(410);
    var again = console.ask("GET", "/sign-in/" + link, null, "Cookie", browser);
    assertThat(again.header("Set-Cookie")).startsWith(browser);
    var entered = console.ask("POST", "/sign-in/" + link, "", "Cookie", browser);
    assertThat(entered.status()).isEqualTo(303);
    assertThat(entered.response().headers().allValues("Set-Cookie"))
        .anyMatch(it -> it.startsWith("watchbill_use=;") && it.contains("1970"));
    assertThat(console.ask("GET", "/sign-in/" + link, null).header("Set-Cookie")).isEmpty();
  }

  /** Where nothing was kept, the link is as good as new: for whoever comes first. */
  @Test
  void losesNoLinkWhoseUseWasNeverWritten() {
    var link = link("asha");
    console.log.away = true;
    assertThat(console.ask("POST", "/sign-in/" + link, "").status()).isEqualTo(503);
    console.log.away = false;
    assertThat(console.ask("POST", "/sign-in/" + link, "").status()).isEqualTo(303);
    assertThat(console.ask("POST", "/sign-in/" + link, "").status()).isEqualTo(410);
  }

  /** It can't be taken from the topic; it is over nevertheless. */
  @Test
  void takesALinkOnceEvenWhereItCannotBeTakenBack() {
    var link = link("asha");
    var projected = console.log.credentialed;
    console.log.credentialed =
        (id, credential) -> {
          if (credential == null) {
            throw new LogAway("Expected to write", new TimeoutException());
          }
          projected.accept(id, credential);
        };
    var browser = "watchbill_use=a-browser";
    assertThat(console.ask("POST", "/sign-in/" + link, "", "Cookie", browser).status())
        .isEqualTo(303);
    assertThat(console.ask("POST", "/sign-in/" + link, "", "Cookie", browser).status())
        .isEqualTo(410);
  }

  @Test
  void saysThatALinkHasExpired() {
    var link = link("asha");
    console.clock.advance(Duration.ofHours(1));
    var answer = console.ask("POST", "/sign-in/" + link, "");
    assertThat(answer.status()).isEqualTo(410);
    assertThat(answer.text()).contains("expired");
  }

  @Test
  void refusesALinkAnotherSitePresses() {
    var answer =
        console.ask("POST", "/sign-in/" + link("asha"), "", "Origin", "https://evil.example");
    assertThat(answer.status()).isEqualTo(403);
    assertThat(console.log.credentials).isEmpty();
  }

  @Test
  void endsASession() {
    var cookie = signedIn("asha");
    var answer = form("/sign-out", cookie, "csrf=" + csrf(cookie));
    assertThat(answer.status()).isEqualTo(303);
    assertThat(me(cookie).status()).isEqualTo(401);
  }

  @Test
  void endsASessionByItselfAfterThirtyDays() {
    var cookie = signedIn("asha");
    console.clock.advance(Duration.ofDays(30).minusSeconds(1));
    assertThat(me(cookie).status()).isEqualTo(200);
    console.clock.advance(Duration.ofSeconds(1));
    assertThat(me(cookie).status()).isEqualTo(401);
  }

  @Test
  void givesASessionThePersonsRoleOfToday() {
    var cookie = signedIn("cto");
    assertThat(me(cookie).json().get("role").asText()).isEqualTo("admin");
  }

  @Test
  void actsForAFormOfTheSessionsOwnPages() {
    console.log.decider = response -> shop.decided(response, "applied", "Asha has it");
    var cookie = signedIn("asha");
    var answer = form("/incidents/checkout-1/acknowledge", cookie, "csrf=" + csrf(cookie));
    assertThat(answer.status()).isEqualTo(303);
    assertThat(console.log.responses)
        .singleElement()
        .satisfies(response -> {
          assertThat(response.getPerson()).isEqualTo("asha");
          assertThat(response.getVia()).isEqualTo("console");
        });
  }

  @Test
  void refusesAFormWithoutTheSessionsToken() {
    var cookie = signedIn("asha");
    assertThat(form("/incidents/checkout-1/acknowledge", cookie, "csrf=guess").status())
        .isEqualTo(403);
    assertThat(form("/incidents/checkout-1/acknowledge", cookie, "").status()).isEqualTo(403);
    assertThat(console.log.responses).isEmpty();
  }

  @Test
  void refusesAnotherSitesFormEvenWithTheToken() {
    var cookie = signedIn("asha");
    var answer =
        console.ask(
            "POST",
            "/incidents/checkout-1/acknowledge",
            "csrf=" + csrf(cookie),
            "Cookie",
            cookie,
            "Content-Type",
            FORM,
            "Sec-Fetch-Site",
            "cross-site");
    assertThat(answer.status()).isEqualTo(403);
  }

  @Test
  void refusesASessionsApiCallThatCannotShowWhereItComesFrom() {
    var cookie = signedIn("asha");
    assertThat(apiCall(cookie).status()).isEqualTo(403);
    assertThat(console.log.responses).isEmpty();
  }

  @Test
  void takesASessionsApiCallFromOurOwnPages() {
    console.log.decider = response -> shop.decided(response, "applied", "");
    var cookie = signedIn("asha");
    assertThat(apiCall(cookie, "Origin", console.origin()).status()).isEqualTo(200);
    assertThat(apiCall(cookie, "Sec-Fetch-Site", "same-origin").status()).isEqualTo(200);
    assertThat(apiCall(cookie, "X-CSRF-Token", csrf(cookie)).status()).isEqualTo(200);
    assertThat(apiCall(cookie, "Origin", "https://evil.example").status()).isEqualTo(403);
  }

  @Test
  void makesALinkForAPerson() {
    var made =
        console.post("/api/v1/sign-in-links", console.token("admin", null), "{\"person\":\"bo\"}");
    assertThat(made.status()).isEqualTo(201);
    var entered = console.ask("POST", made.json().get("link").asText(), "");
    assertThat(me(cookie(entered)).json().get("actor").asText()).isEqualTo("bo");
  }

  @Test
  void signsTheOperatorInWithTheLinkUpPrints() {
    var entered = console.ask("POST", "/sign-in/" + link(null), "");
    var me = me(cookie(entered)).json();
    assertThat(me.get("role").asText()).isEqualTo("admin");
    assertThat(me.get("actor").asText()).isEqualTo("token:admin");
    assertThat(me.get("person").isNull()).isTrue();
  }

  @Test
  void sendsABrowserToTheSignInPage() {
    var answer = console.ask("GET", "/", null);
    assertThat(answer.status()).isEqualTo(303);
    assertThat(console.ask("GET", answer.header("Location"), null).text())
        .contains("<form class=\"card fields\" method=\"post\" action=\"/sign-in\">");
  }

  @Test
  void letsNoScriptOfAPageComeFromElsewhere() {
    assertThat(console.ask("GET", "/sign-in", null).header("Content-Security-Policy"))
        .contains("script-src 'self'")
        .doesNotContain("unsafe");
  }

  private String link(@Nullable String person) {
    var secret = Secrets.mint();
    console.received(
        console.topics.credentials,
        "link:" + secret.substring(0, 8),
        Credential.newBuilder()
            .setId("link:" + secret.substring(0, 8))
            .setKind("link")
            .setHash(Secrets.hash(secret))
            .setPerson(person)
            .setRole("admin")
            .setExpiresAt(console.clock.instant().plus(Duration.ofMinutes(30)))
            .build());
    return secret;
  }

  private String signedIn(String person) {
    return cookie(console.ask("POST", "/sign-in/" + link(person), ""));
  }

  private static String cookie(Answer answer) {
    var matcher =
        Pattern.compile("watchbill_session=[^;]+")
            .matcher(String.join("\n", answer.response().headers().allValues("Set-Cookie")));
    assertThat(matcher.find()).isTrue();
    return matcher.group();
  }

  private Answer me(String cookie) {
    return console.ask("GET", "/api/v1/me", null, "Cookie", cookie);
  }

  /** As the page's forms have it. */
  private String csrf(String cookie) {
    var page = console.ask("GET", "/", null, "Cookie", cookie).text();
    var matcher = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"").matcher(page);
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  private Answer form(String path, String cookie, String body) {
    return console.ask("POST", path, body, "Cookie", cookie, "Content-Type", FORM);
  }

  private Answer apiCall(String cookie, String... headers) {
    var all = new java.util.ArrayList<>(java.util.List.of(headers));
    all.addAll(java.util.List.of("Cookie", cookie, "Content-Type", "application/json"));
    return console.ask(
        "POST", "/api/v1/incidents/checkout-1/acknowledge", "{}", all.toArray(String[]::new));
  }
}
