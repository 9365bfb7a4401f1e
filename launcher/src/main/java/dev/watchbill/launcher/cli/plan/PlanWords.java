package dev.watchbill.launcher.cli.plan;

import dev.watchbill.planner.FormerNamings;
import dev.watchbill.planner.Preview;
import dev.watchbill.schemas.text.Counted;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * How a {@link PlanAnswer} is said, whatever it is written as: in sections, each with its lines.
 *
 * @param zone in which times are said
 */
record PlanWords(ZoneId zone) {
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("EEE d MMM yyyy HH:mm", Locale.ENGLISH);

  /** As many lines of a section as are said. */
  private static final int SAID = 20;

  /**
   * What belongs together.
   *
   * @param columns headings of the cells; empty: they need none
   * @param more what was left out; empty: nothing
   */
  record Section(String title, List<String> columns, List<List<String>> rows, String more) {
    Section {
      columns = List.copyOf(columns);
      rows = List.copyOf(rows);
    }
  }

  /** Everything that changes, in the order in which it is read. */
  List<Section> sections(PlanAnswer answer) {
    var preview = answer.preview();
    var failed =
        preview.failed().entrySet().stream()
            .map(it -> List.of(it.getKey(), it.getValue()))
            .toList();
    return Stream.of(
            Stream.of(
                section("Schedules that can't be planned", List.of("schedule", "why"), failed),
                section(
                    "Promises that would be broken",
                    List.of("schedule", "nobody from", "to"),
                    uncovered(preview.broken())),
                section("New schedules", List.of(), names(preview.added())),
                section("Schedules that go", List.of(), removed(preview.removed()))),
            moves(preview),
            Stream.of(
                section(
                    "Gaps that open",
                    List.of("schedule", "from", "to"),
                    uncovered(unpromised(preview))),
                section(
                    "Gaps that close",
                    List.of("schedule", "from", "to"),
                    uncovered(preview.closed())),
                section(
                    "On call without a contact that works",
                    List.of("who", "schedule", "from"),
                    answer.unreachable().stream()
                        .map(it -> List.of(it.who(), it.schedule(), moment(it.start())))
                        .toList()),
                section(
                    "Alerts that are named otherwise",
                    List.of("integration", "changed", "what is open by then"),
                    answer.renamed().stream().map(PlanWords::renamed).toList())),
            fairness(preview))
        .flatMap(each -> each)
        .filter(section -> !section.rows().isEmpty())
        .toList();
  }

  private static Section section(String title, List<String> columns, List<List<String>> rows) {
    var more = rows.size() > SAID ? "and %d more".formatted(rows.size() - SAID) : "";
    return new Section(title, columns, rows.stream().limit(SAID).toList(), more);
  }

  private Stream<Section> moves(Preview preview) {
    return preview.moved().stream()
        .map(Preview.Moved::schedule)
        .distinct()
        .flatMap(schedule ->
            Stream.of(true, false).map(published -> moves(preview, schedule, published)));
  }

  private Section moves(Preview preview, String schedule, boolean published) {
    var moves =
        preview.moved().stream()
            .filter(it -> it.schedule().equals(schedule) && it.published() == published)
            .toList();
    var title =
        published
            ? "%s: published shifts that move".formatted(schedule)
            : "%s: after what is published".formatted(schedule);
    var more =
        moves.size() > SAID
            ? "and %d more until %s".formatted(moves.size() - SAID, moment(moves.getLast().end()))
            : "";
    return new Section(
        title,
        List.of("from", "to", "who", "why"),
        moves.stream().limit(SAID).map(this::row).toList(),
        more);
  }

  private List<String> row(Preview.Moved move) {
    return List.of(
        moment(move.start()),
        moment(move.end()),
        people(move.outgoing()) + " → " + people(move.incoming()),
        move.why());
  }

  private static String people(Collection<String> people) {
    return people.isEmpty() ? "nobody" : String.join(", ", people);
  }

  /** Gaps that break a promise are said there. */
  private static List<Preview.Uncovered> unpromised(Preview preview) {
    return preview.opened().stream().filter(gap -> !preview.broken().contains(gap)).toList();
  }

  private List<List<String>> uncovered(List<Preview.Uncovered> all) {
    return all.stream()
        .map(it -> List.of(it.schedule(), moment(it.start()), moment(it.end())))
        .toList();
  }

  private static List<List<String>> names(List<String> names) {
    return names.stream().map(List::of).toList();
  }

  private static List<List<String>> removed(List<Preview.Removed> all) {
    return all.stream()
        .map(it ->
            List.of(
                it.schedule(),
                Counted.of(it.shifts(), "published shift")
                    + " would be forgotten; put back later, it is planned anew"))
        .toList();
  }

  private static List<String> renamed(FormerNamings.Changed changed) {
    var name = changed.before();
    var keys = String.join(", ", changed.keys());
    var what = changed.integration().equals(name) ? keys : ("was " + name + ", " + keys);
    return List.of(
        changed.integration(),
        what.replaceFirst(", $", ""),
        "stays, and its end finds it for %d days; what still fires opens another incident"
            .formatted(FormerNamings.KEPT.toDays()));
  }

  private Stream<Section> fairness(Preview preview) {
    var words = new FairnessWords(preview.fairness());
    return Stream.of(
        section(
            "Who serves how much until " + moment(preview.until()),
            FairnessWords.PEOPLE,
            words.people()),
        section(
            "Load in hours since the first turn, divided by share",
            FairnessWords.LOADS,
            words.loads()),
        section("How even the load is", FairnessWords.BALANCES, words.balances()));
  }

  String moment(Instant at) {
    return MOMENT.format(at.atZone(zone));
  }
}
