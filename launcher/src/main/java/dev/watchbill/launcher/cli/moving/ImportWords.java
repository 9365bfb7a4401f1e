package dev.watchbill.launcher.cli.moving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.watchbill.launcher.cli.terminal.Table;
import dev.watchbill.launcher.moving.Comparison.Difference;
import dev.watchbill.launcher.moving.Draft;
import dev.watchbill.launcher.moving.Draft.Integration;
import dev.watchbill.launcher.moving.Written.Note;
import dev.watchbill.roster.Reading;
import dev.watchbill.schemas.text.Counted;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** What an import says: what was taken, what not, and whether the plans are the same. */
record ImportWords(
    Vendor vendor,
    Draft draft,
    List<Note> notes,
    List<Compared> compared,
    Reading reading,
    ImportOptions options) {
  private static final int MOST_SHOWN = 5;

  void print(PrintWriter out) {
    out.printf(
        "Wrote %s: %s.%n",
        options.folder,
        taken().stream()
            .map(it -> Counted.of(it.count(), it.one(), it.several()))
            .collect(Collectors.joining(", ")));
    if (!notes.isEmpty()) {
      out.printf("%nNot as it was in %s%n", vendor.name());
      notes.forEach(it ->
          out.println(
              Table.oneLine(
                  "  %s:%d: %s"
                      .formatted(options.folder.resolve(it.file()), it.line(), it.text()))));
    }
    if (!compared.isEmpty()) {
      out.printf("%nWho is on call, here and in %s%n", vendor.name());
      compared.forEach(it -> print(it, out));
    }
    next(out);
  }

  private void print(Compared one, PrintWriter out) {
    if (!one.isKnown()) {
      out.printf("  %s: not compared, as %s's plan isn't known%n", one.schedule(), vendor.name());
    } else if (one.isSame()) {
      out.printf("  %s: the same until %s%n", one.schedule(), one.until());
    } else {
      var differences = one.differences();
      var found =
          differences.isEmpty() ? "no difference" : Counted.of(differences.size(), "difference");
      if (one.isWhole()) {
        out.printf("  %s: %s until %s%n", one.schedule(), found, one.until());
      } else {
        out.printf(
            "  %s: %s from %s to %s; the rest until %s wasn't compared, as %s's plan isn't known%n",
            one.schedule(), found, one.from(), one.until(), one.wanted(), vendor.name());
      }
      differences.stream().limit(MOST_SHOWN).forEach(it -> print(it, out));
      if (differences.size() > MOST_SHOWN) {
        out.printf("    and %d more%n", differences.size() - MOST_SHOWN);
      }
    }
  }

  private void print(Difference it, PrintWriter out) {
    out.println(
        Table.oneLine(
            "    from %s to %s: %s has %s, here it is %s"
                .formatted(it.from(), it.to(), vendor.name(), who(it.theirs()), who(it.ours()))));
  }

  private static String who(Collection<String> people) {
    return people.isEmpty() ? "nobody" : String.join(", ", people);
  }

  private void next(PrintWriter out) {
    out.printf("%nNext%n  ./watchbill check %s", options.folder);
    if (!reading.warnings().isEmpty()) {
      out.printf("   (%s)", Counted.of(reading.warnings().size(), "warning"));
    }
    out.println();
    if (!draft.integrations().isEmpty()) {
      out.printf(
          "  ./watchbill keys create NAME, once it runs, for each of: %s%n",
          draft.integrations().stream().map(Integration::id).collect(Collectors.joining(", ")));
    }
    out.println("  docs/moving.md says how to go on");
  }

  private record Taken(String one, String several, int count) {}

  private List<Taken> taken() {
    var schedules = draft.teams().stream().flatMap(it -> it.schedules().stream()).toList();
    return List.of(
        new Taken("person", "people", draft.people().size()),
        new Taken("team", "teams", draft.teams().size()),
        new Taken("schedule", "schedules", schedules.size()),
        new Taken(
            "rotation",
            "rotations",
            schedules.stream().mapToInt(it -> it.rotations().size()).sum()),
        new Taken(
            "override",
            "overrides",
            draft.teams().stream().mapToInt(it -> it.overrides().size()).sum()),
        new Taken("policy", "policies", draft.policies().size()),
        new Taken("service", "services", draft.services().size()),
        new Taken("integration", "integrations", draft.integrations().size()));
  }

  JsonNode json() {
    var answer = JsonNodeFactory.instance.objectNode().put("roster", options.folder.toString());
    var taken = answer.putObject("taken");
    taken().forEach(it -> taken.put(it.several(), it.count()));
    var left = answer.putArray("notes");
    notes.forEach(it ->
        left.addObject().put("file", it.file()).put("line", it.line()).put("text", it.text()));
    var errors = answer.putArray("errors");
    reading.errors().forEach(it -> errors.add(it.toString()));
    var schedules = answer.putArray("compared");
    compared.forEach(it -> schedules.add(json(it)));
    return answer;
  }

  private static ObjectNode json(Compared one) {
    var object =
        JsonNodeFactory.instance
            .objectNode()
            .put("schedule", one.schedule())
            .put("same", one.isSame())
            .put("from", one.from().toString())
            .put("until", one.until().toString())
            .put("whole", one.isWhole());
    var differences = object.putArray("differences");
    for (var it : one.differences()) {
      var difference =
          differences.addObject().put("from", it.from().toString()).put("to", it.to().toString());
      var theirs = difference.putArray("theirs");
      it.theirs().forEach(theirs::add);
      var ours = difference.putArray("ours");
      it.ours().forEach(ours::add);
    }
    return object;
  }
}
