package dev.watchbill.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.console.RunningConsole.Answer;
import dev.watchbill.schemas.Credential;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountsTest {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String GOOD = "seven quiet herons";
  private static final String OTHER = "eleven loud kettles";

  @TempDir Path folder;

  private RunningConsole console = unset();
  private Shop shop = unset();
  private String admin = "";

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // Set before each test.
  private static <T> T unset() {
    return null;
  }

  @BeforeEach
  void start() {
    console = new RunningConsole(folder);
    shop = new Shop(console);
    admin = console.token("admin", null);
  }

  @AfterEach
  void stop() {
    console.close();
  }

  @Test
  void letsAnInvitedPersonChooseAPasswordAndSignIn() {
    var link = invite("asha");
    assertThat(console.ask("GET", link, null).text()).contains("Choose a password");
    var chosen = choose(link, GOOD, GOOD);
    assertThat(chosen.status()).isEqualTo(303);
    assertThat(me(cookie(chosen)).json().get("person").asText()).isEqualTo("asha");
    var again = logIn("asha", GOOD);
    assertThat(again.status()).isEqualTo(303);
    assertThat(again.header("Set-Cookie")).contains("HttpOnly", "SameSite=Lax");
    assertThat(me(cookie(again)).json().get("role").asText()).isEqualTo("responder");
  }

  @Test
  void keepsOnlyAHashWithTodaysCosts() {
    account("asha");
    assertThat(console.log.credentials)
        .filteredOn(it -> it.getKind().equals("account"))
        .singleElement()
        .extracting(Credential::getHash)
        .asString()
        .startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    assertThat(console.log.credentials.toString() + console.log.audit).doesNotContain(GOOD);
  }

  @Test
  void givesTwoPeopleWithOnePasswordTwoHashes() {
    account("asha");
    account("bo");
    assertThat(console.log.credentials)
        .filteredOn(it -> it.getKind().equals("account"))
        .extracting(Credential::getHash)
        .doesNotHaveDuplicates()
        .hasSize(2);
  }

  @Test
  void answersAnUnknownNameAsAWrongPassword() {
    account("asha");
    invite("bo");
    var wrong = logIn("asha", OTHER);
    assertThat(wrong.status()).isEqualTo(401);
    assertThat(wrong.header("Set-Cookie")).isEmpty();
    for (var name : new String[] {"bo", "cto", "nobody", ""}) {
      var unknown = logIn(name, OTHER);
      assertThat(unknown.status()).isEqualTo(401);
      assertThat(unknown.text().replace("value=\"" + name + "\"", "value=\"asha\""))
          .isEqualTo(wrong.text());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"asha", "nobody"})
  void checksNothingMoreWhereItWasWrongTooOften(String name) {
    account("asha");
    for (var attempt = 0; attempt < 10; attempt++) {
      assertThat(logIn(name, OTHER).status()).isEqualTo(401);
    }
    assertThat(logIn(name, GOOD).status()).isEqualTo(429);
    console.clock.advance(Duration.ofMinutes(10));
    assertThat(logIn(name, GOOD).status()).isEqualTo(name.equals("asha") ? 303 : 401);
  }

  @Test
  void doesNotCountAgainstOthersNames() {
    account("asha");
    account("bo");
    for (var attempt = 0; attempt < 11; attempt++) {
      logIn("asha", OTHER);
    }
    assertThat(logIn("bo", GOOD).status()).isEqualTo(303);
  }

  @Test
  void takesAnInvitationOnceAndOnlyTheNewestAndOnlyInTime() {
    var first = invite("asha");
    var second = invite("asha");
    assertThat(choose(first, GOOD, GOOD).status()).isEqualTo(410);
    assertThat(choose(second, GOOD, GOOD).status()).isEqualTo(303);
    assertThat(choose(second, OTHER, OTHER).status()).isEqualTo(410);
    var late = invite("bo");
    console.clock.advance(Duration.ofDays(3));
    assertThat(choose(late, GOOD, GOOD).status()).isEqualTo(410);
  }

  @ParameterizedTest
  @ValueSource(strings = {"short", "aaaaaaaaaaaaaaaa", "asha-asha-asha", "ababababababab"})
  void refusesAPasswordThatIsSoonGuessedAndKeepsTheInvitation(String weak) {
    var link = invite("asha");
    assertThat(choose(link, weak, weak).status()).isEqualTo(400);
    assertThat(choose(link, GOOD, OTHER).text()).contains("aren't the same");
    assertThat(choose(link, GOOD, GOOD).status()).isEqualTo(303);
  }

  @Test
  void letsTheSameBrowserTryAgainWhosePasswordCouldNotBeKept() {
    var link = invite("asha");
    var projected = console.log.credentialed;
    console.log.credentialed =
        (id, credential) -> {
          projected.accept(id, credential);
          console.log.away = credential != null && credential.getUsedBy() != null;
        };
    var failed = choose(link, GOOD, GOOD);
    assertThat(failed.status()).isEqualTo(503);
    var browser = failed.header("Set-Cookie").split(";", 2)[0];
    console.log.away = false;
    console.log.credentialed = projected;
    assertThat(choose(link, OTHER, OTHER).status()).isEqualTo(410);
    assertThat(console.ask("GET", link, null, "Cookie", browser).text())
        .contains("Choose a password");
    assertThat(choose(link, GOOD, GOOD, "Cookie", browser).status()).isEqualTo(303);
    assertThat(choose(link, OTHER, OTHER, "Cookie", browser).status()).isEqualTo(410);
  }

  @Test
  void signsEverybodyOutWhoWasInWhenItIsReset() {
    var cookie = account("asha");
    var reset = console.ask("POST", "/api/v1/accounts/asha/reset", null, bearer());
    assertThat(reset.status()).isEqualTo(201);
    assertThat(me(cookie).status()).isEqualTo(401);
    assertThat(logIn("asha", GOOD).status()).isEqualTo(401);
    assertThat(choose(reset.json().get("link").asText(), OTHER, OTHER).status()).isEqualTo(303);
    assertThat(logIn("asha", OTHER).status()).isEqualTo(303);
  }

  @Test
  void endsWithTheAccountWhatItOpened() {
    var cookie = account("asha");
    assertThat(console.ask("DELETE", "/api/v1/accounts/asha", null, bearer()).status())
        .isEqualTo(204);
    assertThat(me(cookie).status()).isEqualTo(401);
    assertThat(logIn("asha", GOOD).status()).isEqualTo(401);
    assertThat(console.ask("DELETE", "/api/v1/accounts/asha", null, bearer()).status())
        .isEqualTo(404);
  }

  @Test
  void listsWhoHasAnAccountAndWhoIsInvited() {
    account("asha");
    invite("bo");
    var items = console.get("/api/v1/accounts", admin).json().get("items");
    assertThat(items.findValuesAsText("person")).containsExactly("asha", "bo");
    assertThat(items.get(0).get("since").isNull()).isFalse();
    assertThat(items.get(1).get("since").isNull()).isTrue();
    assertThat(items.get(1).get("invitedUntil").isNull()).isFalse();
  }

  @Test
  void makesNoSecondAccountOfAPersonAndNoneOfAStranger() {
    account("asha");
    assertThat(console.post("/api/v1/accounts", admin, "{\"person\":\"asha\"}").status())
        .isEqualTo(409);
    assertThat(console.post("/api/v1/accounts", admin, "{\"person\":\"nobody\"}").status())
        .isEqualTo(400);
  }

  @Test
  void changesOnesPasswordAndSignsOnesOtherBrowsersOut() {
    var here = account("asha");
    var elsewhere = cookie(logIn("asha", GOOD));
    var form = "csrf=%s&before=%s&password=%s&again=%s";
    var wrong = form.formatted(csrf(here), "not it at all", code(OTHER), code(OTHER));
    assertThat(said(console.ask("POST", "/password", wrong, form(here)), here))
        .contains("old password isn't right");
    var right = form.formatted(csrf(here), code(GOOD), code(OTHER), code(OTHER));
    assertThat(said(console.ask("POST", "/password", right, form(here)), here))
        .contains("new password counts");
    assertThat(me(here).status()).isEqualTo(200);
    assertThat(me(elsewhere).status()).isEqualTo(401);
    assertThat(logIn("asha", OTHER).status()).isEqualTo(303);
  }

  @Test
  void showsAnAdminEverybodysBrowsersAndEndsThem() {
    var ashas = account("asha");
    var ctos = account("cto");
    assertThat(console.ask("GET", "/access", null, "Cookie", ctos).text())
        .contains("signed in with an invitation", "Accounts with a password");
    assertThat(console.ask("GET", "/access", null, "Cookie", ashas).text())
        .doesNotContain("Accounts with a password");
    var sessions = console.get("/api/v1/sessions?person=asha", admin).json().get("items");
    assertThat(sessions).hasSize(1);
    assertThat(console.ask("GET", "/api/v1/sessions?all=true", null, "Cookie", ashas).status())
        .isEqualTo(403);
    var id = sessions.get(0).get("id").asText();
    assertThat(console.ask("DELETE", "/api/v1/sessions/" + id, null, bearer()).status())
        .isEqualTo(204);
    assertThat(me(ashas).status()).isEqualTo(401);
    assertThat(me(ctos).status()).isEqualTo(200);
  }

  @Test
  void refusesALogInThatAnotherSiteSends() {
    account("asha");
    var body = "name=asha&password=" + code(GOOD);
    var answer =
        console.ask(
            "POST", "/sign-in", body, "Content-Type", FORM, "Origin", "https://evil.example");
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.header("Set-Cookie")).isEmpty();
  }

  @Test
  void letsNobodyInWhoHasLeftTheRoster() {
    account("asha");
    console.received(console.topics.roster, "person:asha", null);
    shop.inForce("v2");
    assertThat(logIn("asha", GOOD).status()).isEqualTo(401);
  }

  private String invite(String person) {
    var made = console.post("/api/v1/accounts", admin, "{\"person\":\"" + person + "\"}");
    assertThat(made.status()).isEqualTo(201);
    return made.json().get("link").asText();
  }

  /** An account with the good password; the cookie of its first session. */
  private String account(String person) {
    return cookie(choose(invite(person), GOOD, GOOD));
  }

  private Answer choose(String link, String password, String again, String... headers) {
    var body = "password=%s&again=%s".formatted(code(password), code(again));
    var all = new ArrayList<>(List.of(headers));
    all.addAll(List.of("Content-Type", FORM));
    return console.ask("POST", link, body, all.toArray(String[]::new));
  }

  private Answer logIn(String name, String password) {
    var body = "name=%s&password=%s".formatted(code(name), code(password));
    return console.ask("POST", "/sign-in", body, "Content-Type", FORM);
  }

  private static String code(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private String[] bearer() {
    return new String[] {"Authorization", "Bearer " + admin};
  }

  private static String[] form(String cookie) {
    return new String[] {"Cookie", cookie, "Content-Type", FORM};
  }

  private String said(Answer answer, String cookie) {
    assertThat(answer.status()).isEqualTo(303);
    return console.ask("GET", answer.header("Location"), null, "Cookie", cookie).text();
  }

  private static String cookie(Answer answer) {
    var matcher = Pattern.compile("watchbill_session=[^;]+").matcher(answer.header("Set-Cookie"));
    assertThat(matcher.find()).isTrue();
    return matcher.group();
  }

  private Answer me(String cookie) {
    return console.ask("GET", "/api/v1/me", null, "Cookie", cookie);
  }

  private String csrf(String cookie) {
    var page = console.ask("GET", "/access", null, "Cookie", cookie).text();
    var matcher = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"").matcher(page);
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }
}
