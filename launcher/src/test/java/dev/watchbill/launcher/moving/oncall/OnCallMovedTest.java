package dev.watchbill.launcher.moving.oncall;

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

/** Whatever stands in OnCall, the roster made of it has no errors. */
class OnCallMovedTest {
  private static final Path ACCOUNT =
      Path.of("src/test/resources/dev/watchbill/launcher/cli/moving/grafana-oncall");
  private static final Instant NOW = Instant.parse("2026-03-16T10:17:23Z");
  private static final Set<String> WORDS =
      Set.of(
          "name",
          "username",
          "email",
          "timezone",
          "time_zone",
          "type",
          "frequency",
          "week_start",
          "team_id",
          "user_id",
          "routing_regex",
          "notify_on_call_from_schedule");
  private static final Set<String> NUMBERS = Set.of("duration", "interval", "level", "position");

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void isARosterWithoutErrors(long seed) {
    var answers = new ChangedAnswers(ACCOUNT, WORDS, NUMBERS, new SplittableRandom(seed));

    var written = RosterYaml.of(new OnCallMoved(new OnCallReader(answers).read(), NOW).draft());

    assertThat(ChangedAnswers.errors(written, NOW)).isEmpty();
  }
}
