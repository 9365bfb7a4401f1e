package dev.watchbill.roster.offline;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One case of a {@code .cases} file: a roster as short as it can be written, questions, and the
 * answers they have.
 *
 * <pre>{@code
 * === a title
 * zone Europe/Berlin               the organisation's and the team's
 * team-holidays here               the team's calendar
 * people asha bo                   with nothing to say about them; others stand in people:
 * primary:                         a schedule; overrides:, people: and holidays: likewise
 *   rotations:
 *     - {name: weekly, members: [asha, bo], start: 2026-01-05T09:00, shift: 1w}
 * ? oncall                         at each instant: who, by id
 *   2026-01-05T08:00Z asha
 * ? shifts FROM TO                 start, end, who, rotation#turn or kind
 *   2026-01-05T08:00Z 2026-01-12T08:00Z asha weekly#0
 * ? gaps FROM TO
 * ? why                            as oncall, but the reason
 * }</pre>
 *
 * A question may name a schedule other than {@code primary} at its end.
 */
record RosterCase(String file, String title, String roster, List<Question> questions) {

  /** What is asked, and the lines it is answered by. */
  record Question(String asked, List<String> expected) {}

  /** All cases of a file. */
  static List<RosterCase> in(Path file) {
    try {
      var name = file.getFileName().toString();
      return Stream.of(Files.readString(file).split("(?m)^=== "))
          .filter(text -> !text.isBlank())
          .map(text -> read(name, text.lines().toList()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static RosterCase read(String file, List<String> lines) {
    var roster =
        lines.subList(1, lines.size()).stream().takeWhile(it -> !it.startsWith("?")).toList();
    var questions = new ArrayList<Question>();
    for (var line : lines.subList(1 + roster.size(), lines.size())) {
      if (line.startsWith("? ")) {
        questions.add(new Question(line.substring(2).strip(), new ArrayList<>()));
      } else if (!line.isBlank() && !line.startsWith("#")) {
        questions.getLast().expected().add(line.strip());
      }
    }
    return new RosterCase(
        file, lines.getFirst().strip(), new RosterShorthand(roster).yaml(), questions);
  }

  /** The answer, in the form it is expected in. */
  List<String> answer(OfflineRota rota, Question question) {
    var words = List.of(question.asked().split(" +"));
    var window = !List.of("oncall", "why").contains(words.getFirst());
    var named = words.subList(window ? 3 : 1, words.size());
    var schedules = named.isEmpty() ? List.of("primary") : named;
    return switch (words.getFirst()) {
      case "oncall" ->
          rota.onCall(schedules, instants(question)).stream().map(RosterCase::text).toList();
      case "why" ->
          rota.onCall(schedules, instants(question)).stream()
              .map(it -> text(it.at()) + " " + it.why())
              .toList();
      case "shifts" ->
          rota.shifts(schedules, at(words.get(1)), at(words.get(2))).stream()
              .map(it -> (schedules.size() > 1 ? it.schedule() + " " : "") + text(it))
              .toList();
      case "gaps" ->
          rota.gaps(schedules, at(words.get(1)), at(words.get(2))).stream()
              .map(it -> text(it.start()) + " " + text(it.end()))
              .toList();
      default -> throw new IllegalArgumentException("Expected a question, but got " + question);
    };
  }

  private static List<Instant> instants(Question question) {
    return question.expected().stream().map(it -> at(it.split(" ", 2)[0])).toList();
  }

  private static Instant at(String text) {
    return When.parse(text, ZoneOffset.UTC);
  }

  private static String text(Instant at) {
    return at.toString().replaceFirst(":00Z$", "Z");
  }

  private static String text(OnCallAnswer answer) {
    var who = answer.who().stream().collect(joining(" "));
    return text(answer.at()) + " " + (who.isEmpty() ? "nobody" : who);
  }

  private static String text(ShiftAnswer shift) {
    var turn = shift.rotation() == null ? "" : shift.rotation() + "#" + shift.turn();
    var right =
        switch (shift.kind()) {
          case "turn" -> turn;
          default -> (shift.kind() + " " + turn).strip();
        };
    return String.join(" ", text(shift.start()), text(shift.end()), shift.who(), right);
  }

  @Override
  public String toString() {
    return file + ": " + title;
  }
}
