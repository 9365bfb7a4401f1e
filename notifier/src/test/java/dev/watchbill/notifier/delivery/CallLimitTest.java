package dev.watchbill.notifier.delivery;

import static dev.watchbill.notifier.delivery.Samples.NOW;
import static dev.watchbill.notifier.delivery.Samples.aPage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.notifier.delivery.PageLimit.Floor;
import dev.watchbill.notifier.delivery.PageLimit.Turn;
import dev.watchbill.schemas.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One call at a time, and none too late. */
class CallLimitTest {
  private static final Duration ENGAGED = Duration.ofSeconds(75);

  private final PageLimit calls = calls(90);

  @Test
  void waitsForTheEndOfTheCallBeforeAndTellsOfAllThatWaitInOne() {
    assertThat(calls.enter(low(1), NOW)).isEqualTo(new Turn.Now());
    calls.taken("asha", "shop-1.1", NOW.plusSeconds(4));
    var second = low(2);
    var third = low(3);
    assertThat(calls.enter(second, NOW.plusSeconds(5))).isInstanceOf(Turn.Later.class);
    assertThat(calls.enter(third, NOW.plusSeconds(6))).isInstanceOf(Turn.Later.class);

    calls.ended("asha", "shop-1.1");

    assertThat(isWoken(second)).isTrue();
    assertThat(isWoken(third)).isTrue();
    var now = NOW.plusSeconds(20);
    assertThat(calls.speakFor(third, now)).isEqualTo(new Floor.Given(List.of(second, third)));
    assertThat(calls.speakFor(second, now)).isEqualTo(new Floor.Given(List.of()));
    calls.ended("asha", "shop-3.1");
    assertThat(calls.enter(low(4), now)).isEqualTo(new Turn.Now());
  }

  @Test
  void countsFromWhenTheCallWasTaken() {
    calls.enter(low(1), NOW);
    var second = waits(low(2));
    calls.taken("asha", "shop-1.1", NOW.plusSeconds(30));

    var late = low(3, page -> page.setAt(NOW.plusSeconds(60)));
    assertThat(calls.enter(late, NOW.plusSeconds(60)))
        .isEqualTo(new Turn.Later(NOW.plusSeconds(30).plus(ENGAGED)));
    assertThat(calls.speakFor(second, NOW.plusSeconds(60)))
        .isEqualTo(new Floor.NotYet(NOW.plusSeconds(70)));
  }

  @Test
  void keepsTheLineFreeOfACallThatEndedBeforeItsAnswerWasRead() {
    calls.enter(low(1), NOW);
    calls.ended("asha", "shop-1.1");
    calls.taken("asha", "shop-1.1", NOW.plusSeconds(1));

    assertThat(calls.enter(low(2), NOW.plusSeconds(2))).isEqualTo(new Turn.Now());
  }

  @Test
  void letsTheNextCallOutAtOnceIfTheLastWasNotMade() {
    calls.enter(low(1), NOW);
    var second = waits(low(2));

    calls.giveBack("asha", "shop-1.1");

    assertThat(isWoken(second)).isTrue();
    assertThat(calls.speakFor(second, NOW)).isEqualTo(new Floor.Given(List.of(second)));
  }

  @ParameterizedTest
  @CsvSource({
    // receipt-patience, patience of the step, when it is called at the latest
    "90, , 45",
    "90, 300, 45",
    "90, 60, 40",
    "90, 30, 10",
    "90, 15, 10",
    "40, , 20",
    "300, , 75"
  })
  void callsForWhatIsUrgentWellBeforeItsReceiptIsDueOrItsStepIsOver(
      int receipt, @Nullable Integer step, int called) {
    var limit = calls(receipt);
    limit.enter(low(1), NOW);
    var urgent =
        high(2, page -> page.setPatienceUntil(step == null ? null : NOW.plusSeconds(step)));

    assertThat(limit.enter(urgent, NOW)).isEqualTo(new Turn.Later(NOW.plusSeconds(called)));
  }

  @Test
  void makesOneCallOfPagesThatComeLate() {
    var late = NOW.plusSeconds(60);
    assertThat(calls.enter(high(1, page -> page), late)).isEqualTo(new Turn.Now());
    var second = high(2, page -> page);
    var third = high(3, page -> page);

    assertThat(calls.enter(second, late)).isEqualTo(new Turn.Later(NOW.plusSeconds(70)));
    assertThat(calls.enter(third, late)).isEqualTo(new Turn.Later(NOW.plusSeconds(70)));
    assertThat(calls.speakFor(second, NOW.plusSeconds(70)))
        .isEqualTo(new Floor.Given(List.of(second, third)));
  }

