package dev.watchbill.launcher.moving.pagerduty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.launcher.moving.Draft.Rotation;
import dev.watchbill.launcher.moving.Zones;
import dev.watchbill.launcher.moving.pagerduty.Account.Layer;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LayersTest {
  private static final Instant START = Instant.parse("2026-01-05T09:00:00Z");

  private final Set<String> notes = new LinkedHashSet<>();

  private Optional<Rotation> rotation(Instant virtualStart, long turn) {
    var layer =
        new Layer(
            "first",
            START,
            Optional.empty(),
            virtualStart,
            turn,
            List.of("PA", "PB"),
            List.of(),
            List.of());
    return new Layers(new People(List.of())).rotation(layer, "first", Zones.UTC, notes);
  }

  @Test
  @Timeout(20)
  void leavesOutALayerWhoseTurnsHaveNoLength() {
    assertThat(rotation(START.plusSeconds(60), 0)).isEmpty();
    assertThat(notes)
        .containsExactly(
            "The layer \"first\" was left out: turns of 0 seconds have no counterpart.");
  }

  @Test
  @Timeout(20)
  void beginsWithATurnOfTheFirstUserThatIsNotAfterItsStart() {
    assertThat(rotation(START.plusSeconds(3 * 3600), 3600).map(Rotation::start))
        .contains(LocalDateTime.parse("2026-01-05T08:00:00"));
    assertThat(rotation(START.plusSeconds(4 * 3600), 3600).map(Rotation::start))
        .contains(LocalDateTime.parse("2026-01-05T09:00:00"));
    assertThat(rotation(Instant.parse("9999-01-01T00:00:00Z"), 3600).map(Rotation::start))
        .contains(LocalDateTime.parse("2026-01-05T08:00:00"));
  }
}
