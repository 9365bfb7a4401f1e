package dev.watchbill.planner.files;

import dev.watchbill.planner.RosterSource;
import dev.watchbill.roster.Problem;
import dev.watchbill.roster.Purpose;
import dev.watchbill.roster.Reading;
import dev.watchbill.roster.publish.IntegrationKeys;
import dev.watchbill.roster.publish.RosterRecords;
import dev.watchbill.roster.yaml.RosterFiles;
import dev.watchbill.roster.yaml.RosterReader;
import dev.watchbill.schemas.config.Environment;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** A roster in a folder of YAML files. */
public final class RosterFolder implements RosterSource {
  private static final String UNREADABLE = "unreadable";

  private final Path folder;
  private final Environment environment;
  private final InstantSource clock;

  /**
   * @param folder as the user typed it, for messages
   * @param environment where the secrets are that the roster refers to
   */
  public RosterFolder(Path folder, Environment environment, InstantSource clock) {
    this.folder = folder;
    this.environment = environment.beside(folder);
    this.clock = clock;
  }

  @Override
  public String fingerprint() {
    try {
      return RosterFiles.load(folder).hash();
    } catch (UncheckedIOException e) {
      return UNREADABLE;
    }
  }

  @Override
  public Draft read() {
    try {
      return draft(RosterReader.read(folder, environment, Purpose.APPLY, clock.instant()));
    } catch (UncheckedIOException e) {
      return new Draft.Refused(UNREADABLE, List.of(e.getMessage() + ": " + e.getCause()));
    }
  }

  private Draft draft(Reading reading) {
    var roster = reading.roster();
    return roster.isEmpty()
        ? new Draft.Refused(
            reading.version(), reading.errors().stream().map(Problem::message).toList())
        : new Draft.Accepted(
            reading.version(),
            RosterRecords.of(roster.get(), reading.version()),
            IntegrationKeys.of(roster.get(), environment));
  }

  @Override
  public String name() {
    return folder.toString();
  }
}
