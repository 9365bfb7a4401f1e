package dev.watchbill.escalation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.escalation.ServiceLog.Standing;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServiceLogTest {

  /** It counted a page by hand so, which no longer is. */
  @Test
  void forgetsWhatAnEarlierBuildCountedAsTended() {
    var kept =
        new ServiceLog(
            "gateway",
            1,
            List.of(),
            null,
            Map.of(Severity.ERROR, 1),
            Map.of(Severity.ERROR, 1),
            TestRoster.MIDNIGHT,
            Map.of());

    var after =
        kept.moved(new Standing(Severity.ERROR, false), null, TestRoster.MIDNIGHT.plusSeconds(1));

    assertThat(after.worstTended()).isEmpty();
    assertThat(after.openIncidents()).isZero();
  }
}
