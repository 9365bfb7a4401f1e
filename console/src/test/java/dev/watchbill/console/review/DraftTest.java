package dev.watchbill.console.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.schemas.Incident;
import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.ReviewDraft;
import dev.watchbill.schemas.ReviewMoment;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a review says of a night, and what it asks. */
class DraftTest {
  private static final Instant OPENED = Instant.parse("2026-01-05T02:00:00Z");

  private final List<IncidentEvent> events = new ArrayList<>();

  @Test
  void tellsANightThatWentAsItShould() {
    at(0, "opened", e -> e.setSeverity("critical").setText("Database is down"));
    at(0, "assigned", e -> e.setStep(1).setPeople(List.of("asha")).setDeadline(after(300)));
    at(0, "paged", e -> e.setPerson("asha").setChannel("slack"));
    at(2, "receipt", e -> e.setPerson("asha").setChannel("slack").setOutcome("delivered"));
    at(180, "acknowledged", e -> e.setPerson("asha"));
    at(600, "noted", e -> e.setPerson("asha").setText("disk was full"));
    at(900, "resolved", e -> e.setPerson("asha").setText("made room"));

    var draft = draft(900);

    assertThat(draft.getSummary())
        .containsExactly(
            "Database is down: critical incident of checkout, team payments",
            "Open for 15 min: from Mon 5 Jan 2026 02:00 to Mon 5 Jan 2026 02:15 (UTC)",
            "1 page to asha; asha acknowledged after 3 min",
            "Resolved by asha: made room");
    assertThat(draft.getInTime())
        .containsExactly(
            "The first page left after 0 s",
            "The first page arrived after 2 s",
            "asha acknowledged after 3 min, 2 min before step 1 would have gone by");
    assertThat(draft.getLate()).isEmpty();
    assertThat(draft.getQuestions()).isEmpty();
    assertThat(draft.getTimeline())
        .extracting(ReviewMoment::getWhat)
        .containsExactly(
            "Opened as critical: Database is down",
            "Assigned to asha, step 1",
            "Paged asha by slack",
            "Page to asha by slack delivered",
            "Acknowledged by asha",
            "Note by asha: disk was full",
            "Resolved by asha");
    assertThat(draft.getResponders())
        .singleElement()
        .satisfies(who -> {
          assertThat(who.getPerson()).isEqualTo("asha");
          assertThat(who.getPages()).isEqualTo(1);
          assertThat(who.getWhat())
              .isEqualTo(
                  "02:00:00 paged by slack; 02:03:00 acknowledged, after 3 min; 02:10:00 wrote a"
                      + " note; 02:15:00 resolved it");
        });
  }

  @Test
  void namesNoStepWhereNoneChoseThem() {
    at(0, "opened", e -> e.setSeverity("critical"));
    at(60, "assigned", e -> e.setStep(0).setPeople(List.of("asha")));
    at(90, "assigned", e -> e.setStep(-1).setPeople(List.of("asha")));
    at(120, "resolved", e -> e.setPerson("asha"));

    assertThat(draft(120).getTimeline())
        .extracting(ReviewMoment::getWhat)
        .contains("Assigned to asha", "Assigned to asha, the last resort");
  }

