package dev.watchbill.console.api;

import dev.watchbill.console.api.IncidentWhole.PathItem;
import dev.watchbill.console.readmodel.questions.Alerts;
import dev.watchbill.console.readmodel.questions.Messages.Sent;
import dev.watchbill.console.readmodel.questions.Shifts;
import dev.watchbill.schemas.Assignment;
import dev.watchbill.schemas.Incident;
import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.Receipt;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Why an incident went as it did.
 *
 * @param timezone in which the organisation tells times
 * @param why which route and policy it follows, and why
 * @param rosterVersion the roster that policy is from; it stays the incident's, however the roster
 *     changes
 * @param people who was given it, at which step, and why
 * @param pages each attempt to reach somebody, and what became of it
 * @param notPaged who wasn't paged, and steps that were skipped, and why
 * @param nextDeadline what happens next happens then; null: nothing does
 * @param path what that is, and what comes after
 * @param story every step with its reason, oldest first
 */
public record Story(
    String incident,
    String title,
    String service,
    @Nullable String team,
    String status,
    String severity,
    Instant openedAt,
    String timezone,
    @Nullable String policy,
    String why,
    String rosterVersion,
    List<Given> people,
    List<PageItem> pages,
    List<NotPaged> notPaged,
    @Nullable Instant nextDeadline,
    List<PathItem> path,
    List<Step> story) {

  /**
   * Somebody was given the incident.
   *
   * @param until how long it was theirs alone; null: nothing else happens
   * @param shift by which they were on call; null: they were no schedule's, or it is forgotten
   */
  public record Given(
      Instant at,
      int step,
      int round,
      String person,
      @Nullable String schedule,
      @Nullable Duty shift,
      List<String> via,
      @Nullable Instant until,
      String why) {}

  /** A published shift. */
  public record Duty(
      Instant start, Instant end, String kind, @Nullable String rotation, String why) {}

  /** One attempt to reach one person. */
  public record PageItem(
      String id,
      Instant at,
      String person,
      String via,
      int step,
      String why,
      @Nullable Instant cancelledAt,
      List<Fate> receipts) {}

  /** What became of a page. */
  public record Fate(Instant at, String outcome, String reason) {}

  /**
   * Somebody, or a whole step, was left out.
   *
   * @param until when it is looked at again; null: it isn't
   */
  public record NotPaged(
      Instant at,
      @Nullable Integer step,
      @Nullable String person,
      @Nullable Instant until,
      String why) {}

  /**
   * One entry, in short.
   *
   * @param deadline what happens next happens then
   */
  public record Step(
      Instant at,
      String type,
      @Nullable Integer step,
      @Nullable String person,
      @Nullable Instant deadline,
      String text,
      String why) {}

  /** What is known of an incident. */
  record Sources(
      Incident incident,
      List<IncidentEvent> timeline,
      List<Assignment> assignments,
      List<Sent> pages,
      List<Alerts.Episode> alerts,
      Shifts shifts,
      String timezone) {}

  /**
   * Tells it.
   *
   * @param person only what concerns this person; null: everything
   */
  static Story of(Sources known, @Nullable String person) {
    var incident = known.incident();
    var people =
        known.assignments().stream()
            .flatMap(assignment -> given(assignment, known.shifts()))
            .filter(given -> is(person, given.person()))
            .distinct()
            .toList();
    var pages =
        known.pages().stream()
            .filter(sent -> is(person, sent.page().getPerson()))
            .map(Story::page)
            .toList();
    return new Story(
        incident.getId(),
        incident.getTitle(),
        incident.getService(),
        incident.getTeam(),
        incident.getStatus(),
        incident.getSeverity(),
        incident.getOpenedAt(),
        known.timezone(),
        incident.getPolicy(),
        incident.getWhy(),
        incident.getRosterVersion(),
        people,
        pages,
        Unpaged.of(known, person),
        incident.getNextDeadline(),
        incident.getPath().stream().map(PathItem::of).toList(),
        known.timeline().stream()
            .filter(event -> concerns(person, event))
            .map(event ->
                new Step(
                    event.getAt(),
                    event.getType(),
                    event.getStep(),
                    event.getPerson(),
                    event.getDeadline(),
                    event.getText(),
                    event.getWhy()))
            .toList());
  }

  static boolean is(@Nullable String wanted, @Nullable String person) {
    return wanted == null || Objects.equals(wanted, person);
  }

  /** An event that names nobody concerns everybody. */
  static boolean concerns(@Nullable String wanted, IncidentEvent event) {
    return is(wanted, event.getPerson())
        || event.getPeople().contains(wanted)
        || (event.getPerson() == null && event.getPeople().isEmpty());
  }

  private static Stream<Given> given(Assignment assignment, Shifts shifts) {
    return assignment.getPeople().stream()
        .map(person ->
            new Given(
                assignment.getAt(),
                assignment.getStep(),
                assignment.getRound(),
                person.getPerson(),
                person.getSchedule(),
                duty(person.getSchedule(), person.getPerson(), assignment.getAt(), shifts),
                person.getChannels(),
                assignment.getPatienceUntil(),
                person.getWhy()));
  }

  private static @Nullable Duty duty(
      @Nullable String schedule, String person, Instant at, Shifts shifts) {
    return schedule == null
        ? null
        : shifts.at(schedule, at).stream()
            .filter(shift -> shift.who().equals(person))
            .findFirst()
            .map(shift ->
                new Duty(shift.start(), shift.end(), shift.kind(), shift.rotation(), shift.why()))
            .orElse(null);
  }

  private static PageItem page(Sent sent) {
    var page = sent.page();
    return new PageItem(
        page.getId(),
        page.getAt(),
        page.getPerson(),
        page.getChannel(),
        page.getStep(),
        page.getReason(),
        sent.cancelledAt(),
        sent.receipts().stream()
            .sorted(Comparator.comparing(Receipt::getAt))
            .map(receipt -> new Fate(receipt.getAt(), receipt.getOutcome(), receipt.getReason()))
            .toList());
  }
}
