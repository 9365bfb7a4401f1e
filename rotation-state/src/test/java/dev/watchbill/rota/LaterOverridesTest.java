package dev.watchbill.rota;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** One override of a rotation and a later one of its schedule. */
class LaterOverridesTest {
  private static final Instant DAY = Instant.parse("2026-01-05T00:00:00Z");

  @Test
  void leavesTheCoverOfARotationWhereALaterReplacementNamesWhoHasItsTurn() {
    var cover = asked(8, ShiftOverride.Kind.COVER, "dmitri", null, "pairs");
    var replacement = asked(9, ShiftOverride.Kind.REPLACE, "bo", "asha", null);

    assertThat(who(cover, replacement)).containsExactly("dmitri");
  }

  @Test
  void leavesTheCoverOfAPairWhereALaterSwapNamesOneOfThem() {
    var cover = asked(8, ShiftOverride.Kind.COVER, "dmitri", null, "pairs");
    var swap = asked(9, ShiftOverride.Kind.SWAP, "bo", "carla", null);

    assertThat(who(cover, swap)).containsExactly("dmitri");
  }

  @Test
  void leavesTheCoverOfARosterWhateverIsAskedForAfterIt() {
    var cover = ShiftOverride.cover("dmitri", DAY, DAY.plusSeconds(86_400)).rotation("pairs");
    var replacement = asked(9, ShiftOverride.Kind.REPLACE, "bo", "asha", null);

    assertThat(who(cover, replacement)).containsExactly("dmitri");
  }

  @Test
  void letsTheLaterOfTwoWinThatNameTheSamePerson() {
    var own = asked(8, ShiftOverride.Kind.REPLACE, "dmitri", "asha", "pairs");

    assertThat(who(own, asked(9, ShiftOverride.Kind.REPLACE, "bo", "asha", null)))
        .containsExactlyInAnyOrder("bo", "carla");
    assertThat(who(own, asked(7, ShiftOverride.Kind.REPLACE, "bo", "asha", null)))
        .containsExactlyInAnyOrder("dmitri", "carla");
  }

  private static List<String> who(ShiftOverride... overrides) {
    var rota =
        Rota.of(
                "primary",
                ZoneOffset.UTC,
                Rotation.named(
                        "pairs",
                        ZoneOffset.UTC,
                        LocalDateTime.parse("2026-01-05T00:00"),
                        TurnLength.parse("1w"))
                    .members(List.of(Member.of("asha", "carla")))
                    .build())
            .overrides(List.of(overrides));
    return Engine.of(rota).shifts(DAY, DAY.plusSeconds(86_400)).stream()
        .map(PlannedShift::who)
        .toList();
  }

  /** For all of the day. */
  private static ShiftOverride asked(
      int hour,
      ShiftOverride.Kind kind,
      String who,
      @Nullable String insteadOf,
      @Nullable String rotation) {
    return new ShiftOverride(
        kind,
        who,
        insteadOf,
        DAY,
        DAY.plusSeconds(86_400),
        DAY.minusSeconds(86_400 - 3600L * hour),
        rotation);
  }
}
