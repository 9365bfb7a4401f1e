package dev.watchbill.notifier.ticket;

import static dev.watchbill.notifier.delivery.Samples.NOW;
import static dev.watchbill.notifier.delivery.Samples.anAssignment;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.notifier.answers.RecordingResponses;
import dev.watchbill.notifier.delivery.Delivery;
import dev.watchbill.notifier.delivery.ShownBoard;
import dev.watchbill.notifier.known.KnownIncidents;
import dev.watchbill.notifier.ticket.TicketWatch.Rhythm;
import dev.watchbill.schemas.Incident;
import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.Response;
import dev.watchbill.schemas.config.Environment;
import dev.watchbill.schemas.roster.RosterSnapshot;
import dev.watchbill.testkit.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Asha has checkout-42, whose ticket is 17; checkout-41 is over. */
class TicketWatchTest {
  /** Accounts in the tracker. */
  private static final String ASHA = "5";

  private static final String BO = "6";
  private static final String STRANGER = "99";

  private static final Instant OPENED = NOW.minusSeconds(600);
  private static final Instant MOVED = NOW.minusSeconds(300);

  private final RecordingTracker tracker = new RecordingTracker();
  private final RecordingResponses responses = new RecordingResponses();
  private final TestClock clock = new TestClock(NOW);
  private final ShownBoard board = new ShownBoard("redmine");
  private final KnownIncidents incidents = new KnownIncidents();
  private RosterSnapshot roster = TicketRosters.checkout();
  private TicketWatch watch = watch(Rhythm.ALONE);

  TicketWatchTest() {
    board.shown(anAssignment("checkout-42", 1).build(), "payments", NOW, "17 open asha");
    board.shown(anAssignment("checkout-41", 3).build(), "payments", NOW, "16 resolved");
    incident("checkout-42", "open", step("opened", OPENED), step("assigned", MOVED));
    incident("checkout-41", "resolved", step("opened", OPENED));
    tracker.shows("17", false, ASHA);
  }

  /** One that has just been started: it has seen nothing. */
  private TicketWatch watch(Rhythm rhythm) {
    return new TicketWatch(
        tracker,
        board,
        incidents,
        new TicketAnswers(responses, () -> roster, clock),
        rhythm,
        clock);
  }

  private void incident(String id, String status, IncidentEvent... timeline) {
    incident(id, status, 0, timeline);
  }

  /**
   * The same.
   *
   * @param dropped how many older entries its timeline had
   */
  private void incident(String id, String status, int dropped, IncidentEvent... timeline) {
    incidents.accept(
        id,
        Incident.newBuilder()
            .setId(id)
            .setService("checkout")
            .setStatus(status)
            .setOpenedAt(OPENED)
            .setAssignees(List.of("asha"))
            .setTimeline(List.of(timeline))
            .setEventsDropped(dropped)
            .build());
  }

  private static IncidentEvent step(String type, Instant at) {
    return IncidentEvent.newBuilder().setType(type).setAt(at).build();
  }

  private List<String> done() {
    return responses.given().stream()
        .distinct()
        .map(it ->
            "%s %s by %s to %s"
                .formatted(it.getIncident(), it.getAction(), it.getPerson(), it.getTo()))
        .toList();
  }

  @Test
  void asksOnlyAboutTicketsOfOpenIncidents() {
    watch.look();

    assertThat(tracker.asked()).containsExactly("17");
    assertThat(responses.given()).isEmpty();
  }

  @Test
  void resolvesWhatIsClosedOnce() {
    watch.look();
    tracker.shows("17", true, ASHA, BO, OPENED.minusSeconds(9));
    watch.look();
    watch.look();

    assertThat(done()).containsExactly("checkout-42 resolve by bo to []");
  }

  @Test
  void readsBackATicketWhosePlaceTheRosterHasNoMore() {
    roster = TicketRosters.checkout(null);
    watch.look();
    tracker.shows("17", false, BO, ASHA, NOW);
    watch.look();
    tracker.shows("17", true, BO, BO, NOW);
    watch.look();

    assertThat(done())
        .containsExactly("checkout-42 reassign by asha to [bo]", "checkout-42 resolve by bo to []");
  }

  @Test
  void doesInItsOwnNameWhatAStrangerDidWhereStrangersAreBelieved() {
    watch.look();
    tracker.shows("17", true, ASHA, STRANGER, NOW);
    watch.look();
    assertThat(done()).containsExactly("checkout-42 resolve by token:redmine to []");

    tracker.believingNobodyElse();
    watch = watch(Rhythm.ALONE);
    watch.look();
    assertThat(responses.given()).hasSize(1);
  }

  @Test
  void resolvesWhatWasClosedWhileNobodyLooked() {
    tracker.shows("17", true, ASHA, BO, OPENED.plusSeconds(1));
    watch.look();
    watch.look();
    watch = watch(Rhythm.ALONE);
    watch.look();

    assertThat(done()).containsExactly("checkout-42 resolve by bo to []");
    assertThat(responses.given()).extracting(Response::getId).hasSize(2).containsOnly(id());
  }

