package dev.watchbill.escalation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PausesTest {
  private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

  @Test
  void knowsWhenTheLastWasOverThatWasLongEnough() {
    var pauses = Pauses.NONE.and(at(0), at(300)).and(at(400), at(460)).and(at(500), at(520));

    assertThat(pauses.endOfLonger(Duration.ofSeconds(10))).contains(at(520));
    assertThat(pauses.endOfLonger(Duration.ofSeconds(20))).contains(at(460));
    assertThat(pauses.endOfLonger(Duration.ofMinutes(2))).contains(at(300));
    assertThat(pauses.endOfLonger(Duration.ofMinutes(5))).isEmpty();
  }

  @Test
  void forgetsWhatALongerOneFollows() {
    var pauses = Pauses.NONE.and(at(0), at(60)).and(at(100), at(160));

    assertThat(pauses).isEqualTo(Pauses.NONE.and(at(100), at(160)));
  }

  @Test
  void takesAMomentForNone() {
    assertThat(Pauses.NONE.and(at(0), at(9))).isEqualTo(Pauses.NONE);
  }

  @Test
  void remembersTheLastFew() {
    var pauses = Pauses.NONE;
    for (var i = 0; i < 20; i++) {
      pauses = pauses.and(at(i * 1000L), at(i * 1000L + 900 - i));
    }

    assertThat(pauses.all()).hasSize(8);
    assertThat(pauses.all().getLast().until()).isEqualTo(at(19_881));
    assertThat(pauses.endOfLonger(Duration.ofSeconds(899))).contains(at(900));
  }

  @Test
  void isHeardSinceTheLastLongPause() {
    var heard = Hearing.first(at(0)).again(at(60)).again(at(360)).again(at(350)).again(at(400));

    assertThat(heard.last()).isEqualTo(at(400));
    assertThat(heard.since(Duration.ofMinutes(2))).isEqualTo(at(360));
    assertThat(heard.since(Duration.ofSeconds(400))).isEqualTo(at(0));
  }

  private static Instant at(long second) {
    return NOON.plusSeconds(second);
  }
}
