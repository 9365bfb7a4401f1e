package dev.watchbill.rota;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What everybody has had, in numbers that are never rounded. */
class LoadTest {
  /** Weights are in hundredths of a second. */
  private static final long HOUR = 3_600 * 100;

  private static final Instant NIGHT = Instant.parse("2026-02-04T02:00:00Z");

  private final Member asha = Member.of("asha");
  private final Member bo = Member.of("bo");
  private final Member carla = Member.of("carla");
  private final List<Member> list = List.of(asha, bo);

  @Test
  void countsInPartsThatAllSharesDivide() {
    var load = new Load();
    load.add(asha, 50);
    load.add(bo, 80);
    load.add(carla, 100);
    load.open(asha, List.of());
    // The least common multiple of the shares, times what makes thirds, sevenths, elevenths whole.
    assertThat(load.had(asha).scale()).isEqualTo(400 * 1001L);
    assertThat(load.forServing(asha, HOUR)).isEqualTo(HOUR * 8 * 1001);
    assertThat(load.forServing(bo, HOUR)).isEqualTo(HOUR * 5 * 1001);
  }

  @Test
  void countsInNoFinerPartsThanAThousandOfTheLeastShare() {
    var load = new Load();
    load.add(asha, 37);
    load.add(bo, 41);
    load.add(carla, 43);
    load.open(asha, List.of());
    assertThat(load.had(asha).scale()).isEqualTo(37_000 * 1001L);
  }

  @Test
  void keepsWhatSomebodyHadWhenSharesChange() {
    var before = ofEquals();
    before.serve(asha, HOUR, 1_000);
    var after = new Load();
    after.add(asha, 100);
    after.add(bo, 30);
    after.restore(asha, before.had(asha));
    assertThat(after.asTime(after.openedWith(asha))).isEqualTo(Duration.ofHours(1));
    assertThat(after.had(asha).load()).isEqualTo(3 * before.had(asha).load());
    assertThat(after.had(asha).lastServed()).isEqualTo(Instant.ofEpochMilli(1_000));
  }

  @Test
  void believesTheFirstThatSaysWhatSomebodyHad() {
    var before = ofEquals();
    before.serve(asha, HOUR, 1_000);
    var after = ofEquals();
    after.restore(asha, before.had(asha));
    assertThat(after.had(asha).load()).isZero();
    assertThat(after.had(asha).lastServed()).isNull();
  }

  @Test
  void putsWhoServedLongestAgoFirstAmongThoseWithTheSameLoad() {
    var load = ofEquals();
    load.serve(asha, HOUR, 1_000);
    load.serve(bo, HOUR, 2_000);
    assertThat(load.wouldComeBefore(asha, 0, bo, list)).isTrue();
    assertThat(load.wouldComeBefore(bo, 0, asha, list)).isFalse();
  }

  @Test
  void putsTheFirstOfTheListFirstAmongThoseWhoNeverServed() {
    var load = ofEquals();
    assertThat(load.wouldComeBefore(asha, 0, bo, list)).isTrue();
    assertThat(load.wouldComeBefore(bo, 0, asha, list)).isFalse();
  }

  @Test
  void asksWhetherSomebodyWouldComeFirstButForTheirNights() {
    var load = ofEquals();
    load.serve(asha, 2 * HOUR, 3_000);
    load.serve(bo, HOUR, 2_000);
    assertThat(load.wouldComeBefore(asha, 0, bo, list)).isFalse();
    assertThat(load.wouldComeBefore(asha, load.forServing(asha, HOUR) + 1, bo, list)).isTrue();
    // The same load then, and bo served longer ago.
    assertThat(load.wouldComeBefore(asha, load.forServing(asha, HOUR), bo, list)).isFalse();
  }

  @Test
  void takesBackThatNightsWereMadeUpFor() {
    var load = ofEquals();
    load.lose(asha, NIGHT, load.forServing(asha, HOUR));
    var before = load.had(asha);
    var change = load.passOver(asha);
    assertThat(load.brokenNights(asha)).isEmpty();
    load.undo(change);
    assertThat(load.had(asha)).isEqualTo(before);
  }

  @Test
  void makesUpForNoNightByATurnThatWasTheirsAlready() {
    var load = ofEquals();
    load.lose(asha, NIGHT, load.forServing(asha, HOUR));
    var before = load.had(asha);
    var change = load.serveHeld(asha, HOUR, 1_000);
    assertThat(load.brokenNights(asha)).containsExactly(NIGHT);
    assertThat(load.had(asha).load()).isEqualTo(before.load() * 2);
    load.undo(change);
    assertThat(load.had(asha)).isEqualTo(before);
  }

  /** Of asha and bo, who have had nothing yet and have the same share. */
  private Load ofEquals() {
    var load = new Load();
    list.forEach(member -> load.add(member, 100));
    list.forEach(member -> load.open(member, List.of()));
    return load;
  }
}
