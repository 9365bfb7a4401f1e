package dev.watchbill.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.watchbill.console.RunningConsole.Answer;
import dev.watchbill.console.auth.oidc.OidcSettings;
import dev.watchbill.schemas.Person;
import dev.watchbill.schemas.RosterRecord;
import dev.watchbill.schemas.config.Environment;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class OidcTest {
  private static final String ROLES =
      "admin=sre-leads; responder@payments=payments; viewer=auditors";

  @TempDir Path folder;

  private StandInProvider provider = unset();
  private RunningConsole console = unset();

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // Set before each test.
  private static <T> T unset() {
    return null;
  }

  @BeforeEach
  void start() {
    provider = new StandInProvider();
    console = new RunningConsole(folder, settings(Map.of()));
    new Shop(console);
  }

  @AfterEach
  void stop() {
    console.close();
    provider.close();
  }

  private java.util.Optional<OidcSettings> settings(Map<String, String> more) {
    var all =
        new java.util.HashMap<>(
            Map.of(
                "WATCHBILL_OIDC_ISSUER",
                provider.issuer(),
                "WATCHBILL_OIDC_CLIENT_ID",
                StandInProvider.CLIENT,
                "WATCHBILL_OIDC_CLIENT_SECRET",
                StandInProvider.SECRET,
                "WATCHBILL_OIDC_NAME",
                "Example",
                "WATCHBILL_OIDC_ROLES",
                ROLES));
    all.putAll(more);
    return OidcSettings.of(new Environment(all));
  }

  @Test
  void signsAPersonOfTheRosterIn() {
    assertThat(console.ask("GET", "/sign-in", null).text()).contains("Sign in with Example");
    provider.claims = who("asha");
    var answer = signIn();
    assertThat(answer.status()).isEqualTo(303);
    assertThat(answer.header("Location")).isEqualTo("/");
    var me = me(answer);
    assertThat(me.json().get("actor").asText()).isEqualTo("asha");
    assertThat(me.json().get("role").asText()).isEqualTo("responder");
  }

  @Test
  void givesAPersonOfTheRosterWhatTheirGroupsGiveBesides() {
    provider.claims = who("asha").andThen(it -> it.claim("groups", List.of("sre-leads", "x")));
    assertThat(me(signIn()).json().get("role").asText()).isEqualTo("admin");
  }

  @Test
  void letsWhomOnlyGroupsKnowInWithTheirRoleAndNoMore() {
    provider.claims = who("eve@example.com").andThen(it -> it.claim("groups", "auditors"));
    var me = me(signIn()).json();
    assertThat(me.get("actor").asText()).isEqualTo("oidc:eve@example.com");
    assertThat(me.get("person").isNull()).isTrue();
    assertThat(me.get("role").asText()).isEqualTo("viewer");
  }

  @Test
  void refusesWhomNeitherTheRosterNorAGroupKnows() {
    provider.claims = who("eve@example.com").andThen(it -> it.claim("groups", List.of("dev")));
    var answer = signIn();
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.text()).contains("none of your groups gives a role");
    assertThat(console.log.credentials).isEmpty();
  }

  @Test
  void believesNoAddressTheProviderDidNotVerify() {
    provider.claims = who("asha").andThen(it -> it.claim("email_verified", false));
    var answer = signIn();
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.text()).contains("verified");
  }

  @Test
  void callsNobodyByAnAddressTheProviderDidNotVerify() {
    provider.claims =
        who("cto@example.com")
            .andThen(it -> it.claim("email_verified", false).claim("groups", "auditors"));
    var me = me(signIn()).json();
    assertThat(me.get("actor").asText()).startsWith("oidc:").doesNotContain("@");
    assertThat(me.get("person").isNull()).isTrue();
    assertThat(console.log.audit.toString()).doesNotContain("cto@example.com");
  }

  @ParameterizedTest
  @CsvSource({"bo@example.com, true, bo@example.com", "other@example.com, false, Bo@Example.com"})
  void findsAPersonByAnAddressInAnotherClaimOnlyWhereItIsTheVerifiedOne(
      String email, boolean found, String claimed) {
    console.close();
    console =
        new RunningConsole(
            folder, settings(Map.of("WATCHBILL_OIDC_PERSON_CLAIM", "preferred_username")));
    reachable("bo", "bo@example.com");
    provider.claims =
        who(email)
            .andThen(
                it -> it.claim("preferred_username", claimed).claim("groups", List.of("auditors")));
    var me = me(signIn()).json();
    assertThat(me.get("person").asText("")).isEqualTo(found ? "bo" : "");
    assertThat(me.get("actor").asText()).doesNotContain("@");
  }

  private void reachable(String person, String email) {
    var shop = new Shop(console);
    shop.roster(
        "person:" + person,
        RosterRecord.newBuilder()
            .setPerson(
                Person.newBuilder().setId(person).setContacts(Map.of("email", email)).build())
            .build());
    shop.inForce("v2");
  }

  @Test
  void endsASessionAfterTwelveHoursAsGroupsMayHaveChanged() {
    provider.claims = who("asha");
    var answer = signIn();
    console.clock.advance(Duration.ofHours(12));
    assertThat(me(answer).status()).isEqualTo(401);
  }

  @Test
  void takesANewKeyOfTheProviders() {
    provider.claims = who("asha");
    assertThat(signIn().status()).isEqualTo(303);
    provider.rotate();
    assertThat(signIn().status()).isEqualTo(303);
    assertThat(provider.keysAsked.get()).isEqualTo(2);
  }

  static Stream<Named<Consumer<JWTClaimsSet.Builder>>> misuses() {
    return Stream.of(
        Named.of("another log-in's nonce", it -> it.claim("nonce", "another")),
        Named.of("no nonce", it -> it.claim("nonce", null)),
        Named.of("for another client", it -> it.audience("another")),
        Named.of(
            "for two clients, given to the other",
            it -> it.audience(List.of(StandInProvider.CLIENT, "another")).claim("azp", "another")),
        Named.of("of another provider", it -> it.issuer("https://evil.example")),
        Named.of(
            "expired",
            it -> it.expirationTime(Date.from(Instant.now().minus(Duration.ofMinutes(5))))),
        Named.of(
            "of the future",
            it -> it.issueTime(Date.from(Instant.now().plus(Duration.ofMinutes(5))))),
        Named.of("of nobody", it -> it.subject(null)));
  }

  @ParameterizedTest
  @MethodSource("misuses")
  void refusesATokenThatIsNotMeantForThisLogIn(Consumer<JWTClaimsSet.Builder> misuse) {
    provider.claims = who("asha").andThen(misuse);
    refused(signIn());
  }

  @Test
  void refusesATokenThatNobodySigned() {
    provider.claims = who("asha");
    provider.unsigned = true;
    refused(signIn());
  }

  @Test
  void refusesATokenThatSomebodyElseSigned() {
    provider.claims = who("asha");
    provider.forge();
    refused(signIn());
  }

  @Test
  void takesACodeOnce() {
    provider.claims = who("asha");
    var beginning = begin();
    var callback = provider.authorize(URI.create(beginning.header("Location")));
    var cookie = remembered(beginning);
    assertThat(end(callback, cookie).status()).isEqualTo(303);
    refused(end(callback, cookie));
  }

  @Test
  void refusesWhatNoBeginningRemembers() {
    provider.claims = who("asha");
    var callback = provider.authorize(URI.create(begin().header("Location")));
    refused(end(callback, "watchbill_oidc=~~"));
  }

  @Test
  void takesWhatItRememberedBackFromTheBrowser() {
    provider.claims = who("asha");
    var beginning = begin();
    var ended =
        end(provider.authorize(URI.create(beginning.header("Location"))), remembered(beginning));
    assertThat(ended.response().headers().allValues("Set-Cookie"))
        .anyMatch(it ->
            it.startsWith("watchbill_oidc=;")
                && it.contains("Expires=Thu, 1 Jan 1970 00:00:00 GMT"));
    assertThat(beginning.header("Set-Cookie"))
        .contains("HttpOnly", "SameSite=Lax", "Path=/oidc", "Max-Age=600");
  }

  @Test
  void refusesAnotherBrowsersLogIn() {
    provider.claims = who("asha");
    var victim = begin();
    var attacker = begin();
    var callback = provider.authorize(URI.create(attacker.header("Location")));
    refused(end(callback, remembered(victim)));
    refused(console.ask("GET", path(callback), null));
  }

  @Test
  void saysThatTheProviderSaidNo() {
    var beginning = begin();
    var state = URI.create(beginning.header("Location")).getRawQuery();
    var mine = Pattern.compile("state=([^&]+)").matcher(state);
    assertThat(mine.find()).isTrue();
    var answer =
        console.ask(
            "GET",
            "/oidc/callback?error=access_denied&state=" + mine.group(1),
            null,
            "Cookie",
            remembered(beginning));
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.text()).contains("access_denied");
  }

  @Test
  void saysThatTheProviderIsAwayAndOffersOtherWays() {
    provider.close();
    var answer = console.ask("GET", "/oidc/begin", null);
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.text()).contains("can't be reached", "name=\"password\"");
  }

  @Test
  void saysWhichSettingIsNotRight() {
    for (var wrong :
        Map.of(
                "WATCHBILL_OIDC_ISSUER", "http://id.example.com",
                "WATCHBILL_OIDC_CLIENT_ID", "",
                "WATCHBILL_OIDC_ROLES", "boss=x",
                "WATCHBILL_OIDC_TRUST_EMAIL", "maybe")
            .entrySet()) {
      assertThatThrownBy(() -> settings(Map.of(wrong.getKey(), wrong.getValue())))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith(wrong.getKey() + ": expected");
    }
  }

  private static Consumer<JWTClaimsSet.Builder> who(String email) {
    return it -> it.claim("email", email);
  }

  private Answer begin() {
    var answer = console.ask("GET", "/oidc/begin", null);
    assertThat(answer.status()).isEqualTo(303);
    return answer;
  }

  private Answer signIn() {
    var beginning = begin();
    return end(provider.authorize(URI.create(beginning.header("Location"))), remembered(beginning));
  }

  private Answer end(URI callback, String cookie) {
    return console.ask("GET", path(callback), null, "Cookie", cookie);
  }

  private static String path(URI callback) {
    return callback.getRawPath() + "?" + callback.getRawQuery();
  }

  private static String remembered(Answer answer) {
    return cookie(answer, "watchbill_oidc");
  }

  private static String cookie(Answer answer, String name) {
    return answer.response().headers().allValues("Set-Cookie").stream()
        .filter(it -> it.startsWith(name + "="))
        .map(it -> it.split(";", 2)[0])
        .findFirst()
        .orElseThrow();
  }

  private Answer me(Answer signedIn) {
    return console.ask("GET", "/api/v1/me", null, "Cookie", cookie(signedIn, "watchbill_session"));
  }

  private void refused(Answer answer) {
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.response().headers().allValues("Set-Cookie"))
        .noneMatch(it -> it.startsWith("watchbill_session="));
  }
}
