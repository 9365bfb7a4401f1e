package dev.watchbill.escalation.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.escalation.TestRoster;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which accepted alerts have no incident. */
class OrphansTest {
  private static final Instant NOW = TestRoster.MIDNIGHT;
  private static final Instant LATER = NOW.plusSeconds(62);

  private final Orphans orphans = new Orphans(Duration.ofMinutes(1));

  @BeforeEach
  void begins() {
    assertThat(orphans.look(List.of(), NOW)).isEmpty();
  }

  @Test
  void noticesAnAlertThatNoIncidentHolds() {
    alert("f00", "db", 1, NOW);
    alert("f01", "db", 2, NOW.plusSeconds(1));

    assertThat(look(NOW.plusSeconds(59))).isEmpty();
    assertThat(look(LATER))
        .get()
        .returns(Trouble.Kind.ORPHANED, Trouble::kind)
        .returns(NOW, Trouble::since)
        .returns(
            "2 alerts accepted without an incident, the first, 'f00' of prometheus for service checkout, for 62 s",
            Trouble::text);
  }

  @Test
  void isContentOnceAnEntryNamesIt() {
    orphans.entry("checkout", "prometheus", "f01", NOW);
    alert("f00", "db", 1, NOW);
    alert("f01", "db", 2, NOW);
    orphans.entry("checkout", "prometheus", "f00", NOW.plusSeconds(1));

    assertThat(look(LATER)).isEmpty();
  }

  @Test
  void takesNoEntryOfAnEpisodeBeforeForIt() {
    orphans.entry("checkout", "prometheus", "f00", NOW.minusSeconds(30));
    alert("f00", "db", 1, NOW);
    orphans.entry("checkout", "zabbix", "f00", NOW);
    orphans.entry("billing", "prometheus", "f00", NOW);

    assertThat(look(LATER)).isPresent();
  }

  @Test
  void isContentWithARepeatOfWhatAnOpenIncidentHolds() {
    incident("checkout-1", open("db"));
    alert("f00", "db", 1, NOW);
    incident("checkout-1", resolved("db", NOW.plusSeconds(5), false));

    assertThat(look(LATER)).isEmpty();
  }

  @Test
  void isContentWithARepeatOfWhatWasResolvedByHandAndStillFires() {
    incident("checkout-1", resolved("db", NOW.minusSeconds(9_000), true));
    alert("f00", "db", 1, NOW);

    assertThat(look(LATER)).isEmpty();
  }

  @Test
  void isContentWithTheLastRepeatOfWhatWasResolvedByHandLongAgoAndEndsNow() {
    incident("checkout-1", resolved("db", NOW.minusSeconds(9_000), true));
    alert("f00", "db", 1, NOW);
    var ended = resolved("db", NOW.minusSeconds(9_000), false);
    orphans.incident("checkout-1", ended, NOW.plusSeconds(1));
    orphans.incident("checkout-1", ended, NOW.plusSeconds(2));

    assertThat(look(LATER)).isEmpty();
  }

  @Test
  void isContentWithARepeatOfWhatIsForgottenNow() {
    incident("checkout-1", resolved("db", NOW.minusSeconds(9_000), true));
    alert("f00", "db", 1, NOW);
    orphans.incident("checkout-1", null, NOW.plusSeconds(1));

    assertThat(look(LATER)).isEmpty();
  }

  @Test
  void takesItForPossibleThatWhatItFindsEndedHadTakenRepeatsUntilThen() {
    var fresh = new Orphans(Duration.ofMinutes(1));
    var ended = resolved("db", NOW.minusSeconds(9_000), false);
    fresh.alert(sent("f00", "db"), 0, 1, NOW);
    fresh.incident("checkout-1", ended, NOW.plusSeconds(1));
    assertThat(fresh.look(List.of(), NOW.plusSeconds(2))).isEmpty();

    assertThat(fresh.look(List.of(), LATER.plusSeconds(2))).isEmpty();
  }

  @Test
  void isNotContentBecauseMoreIsSaidOfAnIncidentThatWasOver() {
    incident("checkout-1", resolved("db", NOW.minusSeconds(60), false));
    alert("f00", "db", 1, NOW);
    orphans.incident("checkout-1", resolved("db", NOW.minusSeconds(60), false), LATER);

    assertThat(look(LATER)).isPresent();
  }