  private String id() {
    return responses.given().getFirst().getId();
  }

  @Test
  void leavesATicketThatStaysClosedWhenItsIncidentComesBack() {
    tracker.shows("17", true, ASHA, BO, NOW.minusSeconds(60));
    incident("checkout-42", "open", step("opened", OPENED), step("reopened", NOW));
    watch.look();
    watch.look();

    assertThat(responses.given()).isEmpty();
  }

  @Test
  void believesNothingOlderThanWhatIsStillKnownOfALongIncident() {
    incident("checkout-42", "open", 90, step("receipt", MOVED), step("receipt", NOW));
    tracker.shows("17", true, ASHA, BO, MOVED.minusSeconds(1));
    watch.look();
    watch = watch(Rhythm.ALONE);
    tracker.shows("17", false, BO, BO, MOVED.minusSeconds(1));
    watch.look();
    assertThat(responses.given()).isEmpty();

    watch = watch(Rhythm.ALONE);
    tracker.shows("17", true, ASHA, BO, MOVED.plusSeconds(1));
    watch.look();
    assertThat(done()).containsExactly("checkout-42 resolve by bo to []");
  }

  @Test
  void leavesWhatWasDoneBeforeItsIncidentCameBackOrMovedBetweenTwoLooks() {
    watch.look();
    tracker.shows("17", true, ASHA, STRANGER, NOW.minusSeconds(20));
    incident("checkout-42", "open", step("opened", OPENED), step("reopened", NOW));
    watch.look();
    assertThat(responses.given()).isEmpty();

    tracker.shows("17", false, ASHA);
    watch.look();
    tracker.shows("17", false, BO, STRANGER, NOW.minusSeconds(20));
    incident(
        "checkout-42", "open", step("opened", OPENED), step("acknowledged", NOW.plusSeconds(1)));
    watch.look();
    assertThat(responses.given()).isEmpty();
  }

  @Test
  void leavesATicketOfWhichNobodyKnowsHowItCameToThat() {
    tracker.shows("17", true, ASHA);
    watch.look();
    tracker.shows("17", false, ASHA);
    watch.look();
    tracker.shows("17", false, BO);
    watch.look();
    tracker.shows("17", true, BO);
    watch.look();

    assertThat(responses.given()).isEmpty();
  }

  @Test
  void givesToWhomItIsAssigned() {
    watch.look();
    tracker.shows("17", false, BO, ASHA, OPENED.minusSeconds(9));
    watch.look();
    watch.look();

    assertThat(done()).containsExactly("checkout-42 reassign by asha to [bo]");
  }

  @Test
  void acknowledgesWhatSomebodyTookThemselves() {
    watch.look();
    tracker.shows("17", false, BO, BO, NOW);
    watch.look();

    assertThat(done()).containsExactly("checkout-42 acknowledge by bo to []");
  }

  @Test
  void givesToWhomItWasAssignedWhileNobodyLooked() {
    tracker.shows("17", false, BO, ASHA, MOVED.plusSeconds(1));
    watch.look();
    watch = watch(Rhythm.ALONE);
    watch.look();

    assertThat(done()).containsExactly("checkout-42 reassign by asha to [bo]");
    assertThat(responses.given()).extracting(Response::getId).hasSize(2).containsOnly(id());
  }

  @Test
  void leavesTheAccountOfWhoeverHadItBeforeItMoved() {
    tracker.shows("17", false, BO, ASHA, MOVED.minusSeconds(1));
    watch.look();
    watch.look();

    assertThat(responses.given()).isEmpty();
  }

  @Test
  void leavesStrangersAndWhomItBelongsToAlready() {
    watch.look();
    tracker.shows("17", false, STRANGER, BO, NOW);
    watch.look();
    tracker.shows("17", false, ASHA, BO, NOW);
    watch.look();
    tracker.shows("17", false, "", BO, NOW);
    watch.look();

    assertThat(responses.given()).isEmpty();
  }

  @Test
  void givesToWhomIsNewAmongSeveralAndToNobodyWhereOneOnlyLeft() {
    tracker.shows("17", List.of(ASHA, BO), ASHA, OPENED.minusSeconds(9));
    watch.look();
    tracker.shows("17", List.of(BO), ASHA, NOW);
    watch.look();
    assertThat(responses.given()).isEmpty();

    tracker.shows("17", List.of(STRANGER), ASHA, NOW);
    watch.look();
    tracker.shows("17", List.of(STRANGER, BO), ASHA, NOW);
    watch.look();
    assertThat(done()).containsExactly("checkout-42 reassign by asha to [bo]");
  }

