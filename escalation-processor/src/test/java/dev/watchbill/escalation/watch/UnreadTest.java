package dev.watchbill.escalation.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.escalation.TestRoster;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A standstill is noticed though nobody can read where. */
class UnreadTest {
  private static final Instant NOW = TestRoster.MIDNIGHT;

  private final Unread<String> unread = new Unread<>();

  @Test
  void isBehindSinceItWasSeenToBe() {
    assertThat(unread.since("a", 5, 9, NOW)).isEqualTo(NOW);
    assertThat(unread.since("a", 5, 20, NOW.plusSeconds(5))).isEqualTo(NOW);
    assertThat(unread.since("b", 5, 20, NOW.plusSeconds(5))).isEqualTo(NOW.plusSeconds(5));
  }

  @Test
  void isBehindAsLongAsWhatWasThereThenIsNotAllWorkedOn() {
    unread.since("a", 5, 9, NOW);

    assertThat(unread.since("a", 8, 20, NOW.plusSeconds(60))).isEqualTo(NOW);
    assertThat(unread.since("a", 9, 20, NOW.plusSeconds(65))).isEqualTo(NOW.plusSeconds(65));
  }

  @Test
  void beginsAnewOnceAllWasWorkedOn() {
    unread.since("a", 5, 9, NOW);
    unread.only(Set.of("b"));

    assertThat(unread.since("a", 5, 9, NOW.plusSeconds(5))).isEqualTo(NOW.plusSeconds(5));
  }
}
