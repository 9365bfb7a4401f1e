package dev.watchbill.roster;

import static dev.watchbill.roster.RosterText.the;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.watchbill.roster.PolicyEntry.Escalation;
import dev.watchbill.roster.offline.OfflineRota;
import dev.watchbill.roster.offline.OnCallAnswer;
import dev.watchbill.roster.yaml.RosterReader;
import dev.watchbill.schemas.config.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What ships as an example, and what init writes, is without any problem. */
class ExamplesTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final Environment SHOP_KEY =
      new Environment(
          Map.of(
              "PROMETHEUS_KEY",
              "k",
              "WATCHBILL_SLACK_TOKEN",
              "xoxb-1",
              "WATCHBILL_SMTP_URL",
              "smtp://mail.example.com"));

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"2025-02-01T00:00:00Z", "2026-11-23T12:00:00Z", "2031-03-30T01:30:00Z"})
  void findsNothingToSayAboutTheShop(Instant now) {
    var reading = RosterReader.read(Examples.SHOP, SHOP_KEY, Purpose.CHECK, now);
    assertThat(reading.problems()).isEmpty();
  }

  @Test
  void saysThatSlackIsNotConnectedWhereItIsNot() {
    var without = new Environment(Map.of("PROMETHEUS_KEY", "k"));
    assertThat(RosterReader.read(Examples.SHOP, without, Purpose.CHECK, NOW).warnings())
        .first()
        .extracting(Problem::message, STRING)
        .contains("people.yaml:", "WATCHBILL_SLACK_TOKEN", "7 people")
        .contains("the next contact is used");
  }

  @Test
  void putsDifferentPeopleOnBothStepsOfTheDemo() {
    var rota = new OfflineRota(shop());
    var days = IntStream.range(0, 60).mapToObj(day -> NOW.plus(Duration.ofDays(day))).toList();
    var first = rota.onCall(List.of("payments-primary"), days);
    var second = rota.onCall(List.of("payments-secondary"), days);
    assertThat(first).extracting(OnCallAnswer::who).allSatisfy(who -> assertThat(who).hasSize(1));
    IntStream.range(0, 60)
        .forEach(day -> assertThat(first.get(day).who()).isNotEqualTo(second.get(day).who()));
  }

  @Test
  void losesPatienceInSecondsInTheDemo() {
    var checkout = the(shop().services(), "checkout");
    var policy = the(shop().policies(), checkout.policy().orElseThrow());
    var critical = (Escalation) the(policy.severities(), "critical");
    assertThat(critical.steps())
        .extracting(PolicyEntry.Step::patience)
        .containsOnly(Duration.ofSeconds(8));
  }

  @Test
  void writesARosterThatWorksAtOnce(@TempDir Path folder) throws IOException {
    for (var file : InitTemplate.files("ada", "Ada Lovelace", "Europe/London").entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue());
    }
    Files.writeString(folder.resolve(InitTemplate.KEY_FILE), "k3y\n");
    var reading = RosterReader.read(folder, new Environment(Map.of()), Purpose.APPLY, NOW);
    assertThat(reading.problems()).isEmpty();
    var rota = new OfflineRota(reading.roster().orElseThrow());
    assertThat(rota.onCall(List.of(), List.of(NOW)))
        .extracting(OnCallAnswer::who)
        .containsExactly(List.of("ada"));
  }

  private static Roster shop() {
    return RosterReader.read(Examples.SHOP, SHOP_KEY, Purpose.ANSWER, NOW).roster().orElseThrow();
  }
}
