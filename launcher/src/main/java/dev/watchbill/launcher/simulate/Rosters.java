package dev.watchbill.launcher.simulate;

import dev.watchbill.roster.Problem;
import dev.watchbill.roster.Purpose;
import dev.watchbill.roster.publish.RosterRecords;
import dev.watchbill.roster.yaml.RosterReader;
import dev.watchbill.schemas.RosterCurrent;
import dev.watchbill.schemas.RosterRecord;
import dev.watchbill.schemas.config.Environment;
import dev.watchbill.schemas.roster.RosterSnapshot;
import dev.watchbill.schemas.roster.RosterStage;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The rosters of a simulation, read before it begins. */
public final class Rosters {
  private final Map<Path, Known> read = new HashMap<>();
  private final List<String> problems = new ArrayList<>();

  /** Stands for what is published, which is in no folder. */
  static final Path PUBLISHED = Path.of("published");

  static Rosters of(Published published) {
    var rosters = new Rosters();
    var zone =
        published.roster().values().stream()
            .flatMap(record -> Optional.ofNullable(record.getOrganization()).stream())
            .map(organization -> RosterSnapshot.zone(organization.getTimezone()))
            .findFirst()
            .orElse(ZoneOffset.UTC);
    rosters.read.put(PUBLISHED, new Known(published.version(), published.roster(), zone));
    return rosters;
  }

  /** One roster, as records of its topic. */
  record Known(String version, Map<String, RosterRecord> records, ZoneId zone) {}

  /**
   * Reads rosters; what is wrong with them is kept as {@link #problems}.
   *
   * @param at when they are to be in force
   */
  public void read(Collection<Path> folders, Instant at) {
    folders.stream()
        .distinct()
        .filter(folder -> !read.containsKey(folder))
        .forEach(folder -> {
          try {
            var reading = RosterReader.read(folder, Environment.ofProcess(), Purpose.ANSWER, at);
            reading.errors().stream().map(Problem::toString).forEach(problems::add);
            reading
                .roster()
                .ifPresent(roster ->
                    read.put(
                        folder,
                        new Known(
                            reading.version(),
                            RosterRecords.of(roster, reading.version()),
                            roster.organization().zone())));
          } catch (UncheckedIOException e) {
            problems.add("Expected a roster in %s, but %s".formatted(folder, e.getMessage()));
          }
        });
  }

  /** Every error, a sentence each. */
  public List<String> problems() {
    return List.copyOf(problems);
  }

  /** The zone local times are read in. */
  public ZoneId zone(Path folder) {
    return of(folder).zone();
  }

  /** One roster as the services have it. */
  public RosterSnapshot snapshot(Path folder) {
    var known = of(folder);
    var stage = new RosterStage();
    known.records().forEach(stage::accept);
    return stage
        .accept(
            RosterStage.CURRENT,
            RosterRecord.newBuilder()
                .setVersion(known.version())
                .setCurrent(RosterCurrent.newBuilder().build())
                .build())
        .orElseThrow();
  }

  /** What each service of any of them needs. */
  Map<String, Set<String>> needs() {
    var needs = new TreeMap<String, Set<String>>();
    records()
        .flatMap(record -> Optional.ofNullable(record.getService()).stream())
        .forEach(service ->
            needs
                .computeIfAbsent(service.getId(), id -> new TreeSet<>())
                .addAll(service.getDependsOn()));
    return needs;
  }

  /** Whether a policy of any of them passes over who has an incident. */
  boolean passOverEngaged() {
    return records()
        .flatMap(record -> Optional.ofNullable(record.getPolicy()).stream())
        .flatMap(policy -> policy.getSeverities().values().stream())
        .anyMatch(rules -> rules.getWhenEngaged() != null);
  }

  private Stream<RosterRecord> records() {
    return read.values().stream().flatMap(known -> known.records().values().stream());
  }

  Known of(Path folder) {
    var known = read.get(folder);
    if (known == null) {
      throw new IllegalStateException("Expected " + folder + " to be read before it is used");
    }
    return known;
  }
}
