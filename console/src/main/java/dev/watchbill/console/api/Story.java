package dev.watchbill.console.api;

import dev.watchbill.console.api.IncidentWhole.PathItem;
import dev.watchbill.console.readmodel.Messages.Sent;
import dev.watchbill.schemas.Assignment;
import dev.watchbill.schemas.Incident;
import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.Receipt;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Why an incident went as it did.
 *
 * @param why which route and policy it follows, and why
 * @param people who was given it, at which step, and why
 * @param pages each attempt to reach somebody, and what became of it
 * @param notPaged who wasn't paged, and steps that were skipped, and why
 * @param nextDeadline what happens next happens then; null: nothing does
 * @param path what that is, and what comes after
 * @param story every step with its reason, oldest first
 */
public record Story(
    String incident,
    String status,
    String severity,
    @Nullable String policy,
    String why,
    List<Given> people,
    List<PageItem> pages,
    List<NotPaged> notPaged,
    @Nullable Instant nextDeadline,
    List<PathItem> path,
    List<Step> story) {

  /** Types of events that say why somebody was not paged. */
  private static final Set<String> SILENCES = Set.of("not-paged", "step-skipped");

  /** Somebody was given the incident. */
  public record Given(
      Instant at,
      int step,
      String person,
      @Nullable String schedule,
      List<String> via,
      String why) {}

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

  /** Somebody, or a whole step, was left out. */
  public record NotPaged(Instant at, @Nullable Integer step, @Nullable String person, String why) {}

  /** One entry, in short. */
  public record Step(Instant at, String type, @Nullable String person, String text, String why) {}

  /**
   * Tells it.
   *
   * @param person only what concerns this person; null: everything
   */
  public static Story of(
      Incident incident,
      List<IncidentEvent> timeline,
      List<Assignment> assignments,
      List<Sent> pages,
      @Nullable String person) {
    return new Story(
        incident.getId(),
        incident.getStatus(),
        incident.getSeverity(),
        incident.getPolicy(),
        incident.getWhy(),
        assignments.stream()
            .flatMap(Story::given)
            .filter(given -> is(person, given.person()))
            .distinct()
            .toList(),
        pages.stream()
            .filter(sent -> is(person, sent.page().getPerson()))
            .map(Story::page)
            .toList(),
        timeline.stream()
            .filter(event -> SILENCES.contains(event.getType()) && concerns(person, event))
            .map(event ->
                new NotPaged(event.getAt(), event.getStep(), event.getPerson(), event.getWhy()))
            .toList(),
        incident.getNextDeadline(),
        incident.getPath().stream().map(PathItem::of).toList(),
        timeline.stream()
            .filter(event -> concerns(person, event))
            .map(event ->
                new Step(
                    event.getAt(),
                    event.getType(),
                    event.getPerson(),
                    event.getText(),
                    event.getWhy()))
            .toList());
  }

  private static boolean is(@Nullable String wanted, @Nullable String person) {
    return wanted == null || Objects.equals(wanted, person);
  }

  /** An event that names nobody concerns everybody. */
  private static boolean concerns(@Nullable String wanted, IncidentEvent event) {
    return is(wanted, event.getPerson())
        || event.getPeople().contains(wanted)
        || (event.getPerson() == null && event.getPeople().isEmpty());
  }

  private static Stream<Given> given(Assignment assignment) {
    return assignment.getPeople().stream()
        .map(person ->
            new Given(
                assignment.getAt(),
                assignment.getStep(),
                person.getPerson(),
                person.getSchedule(),
                person.getChannels(),
                person.getWhy()));
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
