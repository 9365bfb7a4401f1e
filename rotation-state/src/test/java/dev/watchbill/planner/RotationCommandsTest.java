package dev.watchbill.planner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.rota.Hours;
import dev.watchbill.rota.Rota;
import dev.watchbill.rota.Rotation;
import dev.watchbill.rota.ShiftOverride;
import dev.watchbill.rota.TurnLength;
import dev.watchbill.schemas.ScheduleCommand;
import dev.watchbill.schemas.ScheduleEvent;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Overrides of one rotation that people ask for: office from 09:00 to 17:00, rest under it. */
class RotationCommandsTest {
  private static final Instant NOW = Instant.parse("2026-01-07T12:00:00Z");

  private final Planner planner = new Planner();

  @Test
  void namesARotationAsItIsInForceInTheSpan() {
    var plan = planned(Optional.of(published(rota("office"))), rota("day"));
    var later = plan.newest().from().plus(Duration.ofDays(1));
    var until = later.plus(Duration.ofDays(1));

    assertThat(decided(plan, override("office", "2026-01-08T09:00:00Z", "2026-01-08T17:00:00Z")))
        .isInstanceOf(Decision.Applied.class);
    assertThat(decided(plan, override("day", "2026-01-08T09:00:00Z", "2026-01-08T17:00:00Z")).why())
        .isEqualTo("rotation: expected one of [office, rest], but got \"day\"");
    assertThat(decided(plan, override("day", later.toString(), until.toString())))
        .isInstanceOf(Decision.Applied.class);
    assertThat(decided(plan, override("office", later.toString(), until.toString())))
        .isInstanceOf(Decision.Refused.class);
  }

  @Test
  void refusesAnOverrideOfARotationThatHasNoTurnThere() {
    var plan = published(rota("office"));

    var decision =
        decided(plan, override("office", "2026-01-07T18:00:00Z", "2026-01-07T22:00:00Z"));

    assertThat(decision)
        .isEqualTo(
            new Decision.Refused(
                "office of primary has no turn between 2026-01-07T18:00:00Z and"
                    + " 2026-01-07T22:00:00Z; the next it has is at 2026-01-08T09:00:00Z"));
  }

  @Test
  void takesAnOverrideOfWhatIsNotPublishedYet() {
    var plan = published(rota("office"));
    var from = plan.until().plus(Duration.ofHours(18));

    assertThat(decided(plan, override("office", from.toString(), from.plusSeconds(60).toString())))
        .isInstanceOf(Decision.Applied.class);
  }

  @Test
  void saysWhichRotationHidesTheOneThatIsCovered() {
    var plan = published(rota("office"));

    assertThat(decided(plan, override("rest", "2026-01-08T10:00:00Z", "2026-01-08T12:00:00Z")))
        .isInstanceOf(Decision.Applied.class)
        .extracting(Decision::why)
        .isEqualTo(
            "dmitri has the turns, whoever would be in rest, but under office, so nobody on call"
                + " changes");
    assertThat(
            decided(plan, override("rest", "2026-01-08T10:00:00Z", "2026-01-08T20:00:00Z")).why())
        .isEqualTo("dmitri is on call, whoever would be in rest");
  }

  @Test
  void saysWhichOverrideOfTheScheduleStandsAboveOneOfARotation() {
    var covered =
        rota("office")
            .overrides(
                List.of(
                    ShiftOverride.cover(
                        "carla",
                        Instant.parse("2026-01-08T00:00:00Z"),
                        Instant.parse("2026-01-09T00:00:00Z"))));

    assertThat(
            decided(
                    published(covered),
                    override("office", "2026-01-08T12:00:00Z", "2026-01-08T14:00:00Z"))
                .why())
        .endsWith("but under the cover of carla, so nobody on call changes");
  }

  @Test
  void offersEachRotationsTurnByItself() {
    var plan = published(rota("office"));
    var start = Instant.parse("2026-01-09T09:00:00Z");

    var said =
        new Announcements(NOW, "v1")
            .offered(plan, List.of(offer("office", start), offer("rest", start)));

    assertThat(said).extracting(ScheduleEvent::getRotation).containsExactly("office", "rest");
    assertThat(said).extracting(ScheduleEvent::getId).doesNotHaveDuplicates();
  }

  private static Offer offer(String rotation, Instant start) {
    return new Offer(
        "primary",
        rotation,
        List.of("asha"),
        start,
        start.plus(Duration.ofHours(8)),
        start.minus(Duration.ofDays(1)),
        "asha is away");
  }

  private static Decision decided(Plan plan, ScheduleCommand command) {
    return Commands.decide(command, new Known(plan), NOW);
  }

  private static ScheduleCommand override(String rotation, String from, String to) {
    return ScheduleCommand.newBuilder()
        .setId("c1")
        .setAction("override")
        .setAt(NOW)
        .setBy("dmitri")
        .setVia("api")
        .setSchedule("primary")
        .setWho("dmitri")
        .setRotation(rotation)
        .setFrom(Instant.parse(from))
        .setTo(Instant.parse(to))
        .build();
  }

  private Plan published(Rota rota) {
    return planned(Optional.empty(), rota);
  }

  private Plan planned(Optional<Plan> before, Rota rota) {
    var wanted = new Definition("primary", "payments", Duration.ofDays(56), List.of(rota));
    var outcome =
        Replanning.of(
            planner,
            before.isPresent() ? Set.of("primary") : Set.of(),
            id -> before,
            new Definitions(new TreeMap<>(Map.of("primary", wanted)), new TreeMap<>()),
            Set.of(),
            NOW);
    return ((Replanning.Outcome.Planned) outcome.getFirst()).after();
  }

  private static Rota rota(String office) {
    var everyDay = EnumSet.allOf(DayOfWeek.class);
    return Rota.of(
        "primary",
        ZoneOffset.UTC,
        rotation(office)
            .members("asha", "bo")
            .hours(List.of(Hours.daily(everyDay, LocalTime.of(9, 0), LocalTime.of(17, 0))))
            .build(),
        rotation("rest").members("carla").build());
  }

  private static Rotation.Builder rotation(String name) {
    return Rotation.named(
        name, ZoneOffset.UTC, LocalDateTime.parse("2026-01-05T00:00"), TurnLength.parse("1d"));
  }

  private record Known(Plan published) implements Commands.Facts {
    @Override
    public boolean isPerson(String id) {
      return true;
    }

    @Override
    public Optional<Plan> plan(String schedule) {
      return schedule.equals("primary") ? Optional.of(published) : Optional.empty();
    }

    @Override
    public Collection<String> schedulesOf(String person) {
      return List.of();
    }

    @Override
    public Collection<ScheduleCommand> standing() {
      return List.of();
    }

    @Override
    public Optional<ScheduleCommand> asked(String id) {
      return Optional.empty();
    }

    @Override
    public Optional<ScheduleEvent> handoff(String id) {
      return Optional.empty();
    }
  }
}
