package dev.watchbill.planner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.rota.Rota;
import dev.watchbill.rota.Rotation;
import dev.watchbill.rota.ShiftOverride;
import dev.watchbill.rota.TurnLength;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CarriedOverridesTest {
  private static final Instant FROM = Instant.parse("2026-01-12T09:00:00Z");
  private static final Instant TO = Instant.parse("2026-01-12T17:00:00Z");

  @Test
  void tellsTwoRenamedRotationsOfTheSameTurnsApartByTheirMembers() {
    var before = rota(rotation("a", "asha"), rotation("b", "bo"));
    var now = rota(rotation("x", "bo"), rotation("y", "asha")).overrides(List.of(cover("x")));

    assertThat(carried(before, now)).containsExactly(cover("b"));
  }

  @Test
  void leavesAnOverrideAsItIsWhereItsRotationIsNewOrKept() {
    var before = rota(rotation("a", "asha"));
    var now =
        rota(rotation("a", "asha"), rotation("b", "bo"))
            .overrides(List.of(cover("a"), cover("b"), cover(null)));

    assertThat(carried(before, now)).containsExactlyInAnyOrder(cover("a"), cover("b"), cover(null));
  }

  @Test
  void forgetsAnOverrideThatWasTakenOutOfARotationThatIsKept() {
    var before = rota(rotation("a", "asha")).overrides(List.of(cover("a"), cover(null)));

    assertThat(carried(before, rota(rotation("a", "asha")))).isEmpty();
  }

  @Test
  void keepsWhatSomebodyAskedForOfARotationThatIsGoneOnlyWhileItStands() {
    var asked = new ShiftOverride(ShiftOverride.Kind.COVER, "dmitri", null, FROM, TO, FROM, "gone");
    var before = rota(rotation("gone", "asha")).overrides(List.of(asked, cover("gone")));

    assertThat(carried(before, rota())).containsExactly(cover("gone"));
    assertThat(carried(before, rota().overrides(List.of(asked))))
        .containsExactlyInAnyOrder(cover("gone"), asked);
  }

  @Test
  void keepsNobodyOnCallWhoIsNotInTheRosterAnyMore() {
    var before = rota(rotation("gone", "asha")).overrides(List.of(cover("gone")));

    assertThat(new CarriedOverrides(before, rota(), Set.of("asha")).overrides()).isEmpty();
    assertThat(new CarriedOverrides(before, rota(), Set.of("dmitri")).overrides())
        .containsExactly(cover("gone"));
  }

  private static List<ShiftOverride> carried(Rota before, Rota now) {
    return new CarriedOverrides(before, now, Set.of()).overrides();
  }

  private static ShiftOverride cover(@Nullable String rotation) {
    return ShiftOverride.cover("dmitri", FROM, TO).rotation(rotation);
  }

  private static Rota rota(Rotation... rotations) {
    return Rota.of("primary", ZoneOffset.UTC, rotations);
  }

  private static Rotation rotation(String name, String member) {
    return Rotation.named(
            name, ZoneOffset.UTC, LocalDateTime.parse("2026-01-05T09:00"), TurnLength.parse("1w"))
        .members(member)
        .build();
  }
}