  @Test
  void leavesWhatWeDidOurselves() {
    watch.look();
    tracker.shows("17", false, BO, RecordingTracker.OURS, NOW);
    watch.look();
    tracker.shows("17", true, BO, RecordingTracker.OURS, NOW);
    watch.look();

    assertThat(responses.given()).isEmpty();
  }

  @Test
  void asksAgainHowItCameAboutWhileTheTrackerIsAway() {
    watch.look();
    tracker.shows("17", true, ASHA, BO, NOW);
    tracker.forgets();
    watch.look();
    assertThat(responses.given()).isEmpty();

    tracker.shows("17", true, ASHA, BO, NOW);
    watch.look();
    assertThat(done()).containsExactly("checkout-42 resolve by bo to []");
  }

  @Test
  void wishesAgainWhatNobodyAnswered() {
    watch.look();
    tracker.shows("17", true, ASHA, BO, OPENED.minusSeconds(9));
    for (var problem : List.of(new KafkaException("away"), new TimeoutException("no outcome"))) {
      responses.failingWith(problem);
      watch.look();
    }
    responses.answering("already", "This response was handled before");
    watch.look();
    watch.look();

    assertThat(responses.given()).hasSize(3).extracting(Response::getId).containsOnly(id());
  }

  @Test
  void asksAsOftenAsItLikesOnlyWhoDoesNotAskToBeLeftAlone() {
    tracker.isAway(Delivery.retryable("redmine answered 503"));
    watch.look();
    tracker.isAway(Delivery.retryable("redmine answered 429", Duration.ofMinutes(2)));
    watch.look();
    watch.look();
    assertThat(tracker.asked()).hasSize(2);

    clock.advance(Duration.ofMinutes(2));
    watch.look();
    assertThat(tracker.asked()).hasSize(3);
    tracker.isAway(Delivery.retryable("redmine answered 429", Duration.ofDays(9)));
    clock.advance(Duration.ofMinutes(2));
    watch.look();
    clock.advance(Duration.ofHours(1));
    watch.look();
    assertThat(tracker.asked()).hasSize(5);
  }

  @Test
  void asksOnlyForWhatMayHaveBeenTouchedSinceItLookedUnlessSomethingIsLeft() {
    watch.look();
    assertThat(tracker.since()).isEqualTo(Instant.EPOCH);
    watch.look();
    assertThat(tracker.since()).isEqualTo(NOW.minus(Duration.ofMinutes(5)));

    tracker.shows("17", true, ASHA, BO, NOW);
    tracker.forgets();
    watch.look();
    watch.look();
    assertThat(tracker.since()).isEqualTo(Instant.EPOCH);

    tracker.shows("17", true, ASHA, BO, NOW);
    responses.failingWith(new KafkaException("away"));
    watch.look();
    responses.answering("already", "This response was handled before");
    watch.look();
    assertThat(tracker.since()).isEqualTo(Instant.EPOCH);
    tracker.isAway(Delivery.retryable("redmine answered 503"));
    watch.look();
    clock.advance(Duration.ofMinutes(9));
    watch.look();
    assertThat(tracker.since()).isEqualTo(NOW.minus(Duration.ofMinutes(5)));
  }

  @Test
  void believesATrackerThatCallsOnlyAboutWhatItShouldHaveCalledAboutLongAgo() {
    watch = watch(Rhythm.BESIDE_CALLS);
    watch.look();
    tracker.shows("17", true, ASHA, BO, NOW);
    watch.look();
    assertThat(responses.given()).isEmpty();

    clock.advance(Duration.ofMinutes(2));
    watch.look();
    assertThat(tracker.since()).isEqualTo(NOW.minus(Duration.ofMinutes(6)));
    watch.look();
    assertThat(done()).containsExactly("checkout-42 resolve by bo to []");
  }

  @Test
  void onlyTrackersThatCallAreAskedSeldom() {
    var all = List.of("jira", "github", "gitlab", "redmine", "servicenow");
    var secrets =
        all.stream()
            .collect(
                Collectors.toMap(
                    it -> "WATCHBILL_%s_WEBHOOK_SECRET".formatted(it.toUpperCase(Locale.ROOT)),
                    it -> "s3cret"));
    var answers =
        new CalledAnswers(
            new TicketAnswers(responses, TicketRosters::checkout, clock),
            incidents,
            new OwnTickets(),
            Runnable::run);
    var hooks = IssueHook.all(new Environment(secrets), answers);

    assertThat(all)
        .filteredOn(it -> Rhythm.of(it, hooks) == Rhythm.BESIDE_CALLS)
        .containsExactly("jira", "github", "gitlab");
    assertThat(IssueHook.all(new Environment(Map.of()), answers)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void forgetsWhatIsOver(Rhythm rhythm) {
    watch = watch(rhythm);
    watch.look();
    tracker.shows("17", true, ASHA, BO, NOW.minusSeconds(90));
    incident("checkout-42", "resolved", step("opened", OPENED));
    watch.look();

    assertThat(responses.given()).isEmpty();
  }
}
