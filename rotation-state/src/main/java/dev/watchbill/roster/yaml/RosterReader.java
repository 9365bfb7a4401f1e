package dev.watchbill.roster.yaml;

import dev.watchbill.roster.Feeds;
import dev.watchbill.roster.Finding;
import dev.watchbill.roster.Purpose;
import dev.watchbill.roster.Reading;
import dev.watchbill.roster.Roster;
import dev.watchbill.roster.TeamEntry;
import dev.watchbill.roster.check.RosterCheck;
import dev.watchbill.roster.yaml.Notes.Kind;
import dev.watchbill.schemas.config.Environment;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The door through which every roster comes: files in, one checked {@link Roster} or every reason
 * against it out.
 */
public final class RosterReader {
  private final RosterFiles files;
  private final Calendars calendars;
  private final Notes notes = new Notes();

  private RosterReader(RosterFiles files, Calendars calendars) {
    this.files = files;
    this.calendars = calendars;
  }

  /**
   * Reads a folder as {@link #read(Path, Environment, Purpose, Feeds, Instant)}, with what was kept
   * of calendars.
   */
  public static Reading read(Path folder, Environment environment, Purpose purpose, Instant now) {
    return read(folder, environment, purpose, KeptFeeds.of(environment), now);
  }

  /**
   * Reads a folder as it is now, its version from git where it can.
   *
   * @param folder as the user typed it, for messages
   * @param now clock changes and promises are looked at from here on
   * @throws java.io.UncheckedIOException if the folder can't be read
   */
  public static Reading read(
      Path folder, Environment environment, Purpose purpose, Feeds feeds, Instant now) {
    var files = RosterFiles.load(folder);
    // An answer names no version: git needn't be asked for it.
    var version = purpose == Purpose.ANSWER ? files.hash() : version(folder, files);
    return read(files, version, environment.beside(folder), purpose, feeds, now);
  }

  /** The commit that a folder is a clean check-out of, or else the hash of its files. */
  public static String version(Path folder, RosterFiles files) {
    return GitVersion.of(folder.toAbsolutePath()).orElseGet(files::hash);
  }

  /** Reads files that were loaded before. */
  public static Reading read(
      RosterFiles files, String version, Environment environment, Purpose purpose, Instant now) {
    return read(files, version, environment, purpose, KeptFeeds.of(environment), now);
  }

  /** Reads files that were loaded before, with these calendars. */
  public static Reading read(
      RosterFiles files,
      String version,
      Environment environment,
      Purpose purpose,
      Feeds feeds,
      Instant now) {
    return new RosterReader(files, new Calendars(files, feeds, environment, purpose))
        .reading(version, environment, purpose, now);
  }

  private Reading reading(String version, Environment environment, Purpose purpose, Instant now) {
    var roster = parse(now);
    if (notes.allRead()) {
      notes.resolveReferences();
      note(RosterCheck.findings(roster, environment, purpose, now));
      if (!notes.hasErrors()) {
        note(RosterCheck.brokenPromises(roster, purpose, now));
      }
      files.elsewhere().forEach(this::notRead);
    }
    var usable = notes.hasErrors() ? Optional.<Roster>empty() : Optional.of(roster);
    return new Reading(version, usable, notes.problems());
  }

  private void note(List<Finding> findings) {
    findings.forEach(it -> notes.note(it.severity(), it.path(), it.expected(), it.got()));
  }

  private void notRead(String file) {
    note(
        List.of(
            Finding.warning(
                "(folder)",
                "files directly in the roster's folder",
                file + ", which is not read")));
  }

  private Roster parse(Instant now) {
    var root = MergedFiles.read(files, notes).section(Shape.ROSTER);
    var organization =
        OrganizationReader.read(
            root.get("organization")
                .orElseGet(
                    () -> new Value(new Item.Nothing(root.value().place()), "organization", notes))
                .section(Shape.ORGANIZATION));
    var people = new PersonReader(organization.zone(), calendars, now);
    var teams = new TeamReader(organization.zone());
    var integrations = new IntegrationReader(folder());
    var roster =
        new Roster(
            organization,
            new HolidaysReader(calendars).read(root),
            root.named("people", Words.ID, people::read),
            root.named("teams", Words.ID, teams::read),
            root.named("services", Words.SERVICE_ID, ServiceReader::read),
            root.named("policies", Words.ID, PolicyReader::read),
            root.all("routes", RouteReader::read),
            root.named("integrations", Words.ID, integrations::read),
            root.all("maintenance", new MaintenanceReader(organization.zone())::read));
    makeKnown(roster);
    return roster;
  }

  private Path folder() {
    var folder = files.folder().toAbsolutePath();
    return files.isOneFile() ? folder.resolveSibling("") : folder;
  }

  private void makeKnown(Roster roster) {
    roster.holidays().keySet().forEach(id -> notes.defines(Kind.HOLIDAYS, id));
    roster.people().keySet().forEach(id -> notes.defines(Kind.PERSON, id));
    roster.teams().keySet().forEach(id -> notes.defines(Kind.TEAM, id));
    roster.services().keySet().forEach(id -> notes.defines(Kind.SERVICE, id));
    roster.policies().keySet().forEach(id -> notes.defines(Kind.POLICY, id));
    roster.integrations().keySet().forEach(id -> notes.defines(Kind.INTEGRATION, id));
    roster.schedules().keySet().forEach(id -> notes.defines(Kind.SCHEDULE, id));
    uniqueSchedules(roster.teams());
  }

  private void uniqueSchedules(Map<String, TeamEntry> teams) {
    var homes = new HashMap<String, String>();
    for (var team : teams.values()) {
      for (var id : team.schedules().keySet()) {
        var other = homes.putIfAbsent(id, team.id());
        if (other != null) {
          var path = "teams.%s.schedules.%s".formatted(team.id(), id);
          var first = notes.placeOf("teams.%s.schedules.%s".formatted(other, id));
          note(
              List.of(
                  Finding.error(
                      path,
                      "schedule ids that are unique in the whole roster",
                      "\"%s\" again (first at %s)".formatted(id, first))));
        }
      }
    }
  }
}
