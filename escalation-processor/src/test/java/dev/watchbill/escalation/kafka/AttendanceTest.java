package dev.watchbill.escalation.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.escalation.Pauses;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What a task knows of when it could not hear. */
class AttendanceTest {
  private static final Instant START = Instant.parse("2026-01-05T12:05:00Z");

  private final SortedStore heard = new SortedStore(TaskStores.HEARD);
  private final AtomicLong nanos = new AtomicLong();
  private final Attendance attendance = new Attendance(heard, START, nanos::get);

  @Test
  void wasAwayFromWhenItLastHeardAnythingToItsStart() {
    heard("prometheus", START.minusSeconds(300));
    heard("zabbix", START.minusSeconds(400));

    attendance.isHere(START);

    assertThat(attendance.pauses()).isEqualTo(Pauses.NONE.and(START.minusSeconds(300), START));
  }

  @Test
  void wasNeverAwayWhereItBegins() {
    attendance.isHere(START);

    assertThat(attendance.pauses()).isEqualTo(Pauses.NONE);
  }

  @Test
  void wasAwayWhileItWasStuck() {
    attendance.isHere(START);
    nanos.addAndGet(Duration.ofSeconds(30).toNanos());

    attendance.isHere(START.plusSeconds(31));

    assertThat(attendance.pauses())
        .isEqualTo(Pauses.NONE.and(START.plusSeconds(1), START.plusSeconds(31)));
  }

  @Test
  void heardNothingNewWhileItWorksOnWhatWaited() {
    attendance.isHere(START);

    attendance.waited(START.minusSeconds(60), START.plusSeconds(1));
    attendance.waited(START.plusSeconds(1), START.plusSeconds(2));

    assertThat(attendance.pauses())
        .isEqualTo(Pauses.NONE.and(START.minusSeconds(60), START.plusSeconds(1)));
  }

  private void heard(String integration, Instant at) {
    heard.put(TaskStores.key(integration), TaskStores.key(at.toEpochMilli()).get());
  }
}
