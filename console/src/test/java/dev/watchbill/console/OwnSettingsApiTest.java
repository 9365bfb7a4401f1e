package dev.watchbill.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.console.RunningConsole.Answer;
import dev.watchbill.schemas.NotifyRule;
import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.Person;
import dev.watchbill.schemas.PersonSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnSettingsApiTest {
  private static final String MINE = "/api/v1/people/me/settings";
  private static final String CONTACTS = "/api/v1/people/asha/contacts";
  private static final String EMAIL = "{\"kind\": \"email\", \"address\": \"a@example.com\"}";

  @TempDir Path folder;

  private RunningConsole console = unset();
  private String asha = "";

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // Set before each test.
  private static <T> T unset() {
    return null;
  }

  @BeforeEach
  void start() {
    console = new RunningConsole(folder);
    var _ = new Shop(console);
    asha = console.token("responder", "asha");
  }

  @AfterEach
  void stop() {
    console.close();
  }

  @Test
  void showsTheRostersWordWhereSomebodySetNothing() {
    var settings = console.get(MINE, asha).json();

    assertThat(settings.get("person").asText()).isEqualTo("asha");
    assertThat(settings.get("contacts").toString())
        .isEqualTo(
            "[{\"kind\":\"phone\",\"address\":\"+491701234567\",\"own\":false,"
                + "\"verifiedAt\":null,\"awaitsCode\":false,\"inUse\":true}]");
    assertThat(settings.get("high").get("own").asBoolean()).isFalse();
  }

  @Test
  void keepsRulesAndQuietHoursAndShowsThem() {
    var answer =
        put(
            """
            {"high": [{"via": "inbox"}, {"via": "call", "after": "90s"}], "low": [],
             "doNotDisturb": [{"days": ["sat"], "from": "22:00", "to": "07:00"}]}
            """);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json()).isEqualTo(console.get(MINE, asha).json());
    assertThat(answer.json().get("high").toString())
        .isEqualTo(
            "{\"own\":true,\"rules\":[{\"via\":\"inbox\",\"after\":\"0s\",\"works\":true},"
                + "{\"via\":\"call\",\"after\":\"90s\",\"works\":false}],\"works\":true}");
    assertThat(console.log.settings)
        .singleElement()
        .returns(
            List.of(new NotifyRule("inbox", 0L), new NotifyRule("call", 90_000L)),
            PersonSettings::getNotifyHigh)
        .returns(List.of(), PersonSettings::getNotifyLow);
  }

  @Test
  void refusesWhatWasMadeOfSettingsThatChangedMeanwhile() {
    var seen = console.get(MINE, asha).json().get("version").asLong();
    assertThat(seen).isZero();
    var first = put("{\"high\": [{\"via\": \"inbox\"}], \"version\": 0}");
    assertThat(first.status()).isEqualTo(200);

    var second = put("{\"high\": [{\"via\": \"call\"}], \"version\": 0}");

    assertThat(second.status()).isEqualTo(409);
    assertThat(second.json().get("detail").asText()).contains("changed meanwhile");
    assertThat(console.get(MINE, asha).json()).isEqualTo(first.json());
    var version = first.json().get("version").asLong();
    assertThat(put("{\"version\": %d}".formatted(version)).status()).isEqualTo(200);
  }

  @Test
  void makesTheRostersWordHoldAgainWhereItIsLeftOut() {
    put("{\"high\": [{\"via\": \"inbox\"}]}");

    assertThat(put("{}").json().get("high").get("own").asBoolean()).isFalse();
  }

  @Test
  void sendsACodeAndUsesTheAddressOnceItIsConfirmed() {
    var added = console.post(CONTACTS, asha, EMAIL);

    assertThat(added.status()).isEqualTo(202);
    assertThat(console.log.sent)
        .singleElement()
        .returns("email", Page::getChannel)
        .returns("a@example.com", Page::getAddress)
        .returns("notice", Page::getKind);
    assertThat(email(added).get("inUse").asBoolean()).isFalse();
    assertThat(asha().getContacts()).doesNotContainKey("email");

    var confirmed = confirm(code());

    assertThat(confirmed.status()).isEqualTo(200);
    assertThat(email(confirmed).get("inUse").asBoolean()).isTrue();
    assertThat(asha().getContacts()).containsEntry("email", "a@example.com");
    assertThat(confirm(code()).status()).isEqualTo(404);
  }

  @Test
  void sendsACodeIntoAChatInTeams() {
    var user = "8b081ef6-4792-4def-b2c9-c363a1bf41d5";
    var added =
        console.post(
            CONTACTS, asha, EMAIL.replace("email", "teams").replace("a@example.com", user));

    assertThat(added.status()).isEqualTo(202);
    assertThat(console.log.sent)
        .singleElement()
        .returns("teams", Page::getChannel)
        .returns(user, Page::getAddress);
    var confirmed =
        console.post(CONTACTS + "/teams/confirm", asha, "{\"code\": \"" + code() + "\"}");
    assertThat(confirmed.status()).isEqualTo(200);
    assertThat(asha().getContacts()).containsEntry("teams", user);
  }

  @Test
  void keepsNoCodeOnATopicOfItsOwn() {
    console.post(CONTACTS, asha, EMAIL);

    assertThat(console.log.settings.getLast().toString()).doesNotContain(code());
  }

  @Test
  void sendsNoMoreCodesForHavingTakenTheContactAway() {
    for (var sent = 1; sent <= 10; sent++) {
      assertThat(console.post(CONTACTS, asha, EMAIL).status()).isEqualTo(202);
      assertThat(remove("email").status()).isEqualTo(200);
      assertThat(console.post(CONTACTS, asha, EMAIL).status()).isEqualTo(429);
      console.clock.advance(Duration.ofMinutes(1));
    }

    assertThat(console.post(CONTACTS, asha, EMAIL).json().path("detail").asText())
        .isEqualTo("Expected at most 10 codes a day");
    assertThat(console.log.sent).hasSize(10);
    console.clock.advance(Duration.ofDays(1));
    assertThat(console.post(CONTACTS, asha, EMAIL).status()).isEqualTo(202);
  }

  @Test
  void takesNoCodeAfterFiveWrongOnes() {
    console.post(CONTACTS, asha, EMAIL);
    var wrong = code().equals("000000") ? "000001" : "000000";
    for (var tried = 0; tried < 5; tried++) {
      assertThat(confirm(wrong).status()).isEqualTo(400);
    }

    assertThat(confirm(code()).status()).isEqualTo(404);
  }

  @Test
  void takesNoCodeAfterTenMinutes() {
    console.post(CONTACTS, asha, EMAIL);
    console.clock.advance(Duration.ofMinutes(10));

    assertThat(confirm(code()).status()).isEqualTo(404);
  }

  @Test
  void sendsOneCodeAMinute() {
    console.post(CONTACTS, asha, EMAIL);

    assertThat(console.post(CONTACTS, asha, EMAIL).status()).isEqualTo(429);
    console.clock.advance(Duration.ofMinutes(1));
    assertThat(console.post(CONTACTS, asha, EMAIL).status()).isEqualTo(202);
    assertThat(console.log.sent).hasSize(2);
  }

  @Test
  void keepsAConfirmedAddressUntilTheNextIsConfirmed() {
    console.post(CONTACTS, asha, EMAIL);
    confirm(code());
    console.clock.advance(Duration.ofMinutes(5));

    console.post(CONTACTS, asha, EMAIL.replace("a@", "b@"));
    assertThat(asha().getContacts()).containsEntry("email", "a@example.com");
    confirm(code());

    assertThat(asha().getContacts()).containsEntry("email", "b@example.com");
    assertThat(console.log.settings.getLast().getContacts()).hasSize(1);
  }

  @Test
  void takesAnAddressAway() {
    console.post(CONTACTS, asha, EMAIL);
    confirm(code());

    assertThat(remove("email").status()).isEqualTo(200);

    assertThat(asha().getContacts()).doesNotContainKey("email");
    assertThat(remove("email").status()).isEqualTo(404);
  }

  @Test
  void letsNobodyElseSetIt() {
    var bo = console.token("admin", "bo");

    assertThat(console.post(CONTACTS, bo, EMAIL).status()).isEqualTo(403);
    assertThat(console.get("/api/v1/people/asha/settings", bo).status()).isEqualTo(200);
    var stranger = console.token("responder", "cto");
    assertThat(console.get("/api/v1/people/asha/settings", stranger).status()).isEqualTo(403);
    assertThat(console.get(MINE, console.token("admin", null)).status()).isEqualTo(404);
    assertThat(console.log.settings).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"high\": [{\"via\": \"pigeon\"}]} | via: expected one of",
        "{\"high\": [{\"via\": \"sms\", \"after\": \"soon\"}]} | after: expected a length such as 90s",
        "{\"high\": [{\"via\": \"sms\", \"after\": \"25h\"}]} | at most a day",
        "{\"doNotDisturb\": [{\"from\": \"late\", \"to\": \"07:00\"}]} | from: expected a local time",
        "{\"doNotDisturb\": [{\"days\": [\"caturday\"], \"from\": \"22:00\", \"to\": \"07:00\"}]} | days: expected some of",
        "{\"loud\": true} | Expected only the fields",
      })
  void refusesRulesThatMakeNoSense(String body, String sentence) {
    var answer = put(body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().get("detail").asText()).contains(sentence);
    assertThat(console.log.settings).isEmpty();
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "email, nobody",
    "phone, 12345",
    "carrier-pigeon, home",
    "slack, U02ASHA",
    "teams, asha@example.com",
  })
  void refusesAddressesThatCannotBeReached(String kind, String address) {
    var body = EMAIL.replace("email", kind).replace("a@example.com", address);

    assertThat(console.post(CONTACTS, asha, body).status()).isEqualTo(400);
    assertThat(console.log.sent).isEmpty();
  }

  @Test
  void saysThatKafkaIsAway() {
    console.log.away = true;

    assertThat(put("{}").status()).isEqualTo(503);
  }

  @Test
  void isSetOnAPageToo() {
    console.ask(
        "POST",
        "/me/rules",
        "high-by=own&high=inbox%2C+call+3m&low-by=roster&low=&quiet-by=own&quiet=22%3A00-07%3A00",
        "Authorization",
        "Bearer " + asha,
        "Content-Type",
        "application/x-www-form-urlencoded");

    assertThat(console.log.settings)
        .singleElement()
        .returns(null, PersonSettings::getNotifyLow)
        .returns(
            List.of(new NotifyRule("inbox", 0L), new NotifyRule("call", 180_000L)),
            PersonSettings::getNotifyHigh);
    assertThat(console.get("/me", asha).text())
        .contains("inbox, call 3m")
        .contains("22:00-07:00")
        .contains("+491701234567");
    assertThat(console.get("/me", console.token("viewer", null)).text())
        .contains("You are nobody of the roster");
  }

  private Answer put(String body) {
    return console.ask(
        "PUT", MINE, body, "Authorization", "Bearer " + asha, "Content-Type", "application/json");
  }

  private Answer confirm(String code) {
    return console.post(CONTACTS + "/email/confirm", asha, "{\"code\": \"" + code + "\"}");
  }

  private Answer remove(String kind) {
    return console.ask("DELETE", CONTACTS + "/" + kind, null, "Authorization", "Bearer " + asha);
  }

  private String code() {
    return console.log.sent.getLast().getText().replaceAll("(?s).*code is (\\d{6}).*", "$1");
  }

  private static com.fasterxml.jackson.databind.JsonNode email(Answer answer) {
    for (var contact : answer.json().get("contacts")) {
      if (contact.get("kind").asText().equals("email")) {
        return contact;
      }
    }
    throw new AssertionError("Expected an e-mail address, but got " + answer.json());
  }

  private Person asha() {
    return Objects.requireNonNull(console.model.roster().people().get("asha"));
  }
}
