package dev.watchbill.launcher.simulate;

import dev.watchbill.roster.Problem;
import dev.watchbill.roster.Purpose;
import dev.watchbill.roster.publish.RosterRecords;
import dev.watchbill.roster.yaml.RosterReader;
import dev.watchbill.schemas.RosterRecord;
import dev.watchbill.schemas.config.Environment;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rosters of a simulation, read before it begins. */
public final class Rosters {
  private final Map<Path, Known> read = new HashMap<>();
  private final List<String> problems = new ArrayList<>();

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

  Known of(Path folder) {
    var known = read.get(folder);
    if (known == null) {
      throw new IllegalStateException("Expected " + folder + " to be read before it is used");
    }
    return known;
  }
}
