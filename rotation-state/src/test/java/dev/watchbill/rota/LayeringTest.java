package dev.watchbill.rota;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

class LayeringTest {
  private static final Instant DAY = Instant.parse("2026-01-05T00:00:00Z");
  private static final long FROM = DAY.toEpochMilli();
  private static final long HOUR = 3_600_000;

  @Test
  void takesPiecesInAnyOrderAsThoseOfAReopenedTurnCome() {
    var rota = Rota.of("primary", ZoneOffset.UTC, daily("days").members("asha", "bo").build());
    var pieces =
        List.of(
            new Piece(FROM + 2 * HOUR, FROM + 3 * HOUR, 0, Member.of("asha"), "later"),
            new Piece(FROM, FROM + 2 * HOUR, 0, Member.of("bo"), "sooner"));

    var shifts = new Layering(rota).shifts(Map.of("days", pieces), FROM, FROM + 24 * HOUR);

    assertThat(shifts)
        .extracting(PlannedShift::who, PlannedShift::start)
        .containsExactly(Tuple.tuple("bo", DAY), Tuple.tuple("asha", DAY.plusSeconds(2 * 3600)));
  }

  @Test
  void listsAShadowBesideWhoIsOnCallAndOnceIfOnCallAnyway() {
    var rota =
        Rota.of(
            "primary",
            ZoneOffset.UTC,
            daily("real").members("asha", "bo").build(),
            daily("learning").members("zoe", "bo").shadow(true).build());

    assertThat(Engine.of(rota).shifts(DAY, DAY.plusSeconds(2 * 86_400)))
        .extracting(PlannedShift::who, PlannedShift::start, PlannedShift::shadow)
        .containsExactly(
            Tuple.tuple("asha", DAY, false),
            Tuple.tuple("zoe", DAY, true),
            Tuple.tuple("bo", DAY.plusSeconds(86_400), false));
  }

  private static Rotation.Builder daily(String name) {
    return Rotation.named(
        name, ZoneOffset.UTC, LocalDateTime.parse("2026-01-05T00:00"), TurnLength.parse("1d"));
  }
}