  @Test
  void saysWhatWasNotInTimeAndAsksWhy() {
    at(0, "opened", e -> e);
    at(90, "paged", e -> e.setPerson("asha").setChannel("sms"));
    at(
        95,
        "receipt",
        e -> e.setPerson("asha").setChannel("sms").setOutcome("failed").setWhy("no such number"));
    at(390, "escalated", e -> e.setStep(1).setWhy("Nobody acknowledged in time"));
    at(390, "step-skipped", e -> e.setStep(2).setWhy("nobody is on call in secondary"));
    at(390, "assigned", e -> e.setStep(-1).setPeople(List.of("cto")));
    at(390, "paged", e -> e.setPerson("cto").setChannel("slack"));
    at(400, "acknowledged", e -> e.setPerson("cto"));
    at(2_200, "ack-expired", e -> e.setPerson("cto"));
    at(2_400, "resolved", e -> e);
    at(2_460, "reopened", e -> e);
    at(3_000, "resolved", e -> e);

    var draft = draft(3_000);

    assertThat(draft.getLate())
        .containsExactly(
            "The first page left after 1 min 30 s",
            "02:01:35: the page to asha by sms failed (no such number)",
            "02:06:30: step 2 was skipped (nobody is on call in secondary)",
            "02:06:30: step 1 went by (Nobody acknowledged in time)",
            "02:06:30: the steps had run out, and the last resort was paged",
            "02:36:40: the acknowledgement of cto expired",
            "It came back once after it was resolved");
    assertThat(draft.getQuestions())
        .containsExactly(
            "Should the first page have left sooner than after 1 min 30 s?",
            "Why did pages to asha by sms fail?",
            "Who should be on call for step 2?",
            "Why did nobody take it in step 1, and was that long enough?",
            "Did cto need help, or a handover?",
            "What was the cause? No note says.",
            "What keeps it from coming back again?");
  }

  @Test
  void asksWhetherWhatEndedByItselfMustPage() {
    at(0, "opened", e -> e);
    at(0, "paged", e -> e.setPerson("asha").setChannel("slack"));
    at(120, "resolved", e -> e);

    assertThat(draft(120).getQuestions())
        .contains(
            "Did anybody look at it? If nobody had to, should it page?",
            "It was over by itself after 2 min: must it page that soon?");
  }

  @Test
  void holdsAgainstNobodyWhatWasHeldBack() {
    at(0, "opened", e -> e);
    at(0, "deferred", e -> e.setWhy("it waits for support hours"));
    at(3_600, "paged", e -> e.setPerson("asha").setChannel("slack"));
    at(3_700, "acknowledged", e -> e.setPerson("asha"));
    at(4_000, "resolved", e -> e.setPerson("asha"));

    var draft = draft(4_000);
    assertThat(draft.getInTime())
        .contains("The first page left after 1 h: it was held back (it waits for support hours)");
    assertThat(draft.getLate()).isEmpty();
  }

  @Test
  void waitsUntilItsResolutionIsAmongItsEvents() {
    at(0, "opened", e -> e);

    assertThat(Draft.of(incident(60), events, RosterSnapshot.NONE)).isEmpty();
    assertThat(Draft.of(incident(null), events, RosterSnapshot.NONE)).isEmpty();
  }

  @Test
  void boundsATimelineOfThousands() {
    at(0, "opened", e -> e);
    IntStream.range(0, 10_000)
        .forEach(n -> at(n, "alert-joined", e -> e.setText("x".repeat(9_999))));
    at(10_000, "resolved", e -> e);

    var timeline = draft(10_000).getTimeline();
    assertThat(timeline).hasSize(301);
    assertThat(timeline.get(200).getWhat()).isEqualTo("… 9702 more entries");
    assertThat(timeline).allSatisfy(it -> assertThat(it.getWhat()).hasSizeLessThanOrEqualTo(400));
    assertThat(timeline.getLast().getWhat()).isEqualTo("Resolved by its source");
  }

  private ReviewDraft draft(int resolvedAfter) {
    return Draft.of(incident(resolvedAfter), events, RosterSnapshot.NONE).orElseThrow();
  }

  private static Incident incident(@org.jspecify.annotations.Nullable Integer resolvedAfter) {
    return Incident.newBuilder()
        .setId("checkout-1")
        .setService("checkout")
        .setTeam("payments")
        .setSeverity("critical")
        .setTitle("Database is down")
        .setOpenedAt(OPENED)
        .setResolvedAt(resolvedAfter == null ? null : after(resolvedAfter))
        .build();
  }

  private void at(int seconds, String type, UnaryOperator<IncidentEvent.Builder> more) {
    events.add(
        more.apply(
                IncidentEvent.newBuilder()
                    .setId("checkout-1/" + events.size())
                    .setIncident("checkout-1")
                    .setType(type)
                    .setAt(after(seconds)))
            .build());
  }

  private static Instant after(int seconds) {
    return OPENED.plusSeconds(seconds);
  }
}
