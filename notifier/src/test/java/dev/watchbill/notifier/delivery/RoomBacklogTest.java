package dev.watchbill.notifier.delivery;

import static dev.watchbill.notifier.delivery.Samples.NOW;
import static dev.watchbill.notifier.delivery.Samples.anAssignment;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.notifier.delivery.RoomBacklog.Next;
import dev.watchbill.notifier.delivery.RoomChannel.Place;
import dev.watchbill.schemas.trace.Trace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RoomBacklogTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Set<String> there = new HashSet<>();
  private final RoomBacklog backlog = new RoomBacklog(wish -> there.contains(wish.incident()));

  @Test
  void hasNothingToDoWhereNothingIsToBeShown() {
    assertThat(backlog.next(NOW)).isEqualTo(new Next.Empty());
  }

  @Test
  void showsAFewAtOnceWhileAllGoesWell() {
    for (var n = 1; n <= 9; n++) {
      offer(wish("db-" + n, 1));
    }

    assertThat(begun(NOW)).containsExactly("db-1 1", "db-2 1", "db-3 1", "db-4 1");
    assertThat(backlog.next(NOW)).isEqualTo(new Next.Busy());
  }

  @Test
  void keepsOfEachIncidentTheNewestAlone() {
    var first = wish("db-1", 1);
    offer(first);

    assertThat(backlog.offer(wish("db-1", 2), NOW)).contains(first);
    var late = wish("db-1", 1);
    assertThat(backlog.offer(late, NOW)).contains(late);
    assertThat(begun(NOW)).containsExactly("db-1 2");
  }

  @Test
  void putsTheNewestInThePlaceOfTheOneThatFailed() {
    var first = wish("db-1", 1);
    offer(first);
    begun(NOW);
    assertThat(backlog.offer(wish("db-1", 2), NOW)).isEmpty();
    assertThat(begun(NOW)).isEmpty();

    assertThat(backlog.failed(first, SECOND, NOW)).contains(first);
    assertThat(backlog.next(NOW)).isEqualTo(new Next.Wait(NOW.plus(SECOND)));
    assertThat(begun(NOW.plus(SECOND))).containsExactly("db-1 2");
  }

  @Test
  void showsTheNewestAfterTheOneThatWasUnderWay() {
    var first = wish("db-1", 1);
    offer(first);
    begun(NOW);
    offer(wish("db-1", 2));
    backlog.settled(first, true, NOW);

    assertThat(begun(NOW)).containsExactly("db-1 2");
  }

  @Test
  void triesOneAtATimeOnceOneHasFailed() {
    var first = wish("db-1", 1);
    offer(first);
    begun(NOW);
    backlog.failed(first, SECOND, NOW);
    for (var n = 2; n <= 9; n++) {
      offer(wish("db-" + n, 1));
    }

    assertThat(begun(NOW)).containsExactly("db-2 1");
  }

  @Test
  void letsAllOfAKindWaitWhereTheProviderAsksToAndNoOther() {
    there.add("db-3");
    var first = wish("db-1", 1);
    offer(first);
    begun(NOW);
    backlog.limited(first, Duration.ofSeconds(30), NOW);
    offer(wish("db-2", 1));
    var change = wish("db-3", 2);
    offer(change);

    assertThat(begun(NOW)).containsExactly("db-3 2");
    backlog.settled(change, true, NOW);
    assertThat(backlog.next(NOW)).isEqualTo(new Next.Wait(NOW.plusSeconds(30)));
  }

  @Test
  void goesAtAMessageASecondUntilNothingWaitsOnceItWasLimited() {
    var wishes = new ArrayList<Wish>();
    for (var n = 1; n <= 3; n++) {
      wishes.add(wish("db-" + n, 1));
      offer(wishes.getLast());
    }
    begun(NOW);
    wishes.forEach(wish -> backlog.limited(wish, Duration.ofSeconds(10), NOW));

    var then = NOW.plusSeconds(10);
    for (var wish : wishes) {
      assertThat(begun(then)).containsExactly(wish.incident() + " 1");
      backlog.settled(wish, true, then);
      assertThat(begun(then)).isEmpty();
      then = then.plus(RoomBacklog.PACE);
    }
    for (var n = 4; n <= 6; n++) {
      offer(wish("db-" + n, 1));
    }
    assertThat(begun(then)).hasSize(3);
  }

  @Test
  void showsWhatIsOpenBeforeWhatIsOver() {
    var first = wish("db-1", 1);
    offer(first);
    begun(NOW);
    backlog.failed(first, SECOND, NOW);
    offer(wish("db-2", 2, "resolved"));
    offer(wish("db-3", 1));

    assertThat(begun(NOW)).containsExactly("db-3 1");
  }

  @Test
  void triesWhatWaitsForLongSoonAfterOthersGetThrough() {
    var first = wish("db-1", 1);
    var second = wish("db-2", 1);
    offer(first);
    offer(second);
    begun(NOW);
    backlog.failed(first, Duration.ofMinutes(5), NOW);
    backlog.settled(second, true, NOW);

    assertThat(backlog.next(NOW)).isEqualTo(new Next.Wait(NOW.plus(RoomBacklog.SOON)));
  }

  @Test
  void oneThatAlwaysFailsHoldsUpNoOther() {
    var bad = wish("db-1", 1);
    offer(bad);
    begun(NOW);
    backlog.failed(bad, Duration.ofMinutes(5), NOW);
    var good = wish("db-2", 1);
    offer(good);

    assertThat(begun(NOW)).containsExactly("db-2 1");
  }

  @Test
  void saysOnceThatSomethingWaitsAndGivesUpAfterADay() {
    var wish = wish("db-1", 1);
    offer(wish);
    begun(NOW);
    backlog.tried(wish, true);
    backlog.failed(wish, Duration.ofDays(2), NOW);

    assertThat(backlog.next(NOW.plus(RoomBacklog.LONG))).isEqualTo(new Next.Tell(wish));
    assertThat(backlog.next(NOW.plus(RoomBacklog.LONG))).isInstanceOf(Next.Wait.class);
    assertThat(backlog.next(NOW.plus(Duration.ofDays(1)))).isEqualTo(new Next.GiveUp(wish, 1));
    assertThat(backlog.next(NOW.plus(Duration.ofDays(1)))).isEqualTo(new Next.Empty());
  }

  @Test
  void forgetsWhatSomebodyElseShows() {
    var wish = wish("db-1", 1);
    offer(wish);
    wish.errand().abandon();

    assertThat(backlog.next(NOW)).isEqualTo(new Next.Empty());
  }

  private void offer(Wish wish) {
    assertThat(backlog.offer(wish, NOW)).isEmpty();
  }

  /** INCIDENT SEQ of all that begin now. */
  private List<String> begun(Instant now) {
    var begun = new ArrayList<String>();
    while (backlog.next(now) instanceof Next.Begin begin) {
      begun.add(begin.wish().incident() + " " + begin.wish().seq());
    }
    return begun;
  }

  private static Wish wish(String incident, long seq) {
    return wish(incident, seq, "open");
  }

  private static Wish wish(String incident, long seq, String state) {
    return new Wish(
        anAssignment(incident, seq).setState(state).build(),
        new Place.Room("#db"),
        new Errand(),
        () -> {},
        true,
        Trace.NONE);
  }
}
