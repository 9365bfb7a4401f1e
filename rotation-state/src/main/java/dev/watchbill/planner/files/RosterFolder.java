package dev.watchbill.planner.files;

import dev.watchbill.planner.RosterSource;
import dev.watchbill.roster.Feeds;
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
import java.time.Instant;
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
  private final Optional<CalendarFeeds> feeds;
  private volatile References known = new References("", List.of());

  /** What files of a hash refer to: searching a large roster for it costs more than its hash. */
  private record References(String hash, List<String> all) {}

  /**
   * @param folder as the user typed it, for messages
   * @param environment where the secrets are that the roster refers to
   */
  public RosterFolder(Path folder, Environment environment, InstantSource clock) {
    this(folder, environment, clock, Optional.empty(), Optional.empty());
  }

  /**
   * @param feeds fetches the calendars it names by address
   */
  public RosterFolder(
      Path folder, Environment environment, InstantSource clock, CalendarFeeds feeds) {
    this(folder, environment, clock, Optional.empty(), Optional.of(feeds));
  }

  /**
   * @param commit that the files are of; empty: git is asked, or they are hashed
   * @param feeds fetches the calendars it names by address; empty: none is known
   */
  RosterFolder(
      Path folder,
      Environment environment,
      InstantSource clock,
      Optional<String> commit,
      Optional<CalendarFeeds> feeds) {
    this.folder = folder;
    this.environment = environment.beside(folder);
    this.clock = clock;
    this.commit = commit;
    this.feeds = feeds;
  }

  /** Of the files, and of what they refer to: a key may change while the roster doesn't. */
  @Override
  public String fingerprint() {
    try {
      var files = RosterFiles.load(folder);
      var hash = files.hash();
      if (!known.hash().equals(hash)) {
        known = new References(hash, references(files));
      }
      return "%s %s %s"
          .formatted(hash, secrets(), feeds.map(CalendarFeeds::fingerprint).orElse(""));
    } catch (UncheckedIOException e) {
      return UNREADABLE;
    }
  }

  @Override
  public String version() {
    try {
      return commit.orElseGet(() -> RosterReader.version(folder, RosterFiles.load(folder)));
    } catch (UncheckedIOException e) {
      return UNREADABLE;
    }
  }

  private static List<String> references(RosterFiles files) {
    return files.contents().keySet().stream()
        .flatMap(name -> files.text(name).stream())
        .flatMap(text -> Environment.references(text).stream())
        .distinct()
        .toList();
  }

  /** Hashes only. */
  private String secrets() {
    return known.all().stream()
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
    var began = clock.instant();
    var reading = reading(began);
    if (feeds.filter(CalendarFeeds::fetchNew).isPresent()) {
      reading = reading(clock.instant());
    }
    feeds.ifPresent(it -> it.forget(began));
    return reading;
  }

  private Reading reading(Instant now) {
    var calendars = feeds.<Feeds>map(it -> it).orElse(Feeds.NONE);
    return commit.isPresent()
        ? RosterReader.read(
            RosterFiles.load(folder), commit.get(), environment, Purpose.APPLY, calendars, now)
        : RosterReader.read(folder, environment, Purpose.APPLY, calendars, now);
  }

  private Draft draft(Reading reading) {
    var roster = reading.roster();
    return roster.isEmpty()
        ? new Draft.Refused(reading.version(), messages(reading.errors()))
        : new Draft.Accepted(
            reading.version(),
            RosterRecords.of(roster.get(), reading.version()),
            IntegrationKeys.of(roster.get(), environment),
            messages(reading.warnings()),
            messages(reading.unreadCalendars()));
  }

  private static List<String> messages(List<Problem> problems) {
    return problems.stream().map(Problem::message).toList();
  }

  @Override
  public String name() {
    return folder.toString();
  }
}
