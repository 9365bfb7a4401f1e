package dev.watchbill.roster.yaml;

import dev.watchbill.roster.Place;
import dev.watchbill.roster.Problem;
import dev.watchbill.roster.Problem.Severity;
import dev.watchbill.roster.Suggestion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeSet;

/** What was noticed while reading: problems, where each path stands, who refers to what. */
final class Notes {
  private final SequencedSet<Problem> problems = new LinkedHashSet<>();
  private final Map<String, Place> places = new HashMap<>();
  private final List<Reference> references = new ArrayList<>();
  private final Map<Kind, Set<String>> known = new HashMap<>();
  private boolean someUnreadable;

  /** What a reference can refer to. */
  enum Kind {
    PERSON("person"),
    TEAM("team"),
    SCHEDULE("schedule"),
    SERVICE("service"),
    POLICY("policy"),
    INTEGRATION("integration"),
    HOLIDAYS("holiday calendar");

    private final String word;

    Kind(String word) {
      this.word = word;
    }
  }

  private record Reference(Kind kind, String id, Place place, String path) {}

  void stands(String path, Place place) {
    places.putIfAbsent(path, place);
  }

  /** Where a path stands, or the nearest thing around it that does. */
  Place placeOf(String path) {
    var around = path;
    while (true) {
      var place = places.get(around);
      if (place != null) {
        return place;
      }
      int cut = Math.max(around.lastIndexOf('.'), around.lastIndexOf('['));
      if (cut < 0) {
        return places.getOrDefault("", new Place("roster", 1));
      }
      around = around.substring(0, cut);
    }
  }

  void defines(Kind kind, String id) {
    known.computeIfAbsent(kind, _ -> new TreeSet<>()).add(id);
  }

  void refers(Kind kind, String id, Place place, String path) {
    references.add(new Reference(kind, id, place, path));
  }

  void error(Place place, String path, String expected, String got) {
    problems.add(new Problem(Severity.ERROR, place, path, expected, got));
  }

  /** A file that can't be read: what refers to its content isn't wrong for that. */
  void unreadable(Place place, String what, String expected, String got) {
    someUnreadable = true;
    error(place, what, expected, got);
  }

  /** Whether everything that was written has been read. */
  boolean allRead() {
    return !someUnreadable;
  }

  /** A doubt about something that is already wrong says nothing new, and is left out. */
  void note(Severity severity, String path, String expected, String got) {
    if (severity == Severity.ERROR || !isWrong(path)) {
      problems.add(new Problem(severity, placeOf(path), path, expected, got));
    }
  }

  private boolean isWrong(String path) {
    return problems.stream()
        .filter(Problem::isError)
        .map(Problem::path)
        .anyMatch(it -> it.equals(path) || it.startsWith(path + ".") || it.startsWith(path + "["));
  }

  /** Reports each reference to something that isn't there. Call once all files are read. */
  void resolveReferences() {
    for (var reference : references) {
      var ids = known.getOrDefault(reference.kind(), Set.of());
      if (!ids.contains(reference.id())) {
        error(
            reference.place(),
            reference.path(),
            Suggestion.listed(ids, reference.kind().word),
            Suggestion.quoted(reference.id(), ids));
      }
    }
  }

  boolean hasErrors() {
    return problems.stream().anyMatch(Problem::isError);
  }

  /** All problems in the order of files and lines. */
  List<Problem> problems() {
    return problems.stream().sorted(Comparator.comparing(Problem::place)).toList();
  }
}
