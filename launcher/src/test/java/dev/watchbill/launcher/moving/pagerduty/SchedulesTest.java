package dev.watchbill.launcher.moving.pagerduty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.launcher.moving.pagerduty.Account.Schedule;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SchedulesTest {
  @Test
  void saysThatItTookUtcForAZoneThatIsNotKnown() {
    var schedule =
        new Schedule(
            "S1",
            "Primary",
            "Mars/Olympus",
            Optional.empty(),
            List.of(),
            List.of(),
            Optional.empty(),
            List.of());

    var draft =
        new Schedules(List.of(schedule), new People(List.of()), Instant.EPOCH)
            .drafts(_ -> true)
            .getFirst();

    assertThat(draft.notes())
        .containsExactly(
            "The time zone \"Mars/Olympus\" isn't known here, and UTC stands in its place: handoffs are off by what is between them, sooner or later.");
  }
}
