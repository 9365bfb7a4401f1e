package dev.watchbill.notifier.message;

import dev.watchbill.schemas.AssignedPerson;
import dev.watchbill.schemas.Assignment;
import dev.watchbill.schemas.IncidentBrief;
import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.PathStep;
import dev.watchbill.schemas.roster.RosterSnapshot;
import dev.watchbill.template.Medium;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a message says, whoever it is for.
 *
 * @param state open | acknowledged | snoozed | resolved
 * @param paged names of the people who are asked, each with why; empty: nobody now
 * @param why one sentence: why you, or why so
 * @param by who acknowledged, resolved, snoozed; empty: the source
 * @param path what happens if nobody acknowledges
 * @param until when those who are asked are asked again, where there is no path
 * @param wording what the roster says instead: a headline, and lines
 */
public record Notice(
    IncidentBrief incident,
    String state,
    List<String> paged,
    String why,
    Optional<String> by,
    List<Ahead> path,
    Optional<Instant> until,
    Optional<String> wording) {

  /** One step to come: when, and whom it would reach now. */
  public record Ahead(Instant at, String whom) {}

  public Notice {
    paged = List.copyOf(paged);
    path = List.copyOf(path);
  }

  /** For the one person who is paged. */
  public static Notice of(Medium medium, Page page, RosterSnapshot roster) {
    return new Notice(
        page.getIncident(),
        "open",
        Stream.concat(Stream.of(page.getPerson()), page.getOthers().stream())
            .distinct()
            .map(roster::nameOf)
            .toList(),
        why(page),
        Optional.empty(),
        ahead(page.getPath(), roster),
        Optional.ofNullable(page.getPatienceUntil()),
        new Wording(roster).of(medium, page));
  }

  private static String why(Page page) {
    var you = page.getReason().isEmpty() ? "" : "Why you: " + page.getReason();
    var now = page.getChange().isEmpty() ? "" : "Why now: " + page.getChange();
    return you.isEmpty() || now.isEmpty() ? you + now : you + ". " + now;
  }

  /** For a room. */
  public static Notice of(Medium medium, Assignment assignment, RosterSnapshot roster) {
    return saying(medium, assignment.getWhy(), assignment, roster);
  }

  /** For somebody who was paged about it before. */
  public static Notice of(
      Medium medium, Assignment assignment, String person, RosterSnapshot roster) {
    var why =
        assignment.getPeople().stream()
            .filter(assigned -> assigned.getPerson().equals(person))
            .filter(assigned -> !assigned.getWhy().isEmpty())
            .map(assigned -> "Why you: " + assigned.getWhy())
            .findFirst();
    return saying(medium, why.orElse(assignment.getWhy()), assignment, roster);
  }

  public boolean is(String other) {
    return state.equals(other);
  }

  private static Notice saying(
      Medium medium, String why, Assignment assignment, RosterSnapshot roster) {
    return new Notice(
        assignment.getIncident(),
        assignment.getState(),
        assignment.getPeople().stream().map(assigned -> named(assigned, roster)).toList(),
        why,
        Optional.ofNullable(assignment.getBy()).map(roster::nameOf),
        ahead(assignment.getPath(), roster),
        Optional.ofNullable(assignment.getPatienceUntil()),
        new Wording(roster).of(medium, assignment));
  }

  private static String named(AssignedPerson assigned, RosterSnapshot roster) {
    var name = roster.nameOf(assigned.getPerson());
    return assigned.getSchedule() == null ? name : name + " (" + assigned.getSchedule() + ")";
  }

  private static List<Ahead> ahead(List<PathStep> path, RosterSnapshot roster) {
    return path.stream()
        .map(step ->
            new Ahead(
                step.getAt(),
                step.getPeople().isEmpty()
                    ? String.join(", ", step.getTargets())
                    : String.join(", ", step.getPeople().stream().map(roster::nameOf).toList())))
        .toList();
  }
}
