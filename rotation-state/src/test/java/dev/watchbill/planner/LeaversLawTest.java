package dev.watchbill.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.watchbill.rota.PlannedShift;
import dev.watchbill.rota.Rota;
import dev.watchbill.rota.Rotation;
import dev.watchbill.rota.ShiftOverride;
import dev.watchbill.rota.TurnLength;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Laws of overrides whose people leave the roster: dmitri and erin, who have no turns. */
class LeaversLawTest {
  private static final Instant NOW = Instant.parse("2026-01-14T12:00:00Z");
  private static final Set<String> EVERYBODY = Set.of("asha", "bo", "carla", "dmitri", "erin");
  private static final Set<String> LEFT = Set.of("asha", "bo", "carla");

  private final Planner planner = new Planner();

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void areAsIfNobodyHadAskedForThem(long seed) {
    var overrides = overrides(new SplittableRandom(seed));
    var before = planned(Optional.empty(), EVERYBODY, overrides);

    var after = planned(Optional.of(before), LEFT, overrides);

    var never = planned(Optional.of(before), EVERYBODY, by(LEFT, overrides));
    assertThat(after).isEqualTo(never);
    assertThat(Seam.before(NOW, after.shifts())).isEqualTo(Seam.before(NOW, before.shifts()));
    assertThat(after.shifts())
        .filteredOn(shift -> shift.end().isAfter(NOW))
        .extracting(PlannedShift::who)
        .isSubsetOf(LEFT);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void holdAgainWhenTheRosterIsTakenBack(long seed) {
    var overrides = overrides(new SplittableRandom(seed));
    var before = planned(Optional.empty(), EVERYBODY, overrides);
    var without = planned(Optional.of(before), LEFT, overrides);

    assertThat(planned(Optional.of(without), EVERYBODY, overrides)).isEqualTo(before);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void areForeseenByAPreview(long seed) {
    var overrides = overrides(new SplittableRandom(seed));
    var before = planned(Optional.empty(), EVERYBODY, overrides);
    var after = planned(Optional.of(before), LEFT, overrides);

    var preview =
        Preview.of(
            Map.of("primary", before),
            definitions(List.of()).keeping(Map.of("primary", before)),
            LEFT,
            NOW);

    assertThat(preview.moved())
        .filteredOn(Preview.Moved::published)
        .extracting(Preview.Moved::start, Preview.Moved::end)
        .containsExactlyElementsOf(
            Move.between(before, after, NOW, before.until()).stream()
                .map(it -> tuple(it.start(), it.end()))
                .toList());
  }

  static LongStream seeds() {
    return LongStream.range(0, 50);
  }

  private Plan planned(
      Optional<Plan> published, Set<String> people, List<ShiftOverride> overrides) {
    var outcome =
        Replanning.of(
                planner,
                published.map(Plan::schedule).stream().toList(),
                id -> published,
                definitions(overrides),
                people,
                NOW)
            .getFirst();
    return switch (outcome) {
      case Replanning.Outcome.Planned planned -> planned.after();
      case Replanning.Outcome.Unchanged _ -> published.orElseThrow();
      case Replanning.Outcome.Failed failed -> throw new AssertionError(failed.why());
      case Replanning.Outcome.Removed removed -> throw new AssertionError(removed.toString());
    };
  }

  private static Definitions definitions(List<ShiftOverride> overrides) {
    var rota =
        Rota.of(
                "primary",
                ZoneOffset.UTC,
                Rotation.named(
                        "daily",
                        ZoneOffset.UTC,
                        LocalDateTime.parse("2026-01-05T09:00"),
                        TurnLength.parse("1d"))
                    .members("asha", "bo", "carla")
                    .build())
            .overrides(overrides);
    var wanted = new Definition("primary", "payments", Duration.ofDays(28), List.of(rota));
    return new Definitions(new TreeMap<>(Map.of("primary", wanted)), new TreeMap<>());
  }

  private static List<ShiftOverride> by(Set<String> people, List<ShiftOverride> overrides) {
    return overrides.stream().filter(it -> people.contains(it.who())).toList();
  }

  /** Asked for, so that they are kept in a preview; some run now. */
  private static List<ShiftOverride> overrides(SplittableRandom random) {
    return IntStream.range(0, random.nextInt(1, 8))
        .mapToObj(i -> override(random, NOW.minusSeconds(100L - i)))
        .toList();
  }

  private static ShiftOverride override(SplittableRandom random, Instant asked) {
    var from = NOW.plus(Duration.ofHours(random.nextInt(-24, 24 * 14)));
    var kinds =
        List.of(
            ShiftOverride.Kind.COVER,
            ShiftOverride.Kind.ADD,
            ShiftOverride.Kind.REPLACE,
            ShiftOverride.Kind.SWAP);
    var kind = kinds.get(random.nextInt(kinds.size()));
    var replaces = kind == ShiftOverride.Kind.REPLACE || kind == ShiftOverride.Kind.SWAP;
    return new ShiftOverride(
        kind,
        List.of("asha", "dmitri", "erin").get(random.nextInt(3)),
        replaces ? List.of("bo", "carla").get(random.nextInt(2)) : null,
        from,
        from.plus(Duration.ofHours(random.nextInt(1, 72))),
        asked,
        random.nextInt(3) == 0 ? "daily" : null);
  }
}
