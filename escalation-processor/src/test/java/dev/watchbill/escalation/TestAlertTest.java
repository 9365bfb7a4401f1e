package dev.watchbill.escalation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.schemas.Alert;
import dev.watchbill.schemas.Incident;
import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.ResponseMetrics;
import dev.watchbill.schemas.ServiceStatus;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A test alert is paged as a real one, ends by itself, and counts for nothing. */
class TestAlertTest {
  private final MachineRig rig = new MachineRig();

  private void fire(int number) {
    rig.alert(
        Alert.newBuilder()
            .setId("t" + number)
            .setIntegration("prometheus")
            .setKey("watchbill-test/" + number)
            .setGroupKey("watchbill-test/" + number)
            .setService("checkout")
            .setSeverity("critical")
            .setTitle("TEST of prometheus")
            .setReceivedAt(rig.now())
            .setEndsAt(rig.now().plus(Duration.ofMinutes(2)))
            .setTest(true)
            .build());
  }

  @Test
  void pagesEndsByItselfThoughItsIntegrationIsSilentAndIsMeasuredNowhere() {
    fire(1);
    assertThat(MachineRig.of(rig.effects, Page.class))
        .singleElement()
        .satisfies(page -> assertThat(page.getIncident().getTest()).isTrue());
    rig.pass(Duration.ofMinutes(2));
    assertThat(rig.memory.incident("checkout-1").orElseThrow().isResolved()).isTrue();
    assertThat(MachineRig.of(rig.effects, ResponseMetrics.class)).isEmpty();
    assertThat(MachineRig.of(rig.effects, ServiceStatus.class)).isEmpty();
    assertThat(MachineRig.of(rig.effects, Incident.class)).allMatch(Incident::getTest);
    assertThat(MachineRig.of(rig.effects, IncidentEvent.class)).allMatch(IncidentEvent::getTest);
  }

  @Test
  void isNoSignOfLifeOfItsIntegration() {
    fire(1);
    assertThat(rig.memory.heard("prometheus")).isEmpty();
  }

  @Test
  void makesNoStorm() {
    for (var number = 0; number < 30; number++) {
      fire(number);
    }
    assertThat(rig.memory.incidents.values()).hasSize(30).noneMatch(Escalation::storm);
    assertThat(rig.memory.service("checkout").openings()).isEmpty();
  }
}
