package dev.watchbill.launcher.moving.pagerduty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.launcher.moving.ChangedAnswers;
import dev.watchbill.launcher.moving.RosterYaml;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever stands in PagerDuty, the roster made of it has no errors. */
class PagerDutyMovedTest {
  private static final Path ACCOUNT =
      Path.of("src/test/resources/dev/watchbill/launcher/cli/moving/pagerduty");
  private static final Instant NOW = Instant.parse("2026-03-16T10:17:23Z");
  private static final Set<String> WORDS =
      Set.of("name", "email", "time_zone", "type", "address", "status", "urgency", "summary");
  private static final Set<String> NUMBERS =
      Set.of(
          "rotation_turn_length_seconds",
          "duration_seconds",
          "escalation_delay_in_minutes",
          "num_loops",
          "country_code",
          "acknowledgement_timeout");

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void isARosterWithoutErrors(long seed) {
    var answers = new ChangedAnswers(ACCOUNT, WORDS, NUMBERS, new SplittableRandom(seed));

    var written =
        RosterYaml.of(
            new PagerDutyMoved(new AccountReader(answers, NOW, NOW.plusSeconds(3600)).read(), NOW)
                .draft());

    assertThat(ChangedAnswers.errors(written, NOW)).isEmpty();
  }
}
