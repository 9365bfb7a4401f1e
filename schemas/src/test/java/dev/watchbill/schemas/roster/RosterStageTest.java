package dev.watchbill.schemas.roster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.schemas.Person;
import dev.watchbill.schemas.RosterCurrent;
import dev.watchbill.schemas.RosterProblems;
import dev.watchbill.schemas.RosterProposed;
import dev.watchbill.schemas.RosterRecord;
import org.junit.jupiter.api.Test;

class RosterStageTest {
  private final RosterStage stage = new RosterStage();

  @Test
  void showsNothingBeforeItIsWhole() {
    assertThat(stage.accept("person:asha", person("asha"))).isEmpty();
    assertThat(
            stage.accept(
                RosterStage.PROPOSED,
                RosterRecord.newBuilder().setProposed(RosterProposed.newBuilder().build()).build()))
        .isEmpty();
  }

  @Test
  void showsAllThatCameBeforeItWasWhole() {
    stage.accept("person:asha", person("asha"));
    stage.accept("person:bo", person("bo"));
    stage.accept("person:bo", null);

    var whole = stage.accept(RosterStage.CURRENT, current("v1"));

    assertThat(whole).get().extracting(RosterSnapshot::version).isEqualTo("v1");
    assertThat(whole.orElseThrow().people()).containsOnlyKeys("asha");
  }

  @Test
  void isNotDisturbedByProblemsOfALaterVersion() {
    stage.accept("person:asha", person("asha"));
    stage.accept(
        "roster:problems",
        RosterRecord.newBuilder().setProblems(RosterProblems.newBuilder().build()).build());

    assertThat(stage.accept(RosterStage.CURRENT, current("v1")).orElseThrow().people())
        .containsOnlyKeys("asha");
  }

  private static RosterRecord person(String id) {
    return RosterRecord.newBuilder().setPerson(Person.newBuilder().setId(id).build()).build();
  }

  private static RosterRecord current(String version) {
    return RosterRecord.newBuilder()
        .setVersion(version)
        .setCurrent(RosterCurrent.newBuilder().build())
        .build();
  }
}
