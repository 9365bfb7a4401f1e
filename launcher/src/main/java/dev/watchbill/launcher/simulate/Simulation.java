package dev.watchbill.launcher.simulate;

import dev.watchbill.launcher.simulate.HourByHour.Hour;
import dev.watchbill.schemas.Topics;
import dev.watchbill.schemas.kafka.Cluster;
import dev.watchbill.schemas.serde.LocalRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What would have happened. Services that have nothing to do with each other are played at the same
 * time, by two threads; what comes out is the same as if they were played together.
 */
public final class Simulation {
  /**
   * The processor holds deadlines back for a second after it starts, and there must be a roster.
   */
  private static final Duration HEAD_START = Duration.ofSeconds(10);

  /**
   * Each thread plans for itself, so that little is not worth a second one, and nothing a third.
   */
  private static final int MUCH = 2_000;

  private static final int THREADS = 2;

  private Simulation() {}

  /**
   * How it is simulated.
   *
   * @param until it ends then
   * @param answerAfter whoever is reached acknowledges after so long; null: only who is said to
   */
  public record Settings(
      Path roster, Rosters rosters, Instant until, @Nullable Duration answerAfter) {
    public Settings {
      // Deadlines are kept to the millisecond.
      until = until.truncatedTo(ChronoUnit.MILLIS);
    }
  }

  private static Cluster cluster() {
    return new Cluster(
        "127.0.0.1:1",
        new LocalRegistry(),
        new Topics(Topics.DEFAULT_PREFIX),
        1,
        (short) 1,
        "simulated",
        Map.of());
  }

  /**
   * Plays it through.
   *
   * @param happenings in order of time
   * @param folder an empty one, for what is kept meanwhile
   * @param out is given the lines of each hour when it is over, by time; at one instant by service,
   *     those that have to do with each other together and as they happened
   */
  public static Result run(
      Settings settings, List<Happening> happenings, Path folder, Consumer<Line> out) {
    return run(settings, happenings, folder, out, happenings.size() < MUCH ? 1 : THREADS);
  }

  /**
   * The same.
   *
   * @param threads how many at most
   */
  static Result run(
      Settings settings, List<Happening> happenings, Path folder, Consumer<Line> out, int threads) {
    if (happenings.isEmpty()) {
      return new Result();
    }
    var bonds = Bonds.of(settings.rosters(), happenings);
    var start = happenings.getFirst().at().minus(HEAD_START);
    var plays = new ArrayList<Function<Consumer<Hour>, Result>>();
    for (var part : bonds.parts(happenings, threads)) {
      var own = folder.resolve("part-" + plays.size());
      plays.add(hours ->
          play(settings, part, own, start, bonds, new HourByHour(start, hours), Told.NOBODY));
    }
    return plays.size() == 1
        ? plays.getFirst().apply(hour -> SideBySide.tell(hour.lines(), out))
        : SideBySide.run(plays, out);
  }

  /**
   * The same, by one thread.
   *
   * @param told hears what people and rooms would be told
   */
  public static Result run(
      Settings settings, List<Happening> happenings, Path folder, Consumer<Line> out, Told told) {
    if (happenings.isEmpty()) {
      return new Result();
    }
    var start = happenings.getFirst().at().minus(HEAD_START);
    var bonds = Bonds.of(settings.rosters(), happenings);
    var lines = new HourByHour(start, hour -> SideBySide.tell(hour.lines(), out));
    return play(settings, happenings, folder, start, bonds, lines, told);
  }

  private static Result play(
      Settings settings,
      List<Happening> happenings,
      Path folder,
      Instant start,
      Bonds bonds,
      HourByHour lines,
      Told told) {
    var cluster = cluster();
    var planner = new VirtualPlanner(cluster, folder, start, settings.rosters().passOverEngaged());
    try (var play = new Play(settings, cluster, planner, start, bonds, lines, told)) {
      return play.play(happenings);
    }
  }

  /**
   * Plays one thing through what an installation has published.
   *
   * @param until it ends then
   * @param out is given each line as it happens
   */
  public static Result run(
      Published published, Happening happening, Instant until, Consumer<Line> out) {
    var start = happening.at().minus(HEAD_START);
    var cluster = cluster();
    var settings = new Settings(Rosters.PUBLISHED, Rosters.of(published), until, null);
    var happenings = List.of(happening);
    var bonds = Bonds.of(settings.rosters(), happenings);
    var lines = new HourByHour(start, hour -> SideBySide.tell(hour.lines(), out));
    var planner = published.planning(cluster);
    try (var play = new Play(settings, cluster, planner, start, bonds, lines, Told.NOBODY)) {
      play.surround(published);
      return play.play(happenings);
    }
  }
}
