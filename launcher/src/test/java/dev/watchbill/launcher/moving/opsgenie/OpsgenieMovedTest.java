package dev.watchbill.launcher.moving.opsgenie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.watchbill.launcher.moving.ChangedAnswers;
import dev.watchbill.launcher.moving.Json;
import dev.watchbill.launcher.moving.RosterYaml;
import dev.watchbill.launcher.moving.UnexpectedAnswer;
import dev.watchbill.launcher.moving.opsgenie.Account.Restriction;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever an account has, the roster made of it has no errors. */
class OpsgenieMovedTest {
  private static final Path ACCOUNT =
      Path.of("src/test/resources/dev/watchbill/launcher/cli/moving/opsgenie");
  private static final Instant NOW = Instant.parse("2026-03-16T10:17:23Z");
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Set<String> WORDS =
      Set.of(
          "name",
          "fullName",
          "username",
          "timeZone",
          "timezone",
          "to",
          "teamId",
          "method",
          "contactMethod",
          "notifyType",
          "condition",
          "intervalUnit",
          "operation",
          "expectedValue");
  private static final Set<String> NUMBERS =
      Set.of(
          "length",
          "timeAmount",
          "waitInterval",
          "count",
          "interval",
          "startHour",
          "startMin",
          "endHour",
          "endMin");

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  @Test
  void refusesNumbersThatAreNone() {
    assertThatThrownBy(
            () -> Json.whole(JSON.createObjectNode().put("startHour", 25), "startHour", 0, 0, 24))
        .isInstanceOf(UnexpectedAnswer.class)
        .hasMessage("Expected a number from 0 to 24 in \"startHour\", but got 25");
    assertThat(Json.whole(JSON.createObjectNode(), "length", 1, 1, 9_999)).isEqualTo(1);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void isARosterWithoutErrors(long seed) {
    var random = new SplittableRandom(seed);
    var account = new AccountReader(new ChangedAnswers(ACCOUNT, WORDS, NUMBERS, random)).read();

    var written = RosterYaml.of(new OpsgenieMoved(account, NOW).draft());

    assertThat(ChangedAnswers.errors(written, NOW)).isEmpty();
  }

  @Test
  void saysHoursAsPeopleDo() {
    var days = new ArrayList<Restriction>();
    for (var day : DayOfWeek.values()) {
      if (day != DayOfWeek.THURSDAY) {
        days.add(
            new Restriction(day.name().toLowerCase(Locale.ROOT), 22, 0, day.plus(1).name(), 6, 30));
      }
    }
    days.add(new Restriction("thursday", 9, 0, "thursday", 24, 0));

    assertThat(Restrictions.hours(days).toString())
        .isEqualTo(
            "[Hours[days=mon-wed,fri-sun, from=22:00, to=06:30], Hours[days=thu, from=09:00, to=24:00]]");
  }
}
