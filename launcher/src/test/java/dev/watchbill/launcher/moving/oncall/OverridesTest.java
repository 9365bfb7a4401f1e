package dev.watchbill.launcher.moving.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.launcher.moving.oncall.OnCall.Schedule;
import dev.watchbill.launcher.moving.oncall.OnCall.Swap;
import dev.watchbill.launcher.moving.oncall.OnCall.User;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OverridesTest {
  private static final Instant NOW = Instant.parse("2026-03-16T10:00:00Z");

  private static People people() {
    return new People(
        Stream.of("asha", "bo", "carla")
            .map(it -> new User(it, it, "", "", "", false, false, List.of(), List.of(), List.of()))
            .toList());
  }

  private static Swap swap(String giver, String taker, int from, int to) {
    return new Swap("S", giver, Optional.of(taker), NOW.plusSeconds(from), NOW.plusSeconds(to));
  }

  @Test
  void ofSwapsBesideEachOtherItIsSaid() {
    var schedule =
        new Schedule(
            "S", "any", "web", "UTC", Optional.empty(), false, Optional.empty(), List.of());
    var swaps =
        List.of(
            swap("asha", "bo", 100, 200),
            swap("asha", "carla", 150, 250),
            swap("asha", "carla", 300, 400),
            swap("asha", "carla", -200, -100));

    assertThat(new Overrides(people(), swaps, NOW).of(schedule, "s"))
        .extracting(it ->
            "%s for %s %d %s"
                .formatted(
                    it.person(),
                    it.insteadOf().orElseThrow(),
                    it.from().getEpochSecond() - NOW.getEpochSecond(),
                    it.notes().isEmpty()))
        .containsExactly(
            "bo for asha 100 false", "carla for asha 200 false", "carla for asha 300 true");
  }
}
