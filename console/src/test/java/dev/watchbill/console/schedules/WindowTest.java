package dev.watchbill.console.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.watchbill.console.readmodel.questions.Shifts.Gap;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @Test
  void aDayOnWhichClocksGoBackIsWiderAndSaysSo() {
    var window = new Window(LocalDate.parse("2026-10-24"), 3, BERLIN);

    var axis = window.axis();

    assertThat(axis).extracting(Window.Day::label).containsExactly("Sat 24", "Sun 25", "Mon 26");
    assertThat(axis.get(1).change()).isEqualTo("clocks go back 60 min");
    assertThat(axis.get(1).width()).isCloseTo(25.0 / 73 * 100, within(0.001));
    assertThat(axis.get(0).change()).isNull();
  }

  @Test
  void aDayOnWhichClocksGoForwardIsNarrower() {
    var window = new Window(LocalDate.parse("2026-03-29"), 1, BERLIN);

    assertThat(window.axis().getFirst().change()).isEqualTo("clocks go forward 60 min");
    assertThat(java.time.Duration.between(window.start(), window.end())).hasHours(23);
  }

  @Test
  void whatGoesBeyondTheWindowEndsAtItsEdge() {
    var window = new Window(LocalDate.parse("2026-01-05"), 2, BERLIN);
    var gap =
        new Gap(
            "primary",
            Instant.parse("2026-01-05T23:00:00Z"),
            Instant.parse("2026-02-01T00:00:00Z"));
    var before =
        new Gap(
            "primary",
            Instant.parse("2025-01-05T23:00:00Z"),
            Instant.parse("2026-01-04T23:00:00Z"));

    assertThat(new Bars(window).gaps(List.of(before, gap)))
        .singleElement()
        .satisfies(bar -> {
          assertThat(bar.x()).isCloseTo(50, within(0.001));
          assertThat(bar.width()).isCloseTo(50, within(0.001));
        });
  }

  @Test
  void saysFromWhenOnNothingIsPlanned() {
    var window = new Window(LocalDate.parse("2026-01-05"), 2, BERLIN);
    var bars = new Bars(window);

    assertThat(bars.unplanned(null)).get().extracting(Bars.Bar::width).isEqualTo(100.0);
    assertThat(bars.unplanned(Instant.parse("2026-01-05T23:00:00Z")))
        .get()
        .extracting(Bars.Bar::x)
        .isEqualTo(50.0);
    assertThat(bars.unplanned(Instant.parse("2026-03-01T00:00:00Z"))).isEmpty();
  }
}
