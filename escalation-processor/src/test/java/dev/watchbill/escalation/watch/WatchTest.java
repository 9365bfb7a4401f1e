package dev.watchbill.escalation.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.escalation.TestRoster;
import dev.watchbill.schemas.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is trouble, whom it is told, and how often. */
class WatchTest {
  private static final Instant NOW = TestRoster.MIDNIGHT;

  private final Watch watch = new Watch(Duration.ofMinutes(1));
  private final Alarm alarm = new Alarm();

  @Test
  void isContentWhileDeadlinesAreAheadOrALittleLate() {
    watch.incident("checkout-1", due(NOW.plusSeconds(5)));
    watch.incident("checkout-2", due(NOW.minusSeconds(59)));
    watch.incident("checkout-3", due(null));

    assertThat(watch.look(List.of(backlog(NOW.minusSeconds(20))), NOW)).isEmpty();
  }

  @Test
  void noticesADeadlineThatPassedWithoutAnything() {
    watch.incident("checkout-1", due(NOW.minusSeconds(61)));
    watch.incident("checkout-2", due(NOW.minusSeconds(300)));

    assertThat(watch.look(List.of(), NOW))
        .singleElement()
        .returns(Trouble.Kind.OVERDUE, Trouble::kind)
        .returns(
            "the next step of 2 incidents is overdue, that of checkout-2 for 300 s: checkout-2, checkout-1",
            Trouble::text);
  }

  @Test
  void isContentAgainOnceTheIncidentMovedOn() {
    watch.incident("checkout-1", due(NOW.minusSeconds(300)));
    watch.incident("checkout-2", due(NOW.minusSeconds(300)));
    watch.incident("checkout-1", due(NOW.plusSeconds(60)));
    watch.incident("checkout-2", null);

    assertThat(watch.look(List.of(), NOW)).isEmpty();
  }

  @Test
  void noticesAcceptedRecordsNobodyWorksOn() {
    assertThat(watch.look(List.of(backlog(NOW.minusSeconds(61))), NOW))
        .singleElement()
        .returns(
            "3 records of alerts (partition 2) accepted and not worked on, the first for 61 s",
            Trouble::text);
  }

  @Test
  void noticesAnAlertThatCouldNotBeProcessedForHalfAnHour() {
    watch.putAside("alerts", "broken", NOW.minusSeconds(5));

    assertThat(watch.look(List.of(), NOW))
        .singleElement()
        .satisfies(trouble -> assertThat(trouble.text()).endsWith("the last, of alerts: broken"));
    assertThat(watch.look(List.of(), NOW.plusSeconds(1_800))).isEmpty();
  }

  @Test
  void tellsTheFallbackOnEverythingTheyHave() {
    var roster =
        TestRoster.shop()
            .person("cto", p -> p.setContacts(Map.of("slack", "U-cto", "phone", "+49")));

    var pages = alarm.pages(List.of(trouble(Trouble.Kind.BACKLOG)), roster.directory(), NOW);

    assertThat(pages)
        .extracting(Page::getPerson, Page::getChannel, Page::getAddress)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("cto", "slack", "U-cto"),
            org.assertj.core.groups.Tuple.tuple("cto", "inbox", "cto"));
    assertThat(pages.getFirst().getText())
        .contains("Watchbill itself needs help")
        .contains("it is late.")
        .contains("Why you: named by the policy, in the organisation's fallback.");
  }

  @Test
  void tellsTheAdminsWhereThereIsNoFallback() {
    var roster = TestRoster.shop().organization(o -> o.setFallbackPolicy(null));

    assertThat(alarm.pages(List.of(trouble(Trouble.Kind.OVERDUE)), roster.directory(), NOW))
        .extracting(Page::getPerson)
        .containsOnly("cto");
  }

  @Test
  void tellsItOnceAndAgainEveryHalfHourAndAtOnceWhatIsNew() {
    var backlog = List.of(trouble(Trouble.Kind.BACKLOG));
    var both = List.of(trouble(Trouble.Kind.BACKLOG), trouble(Trouble.Kind.OVERDUE));

    assertThat(tells(backlog, 0)).isTrue();
    assertThat(tells(backlog, 5)).isFalse();
    assertThat(tells(both, 10)).isTrue();
    assertThat(tells(both, 15)).isFalse();
    assertThat(tells(backlog, 20)).isFalse();
    assertThat(tells(backlog, 10 + 1_800)).isTrue();
    assertThat(tells(List.of(), 2_000)).isFalse();
    assertThat(tells(backlog, 2_005)).isTrue();
  }

  private boolean tells(List<Trouble> troubles, long afterSeconds) {
    var directory = TestRoster.shop().directory();
    return !alarm.pages(troubles, directory, NOW.plusSeconds(afterSeconds)).isEmpty();
  }

  private static Trouble trouble(Trouble.Kind kind) {
    return new Trouble(kind, NOW.minusSeconds(100), "it is late");
  }

  private static Backlog backlog(Instant since) {
    return new Backlog("alerts", 2, 7, 3, since);
  }

  private static Shown due(@org.jspecify.annotations.Nullable Instant next) {
    return new Shown("checkout", "db", false, true, null, next);
  }
}
