package dev.watchbill.notifier.delivery;

import static dev.watchbill.notifier.delivery.Samples.NOW;
import static dev.watchbill.notifier.delivery.Samples.aPage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.notifier.delivery.PageLimit.Floor;
import dev.watchbill.notifier.delivery.PageLimit.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PageLimitTest {
  private final PageLimit limit = PageLimit.perMinute(() -> 2);

  @Test
  void letsTheFirstPagesOutByThemselves() {
    assertThat(limit.enter(page(1), NOW)).isEqualTo(new Turn.Now());
    assertThat(limit.enter(page(2), NOW)).isEqualTo(new Turn.Now());
  }

  @Test
  void letsFurtherOnesWaitUntilTheFirstIsAMinuteOld() {
    limit.enter(page(1), NOW);
    limit.enter(page(2), NOW.plusSeconds(20));

    assertThat(limit.enter(page(3), NOW.plusSeconds(30)))
        .isEqualTo(new Turn.Later(NOW.plusSeconds(60)));
  }

  @Test
  void tellsAllWhoWaitThenInOneMessageThatTakesOneSlot() {
    limit.enter(page(1), NOW);
    limit.enter(page(2), NOW.plusSeconds(20));
    var third = waits(3, NOW.plusSeconds(30));
    var fourth = waits(4, NOW.plusSeconds(50));

    assertThat(told(limit, third, NOW.plusSeconds(60))).containsExactly(third, fourth);
    assertThat(told(limit, fourth, NOW.plusSeconds(60))).isEmpty();
    assertThat(limit.enter(page(5), NOW.plusSeconds(61)))
        .isEqualTo(new Turn.Later(NOW.plusSeconds(80)));
  }

  @Test
  void noneWaitsForAnotherThatLookedAtTheClockLaterAndCameFirst() {
    limit.enter(page(1), NOW.plusMillis(3));

    assertThat(limit.enter(page(2), NOW)).isEqualTo(new Turn.Now());
  }

  @Test
  void remembersBothPagesOfACallThatWasMadeBeforeARestart() {
    limit.remember("asha", "checkout-1.1", "checkout-1.1", "checkout", NOW.minusSeconds(10));
    limit.remember("asha", "checkout-1.1", "checkout-1.2", "checkout", NOW.minusSeconds(10));

    assertThat(limit.enter(page(3), NOW)).isEqualTo(new Turn.Now());
  }

  @Test
  void letsNobodyOvertakeThoseWhoWait() {
    limit.enter(page(1), NOW);
    limit.enter(page(2), NOW);
    waits(3, NOW);

    assertThat(limit.enter(page(4), NOW.plusSeconds(90)))
        .isEqualTo(new Turn.Later(NOW.plusSeconds(90)));
  }

  @Test
  void countsEachPersonAlone() {
    limit.enter(page(1), NOW);
    limit.enter(page(2), NOW);

    var toBo = new Waiting(aPage("checkout-1.3").setPerson("bo").build(), new Errand());

    assertThat(limit.enter(toBo, NOW)).isEqualTo(new Turn.Now());
  }

  @Test
  void givesASlotBackThatReachedNobody() {
    limit.enter(page(1), NOW);
    limit.enter(page(2), NOW);
    limit.giveBack("asha", "checkout-1.2");

    assertThat(limit.enter(page(3), NOW)).isEqualTo(new Turn.Now());
  }

  @Test
  void remembersWhatWasSentBeforeARestartOnce() {
    limit.remember("asha", "checkout-1.1", "checkout-1.1", "checkout", NOW.minusSeconds(10));
    limit.remember("asha", "checkout-1.1", "checkout-1.1", "checkout", NOW.minusSeconds(10));

    assertThat(limit.enter(page(2), NOW)).isEqualTo(new Turn.Now());
    assertThat(limit.enter(page(3), NOW)).isEqualTo(new Turn.Later(NOW.plusSeconds(50)));
  }

  @Test
  void forgetsWhoLeft() {
    limit.enter(page(1), NOW);
    limit.enter(page(2), NOW);
    var third = waits(3, NOW);

    assertThat(limit.leave(third)).isTrue();
    assertThat(limit.leave(third)).isFalse();
    assertThat(told(limit, third, NOW.plusSeconds(60))).isEmpty();
  }

  @Test
  void letsTheFirstPageOfAQuietServicePassAStorm() {
    var six = PageLimit.perMinute(() -> 6);
    IntStream.range(0, 50).forEach(n -> six.enter(page(n), NOW.plusMillis(n)));

    assertThat(six.enter(pageOf("billing", 1), NOW.plusSeconds(1))).isEqualTo(new Turn.Now());
    assertThat(six.enter(pageOf("billing", 2), NOW.plusSeconds(2))).isInstanceOf(Turn.Later.class);
    assertThat(six.enter(pageOf("search", 1), NOW.plusSeconds(3))).isInstanceOf(Turn.Later.class);
  }

  @Test
  void keepsASlotForItWhateverIsSummedUpMeanwhile() {
    var six = PageLimit.perMinute(() -> 6);
    var all = IntStream.range(0, 50).mapToObj(PageLimitTest::page).toList();
    all.forEach(page -> six.enter(page, NOW));

    assertThat(told(six, all.getLast(), NOW.plusSeconds(60))).hasSize(45);
    assertThat(six.enter(pageOf("billing", 1), NOW.plusSeconds(61))).isEqualTo(new Turn.Now());
  }

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void neverSendsMoreThanTheLimitInAnyMinuteAndForgetsNoPage(long seed) {
    var random = new SplittableRandom(seed);
    var most = 1 + random.nextInt(6);
    var limited = PageLimit.perMinute(() -> most);
    var due = new TreeMap<Instant, List<Waiting>>();
    var sent = new ArrayList<Instant>();
    var told = 0;
    var now = NOW;
    var pages = 1 + random.nextInt(100);
    for (var n = 0; n < pages; n++) {
      now = now.plusMillis(random.nextInt(8_000));
      told += speak(limited, due, now, sent);
      var page =
          pageOf(List.of("checkout", "checkout", "billing", "search").get(random.nextInt(4)), n);
      switch (limited.enter(page, now)) {
        case Turn.Now next -> {
          sent.add(now);
          told++;
        }
        case Turn.Later later -> due.computeIfAbsent(later.at(), at -> new ArrayList<>()).add(page);
      }
    }
    told += speak(limited, due, now.plus(Duration.ofHours(1)), sent);

    assertThat(told).isEqualTo(pages);
    for (var i = most; i < sent.size(); i++) {
      assertThat(Duration.between(sent.get(i - most), sent.get(i)))
          .isGreaterThanOrEqualTo(PageLimit.WINDOW);
    }
  }

  /** Whoever's time has come speaks for all who wait. */
  private static int speak(
      PageLimit limited,
      NavigableMap<Instant, List<Waiting>> due,
      Instant now,
      List<Instant> sent) {
    var told = 0;
    for (var entry : due.headMap(now, true).entrySet()) {
      for (var page : entry.getValue()) {
        var all = told(limited, page, entry.getKey());
        told += all.size();
        if (!all.isEmpty()) {
          sent.add(entry.getKey());
        }
      }
    }
    due.headMap(now, true).clear();
    return told;
  }

  private static List<Waiting> told(PageLimit limited, Waiting page, Instant now) {
    return switch (limited.speakFor(page, now)) {
      case Floor.Given given -> given.all();
      case Floor.NotYet notYet -> throw new AssertionError("not before " + notYet.until());
    };
  }

  private Waiting waits(int number, Instant now) {
    var page = page(number);
    assertThat(limit.enter(page, now)).isInstanceOf(Turn.Later.class);
    return page;
  }

  private static Waiting page(int number) {
    return pageOf("checkout", number);
  }

  private static Waiting pageOf(String service, int number) {
    var page = aPage(service + "-1." + number).build();
    page.getIncident().setService(service);
    return new Waiting(page, new Errand());
  }
}