  @Test
  void isContentWithARepeatOfWhatAStormHolds() {
    incident("checkout-1", new Shown("checkout", "first", true, true, null, null));
    alert("f00", "db", 1, NOW);

    assertThat(look(LATER)).isEmpty();
  }

  @Test
  void isContentWithWhatIsFoundByItsKeyInAnyIncidentOfItsService() {
    incident("checkout-1", open("first"));
    orphans.alert(new Sent("checkout", "opsgenie", "disk", "second", true), 0, 1, NOW);

    assertThat(look(LATER)).isEmpty();
  }

  @Test
  void isNotContentWithIncidentsThatWereOverOrAreOfOtherGroupsAndServices() {
    incident("checkout-1", open("db"));
    incident("checkout-1", resolved("db", NOW.minusSeconds(60), false));
    incident("checkout-2", open("web"));
    incident("checkout-3", open("db"));
    incident("checkout-3", null);
    incident("billing-1", new Shown("billing", "db", false, true, null, null));
    alert("f00", "db", 1, NOW);

    assertThat(look(LATER)).isPresent();
  }

  @Test
  void leavesToOthersWhatIsABacklogOrWasPutAside() {
    alert("f00", "db", 1, NOW);
    orphans.putAside(0, 2);
    alert("f01", "db", 2, NOW);
    var backlog = new Backlog("alerts", 0, 1, 3, NOW);

    assertThat(orphans.look(List.of(backlog), LATER)).isEmpty();
    assertThat(look(LATER).orElseThrow().text()).startsWith("1 alert accepted");
  }

  @Test
  void countsAsBacklogWhatLiesBehindItsFirstThoughItWasAcceptedALittleEarlier() {
    alert("f00", "db", 1, NOW);
    alert("f01", "web", 3, NOW);
    var backlog = new Backlog("alerts", 0, 2, 2, NOW.plusSeconds(1));

    assertThat(orphans.look(List.of(backlog), LATER))
        .get()
        .returns(
            "1 alert accepted without an incident, the first, 'f00' of prometheus for service checkout, for 62 s",
            Trouble::text);
  }

  @Test
  void givesWhatItSawWhenItBeganAsLongAsTheRest() {
    var fresh = new Orphans(Duration.ofMinutes(1));
    fresh.alert(sent("f00", "db"), 0, 1, NOW.minusSeconds(600));

    assertThat(fresh.look(List.of(), NOW)).isEmpty();
    assertThat(fresh.look(List.of(), NOW.plusSeconds(59))).isEmpty();
    assertThat(fresh.look(List.of(), NOW.plusSeconds(61))).isPresent();
  }

  @Test
  void tellsOfOneForHalfAnHour() {
    alert("f00", "db", 1, NOW);

    assertThat(look(NOW.plusSeconds(1_799))).isPresent();
    assertThat(look(NOW.plusSeconds(1_801))).isEmpty();
  }

  @Test
  void keepsNoMoreThanABoundedNumberOfThem() {
    for (var i = 0; i < 100_000; i++) {
      alert("f" + i, "g" + i, i, NOW);
    }

    assertThat(look(LATER).orElseThrow().text()).startsWith("10000 alerts");
  }

  private Optional<Trouble> look(Instant at) {
    return orphans.look(List.of(), at);
  }

  private void incident(String id, @Nullable Shown incident) {
    var end = incident == null ? null : incident.resolvedAt();
    orphans.incident(id, incident, end == null ? NOW.minusSeconds(60) : end);
  }

  private void alert(String key, String group, long offset, Instant at) {
    orphans.alert(sent(key, group), 0, offset, at);
  }

  private static Sent sent(String key, String group) {
    return new Sent("checkout", "prometheus", key, group, false);
  }

  private static Shown open(String group) {
    return new Shown("checkout", group, false, true, null, null);
  }

  private static Shown resolved(String group, @Nullable Instant at, boolean stillFiring) {
    return new Shown("checkout", group, false, stillFiring, at, null);
  }
}