  @Test
  void callsForTheRestBeforeItsReceiptIsDueToo() {
    calls.enter(high(1, page -> page), NOW);

    assertThat(calls.enter(low(2), NOW)).isEqualTo(new Turn.Later(NOW.plusSeconds(70)));
    assertThat(calls.enter(low(3, page -> page.setNotAfter(NOW.plusSeconds(50))), NOW))
        .isEqualTo(new Turn.Later(NOW.plusSeconds(30)));
  }

  @Test
  void callsForOneThatIsUrgentAloneSoThatItsKeysWork() {
    calls.enter(low(1), NOW);
    var second = waits(low(2));
    var urgent = waits(high(3, page -> page));
    calls.ended("asha", "shop-1.1");

    var now = NOW.plusSeconds(10);
    assertThat(calls.speakFor(second, now)).isEqualTo(new Floor.NotYet(NOW.plusSeconds(70)));
    assertThat(calls.speakFor(urgent, now)).isEqualTo(new Floor.Given(List.of(urgent)));

    assertThat(calls.speakFor(second, now)).isEqualTo(new Floor.NotYet(NOW.plusSeconds(70)));
    calls.ended("asha", "shop-3.1");
    assertThat(calls.speakFor(second, now)).isEqualTo(new Floor.Given(List.of(second)));
  }

  @Test
  void goesOnWithTheRestWhenWhatGoesFirstIsCalledBack() {
    calls.enter(low(1), NOW);
    var second = waits(low(2));
    var urgent = waits(high(3, page -> page));
    calls.ended("asha", "shop-1.1");
    assertThat(isWoken(second)).isTrue();
    assertThat(calls.speakFor(second, NOW)).isInstanceOf(Floor.NotYet.class);

    assertThat(calls.leave(urgent)).isTrue();

    assertThat(isWoken(second)).isTrue();
    assertThat(calls.speakFor(second, NOW)).isEqualTo(new Floor.Given(List.of(second)));
  }

  @Test
  void forgetsNoneOfTheRestHoweverMuchIsUrgent() {
    calls.enter(low(1), NOW);
    var second = waits(low(2));
    var urgent = waits(high(3, page -> page.setAt(NOW.plusSeconds(60))));
    calls.ended("asha", "shop-1.1");

    assertThat(calls.speakFor(urgent, NOW.plusSeconds(70)))
        .isEqualTo(new Floor.Given(List.of(second, urgent)));
  }

  @Test
  void knowsThatATestRingsToo() {
    calls.besides(high(1, page -> page), NOW);

    assertThat(calls.enter(low(2), NOW)).isEqualTo(new Turn.Later(NOW.plusSeconds(70)));
  }

  @Test
  void keepsNothingThatIsUrgentWaitingLongForATest() {
    calls.besides(high(1, page -> page), NOW);

    assertThat(calls.enter(high(2, page -> page), NOW))
        .isEqualTo(new Turn.Later(NOW.plusSeconds(10)));
  }

  @ParameterizedTest
  @CsvSource({"high, 45", "low, 70"})
  void keepsNoPageWaitingLongerThanItCanHoweverManyTestsThereAre(String urgency, int latest) {
    calls.besides(high(1, page -> page), NOW);
    var real = waits(page(2, urgency, page -> page));
    for (var seconds = 5; seconds < latest; seconds += 5) {
      var now = NOW.plusSeconds(seconds);
      calls.besides(high(100 + seconds, page -> page), now);
      assertThat(calls.speakFor(real, now)).isInstanceOf(Floor.NotYet.class);
    }

    assertThat(calls.speakFor(real, NOW.plusSeconds(latest)))
        .isEqualTo(new Floor.Given(List.of(real)));
  }

  @Test
  void takesThoseAlongForWhomTheNextCallWouldBeTooLate() {
    calls.enter(low(1), NOW);
    var second = waits(low(2));
    var urgent = waits(high(3, page -> page.setAt(NOW.plusSeconds(60))));
    calls.ended("asha", "shop-1.1");

    assertThat(calls.speakFor(urgent, NOW.plusSeconds(59)))
        .isEqualTo(new Floor.Given(List.of(urgent)));
    assertThat(calls.leave(second)).isTrue();

    var third = waits(low(4));
    var next = waits(high(5, page -> page.setAt(NOW.plusSeconds(60))));
    calls.ended("asha", "shop-3.1");
    assertThat(calls.speakFor(next, NOW.plusSeconds(69)))
        .isEqualTo(new Floor.Given(List.of(third, next)));
  }

