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
import dev.watchbill.schemas.config.Secrets;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A roster in a folder of YAML files. */
public final class RosterFolder implements RosterSource {
  private static final String UNREADABLE = "unreadable";

  private final Path folder;
  private final Environment environment;
  private final InstantSource clock;
  private final Optional<String> commit;

  /**
   * @param folder as the user typed it, for messages
   * @param environment where the secrets are that the roster refers to
   */
  public RosterFolder(Path folder, Environment environment, InstantSource clock) {
    this(folder, environment, clock, Optional.empty());
  }

  /**
   * @param commit that the files are of; empty: git is asked, or they are hashed
   */
  RosterFolder(Path folder, Environment environment, InstantSource clock, Optional<String> commit) {
    this.folder = folder;
    this.environment = environment.beside(folder);
    this.clock = clock;
    this.commit = commit;
  }

  /** Of the files, and of what they refer to: a key may change while the roster doesn't. */
  @Override
  public String fingerprint() {
    try {
      var files = RosterFiles.load(folder);
      return files.hash() + " " + secrets(files);
    } catch (UncheckedIOException e) {
      return UNREADABLE;
    }
  }

  /** Hashes only. */
  private String secrets(RosterFiles files) {
    return files.contents().keySet().stream()
        .flatMap(name -> files.text(name).stream())
        .flatMap(text -> Environment.references(text).stream())
        .distinct()
        .map(reference -> environment.resolve(reference).map(Secrets::hash).orElse("unset"))
        .collect(Collectors.joining(" "));
  }

  @Override
  public Draft read() {
    try {
      return draft(reading());
    } catch (UncheckedIOException e) {
      return new Draft.Refused(UNREADABLE, List.of(e.getMessage() + ": " + e.getCause()));
    }
  }

  private Reading reading() {
    var now = clock.instant();
    return commit.isPresent()
        ? RosterReader.read(RosterFiles.load(folder), commit.get(), environment, Purpose.APPLY, now)
        : RosterReader.read(folder, environment, Purpose.APPLY, now);
  }

  private Draft draft(Reading reading) {
    var roster = reading.roster();
    return roster.isEmpty()
        ? new Draft.Refused(reading.version(), messages(reading.errors()))
        : new Draft.Accepted(
            reading.version(),
            RosterRecords.of(roster.get(), reading.version()),
            IntegrationKeys.of(roster.get(), environment),
            messages(reading.warnings()));
  }

  private static List<String> messages(List<Problem> problems) {
    return problems.stream().map(Problem::message).toList();
  }

  @Override
  public String name() {
    return folder.toString();
  }
}
