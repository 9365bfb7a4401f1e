package dev.watchbill.schemas.roster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.schemas.RosterRecord;
import dev.watchbill.schemas.Schedule;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RosterSnapshotTest {

  @Test
  void namesTheRotationsOfAScheduleInTheirOrder() {
    var roster = roster("{\"rotations\":[{\"name\":\"weekly\"},{\"name\":\"at night\"}]}");

    assertThat(roster.rotationsOf("primary")).containsExactly("weekly", "at night");
    assertThat(roster.rotationsOf("secondary")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{}", "[]", "null", "{\"rotations\":[{}, 7]}"})
  void namesNoneOfADefinitionThatSaysNone(String definition) {
    assertThat(roster(definition).rotationsOf("primary")).isEmpty();
  }

  private static RosterSnapshot roster(String definition) {
    var primary = Schedule.newBuilder().setId("primary").setDefinition(definition).build();
    return RosterSnapshot.of(
        "v1", Map.of("schedule:primary", RosterRecord.newBuilder().setSchedule(primary).build()));
  }
}