  @Test
  void keepsTheLineWhileASecondAttemptRingsWhenTheAnswerToTheFirstWasLost() {
    calls.enter(low(1), NOW);
    calls.engage("asha", "shop-1.1", NOW);
    calls.engage("asha", "shop-1.1", NOW.plusSeconds(11));
    calls.ended("asha", "shop-1.1");
    calls.taken("asha", "shop-1.1", NOW.plusSeconds(12));

    assertThat(calls.enter(low(2), NOW.plusSeconds(12))).isInstanceOf(Turn.Later.class);
    calls.ended("asha", "shop-1.1");
    assertThat(calls.speakFor(waits(low(3)), NOW.plusSeconds(13))).isInstanceOf(Floor.Given.class);
  }

  @Test
  void letsTheLastCallEndTheLineEvenIfTheFirstEndedBeforeTheSecondBegan() {
    calls.enter(low(1), NOW);
    calls.engage("asha", "shop-1.1", NOW);
    calls.ended("asha", "shop-1.1");
    calls.engage("asha", "shop-1.1", NOW.plusSeconds(11));
    calls.taken("asha", "shop-1.1", NOW.plusSeconds(12));

    assertThat(calls.enter(low(2), NOW.plusSeconds(12))).isInstanceOf(Turn.Later.class);
  }

  @Test
  void letsWhatIsUrgentGoAtOnceWhereThePromiseOfWhatCanWaitIsDue() {
    var three = PageLimit.perMinute(() -> 3).over(new Line(ENGAGED, () -> Duration.ofSeconds(90)));
    calledAndEnded(three, low(1), NOW);
    calledAndEnded(three, low(2), NOW.plusSeconds(10));
    var soon = low(3, page -> page.setAt(NOW.plusSeconds(15)));
    assertThat(three.enter(soon, NOW.plusSeconds(15)))
        .isEqualTo(new Turn.Later(NOW.plusSeconds(60)));
    calledAndEnded(three, of("quiet", low(4)), NOW.plusSeconds(20));
    var urgent = high(5, page -> page.setAt(NOW.plusSeconds(30)));
    assertThat(three.enter(urgent, NOW.plusSeconds(30)))
        .isEqualTo(new Turn.Later(NOW.plusSeconds(70)));

    var now = NOW.plusSeconds(60);
    assertThat(three.speakFor(soon, now)).isEqualTo(new Floor.NotYet(NOW.plusSeconds(85)));
    assertThat(isWoken(urgent)).isTrue();
    assertThat(three.speakFor(urgent, now)).isEqualTo(new Floor.Given(List.of(urgent)));
  }

  @Test
  void letsAQuietServicePassWhatCanWaitAndNotWhatIsUrgent() {
    for (var number = 1; number <= 5; number++) {
      calledAndEnded(calls, low(number), NOW);
    }
    waits(low(6));
    var urgent = waits(high(7, page -> page));
    assertThat(calls.enter(of("quiet", low(8)), NOW)).isInstanceOf(Turn.Later.class);

    assertThat(calls.leave(urgent)).isTrue();
    assertThat(calls.enter(of("quieter", low(9)), NOW)).isEqualTo(new Turn.Now());
  }

  @Test
  void knowsTheCallsOfTheProcessBefore() {
    calls.remember("asha", "shop-1.1", "shop-1.1", "shop", NOW.minusSeconds(65));

    assertThat(calls.enter(low(2), NOW)).isEqualTo(new Turn.Later(NOW.plusSeconds(10)));
  }

  private static void calledAndEnded(PageLimit limit, Waiting page, Instant at) {
    assertThat(limit.enter(page, at)).isEqualTo(new Turn.Now());
    limit.ended("asha", page.id());
  }

  private static Waiting of(String service, Waiting page) {
    page.page().getIncident().setService(service);
    return page;
  }

  private static PageLimit calls(int receiptPatience) {
    return PageLimit.perMinute(() -> 6)
        .over(new Line(ENGAGED, () -> Duration.ofSeconds(receiptPatience)));
  }

  private Waiting waits(Waiting page) {
    assertThat(calls.enter(page, NOW)).isInstanceOf(Turn.Later.class);
    return page;
  }

  private static boolean isWoken(Waiting page) {
    try {
      return !page.errand().rest(Duration.ZERO);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static Waiting low(int number) {
    return low(number, page -> page);
  }

  private static Waiting low(int number, UnaryOperator<Page.Builder> change) {
    return page(number, "low", change);
  }

  private static Waiting high(int number, UnaryOperator<Page.Builder> change) {
    return page(number, "high", change);
  }

  private static Waiting page(int number, String urgency, UnaryOperator<Page.Builder> change) {
    var page = change.apply(aPage("shop-" + number + ".1")).build();
    page.getIncident().setUrgency(urgency);
    return new Waiting(page, new Errand());
  }
}
