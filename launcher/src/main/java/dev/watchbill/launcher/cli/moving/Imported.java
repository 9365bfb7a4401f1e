package dev.watchbill.launcher.cli.moving;

import dev.watchbill.launcher.moving.Draft;
import dev.watchbill.launcher.moving.OtherPlan;
import dev.watchbill.launcher.moving.RosterYaml;
import dev.watchbill.roster.Purpose;
import dev.watchbill.roster.Roster;
import dev.watchbill.roster.yaml.RosterFiles;
import dev.watchbill.roster.yaml.RosterReader;
import dev.watchbill.schemas.config.Environment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What came of asking.
 *
 * @param plans who is on call elsewhere, by the ids schedules have here; empty: it isn't known
 * @param from from when plans are compared
 * @param until until when; exclusive
 */
record Imported(Draft draft, Map<String, Optional<OtherPlan>> plans, Instant from, Instant until) {

  /** What would be written, read as it would be. */
  Optional<Roster> roster(Environment environment) {
    var contents = new TreeMap<String, byte[]>();
    RosterYaml.of(draft)
        .files()
        .forEach((name, text) -> contents.put(name, text.getBytes(StandardCharsets.UTF_8)));
    var files = new RosterFiles(Path.of("roster"), contents, List.of());
    return RosterReader.read(files, "", environment, Purpose.ANSWER, from).roster();
  }
}
