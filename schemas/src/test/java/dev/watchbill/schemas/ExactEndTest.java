package dev.watchbill.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExactEndTest {
  private static final Instant RECEIVED = Instant.parse("2026-01-05T03:00:30Z");

  @Test
  void isWhatTheSenderSaysToTheSecond() {
    assertThat(exact("2026-01-05T03:00:17Z")).isEqualTo(Instant.parse("2026-01-05T03:00:17Z"));
    assertThat(exact("2026-01-05T03:00:00.250Z")).isNotNull();
  }

  @Test
  void isNoneWhereItSaysNoMoreThanTheMinuteOrTheDay() {
    assertThat(exact("2026-01-05T03:00:00Z")).isNull();
    assertThat(exact("2026-01-05T00:00:00Z")).isNull();
  }

  @Test
  void isNoneWhereItLiesAheadByMoreThanClocksDiffer() {
    assertThat(exact("2026-01-05T03:01:25Z")).isNotNull();
    assertThat(exact("2026-01-05T03:01:31Z")).isNull();
  }

  @Test
  void isNoneWithoutAnEnd() {
    assertThat(exact(null)).isNull();
  }

  private static @Nullable Instant exact(@Nullable String end) {
    return ExactEnd.of(
        Alert.newBuilder()
            .setReceivedAt(RECEIVED)
            .setEndsAt(end == null ? null : Instant.parse(end))
            .build());
  }
}
