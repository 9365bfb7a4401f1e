package dev.watchbill.planner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.planner.RosterPublication.Step;
import dev.watchbill.schemas.Credential;
import dev.watchbill.schemas.Maintenance;
import dev.watchbill.schemas.MaintenanceWindow;
import dev.watchbill.schemas.Person;
import dev.watchbill.schemas.RosterCurrent;
import dev.watchbill.schemas.RosterRecord;
import dev.watchbill.schemas.serde.TrustedRecords;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RosterPublicationTest {
  static {
    TrustedRecords.trust();
  }

  private static final Instant NOW = Instant.parse("2026-01-05T09:00:00Z");

  private final RosterPublication known = new RosterPublication();

  @Test
  void proposesAllOfTheFirstRosterAndTheProposalLast() {
    var write = write(roster("v1", person("asha"), person("bo")));

    assertThat(write.roster().keySet())
        .containsExactly("person:asha", "person:bo", "roster:proposed");
    assertThat(write.roster().values()).extracting(RosterRecord::getVersion).containsOnly("v1");
  }

  @Test
  void writesNothingWhileTheFilesAreTheSame() {
    inForce(roster("v1", person("asha")));

    assertThat(next(roster("v1", person("asha")))).isEqualTo(new Step.Nothing());
  }

  @Test
  void writesNothingWhileItsMaintenanceIsTheSame() {
    inForce(maintenance("v1", NOW));

    assertThat(next(maintenance("v1", NOW))).isEqualTo(new Step.Nothing());
  }

  @Test
  void writesMaintenanceAtAnotherTime() {
    inForce(maintenance("v1", NOW));

    assertThat(write(maintenance("v2", NOW.plusSeconds(1))).roster())
        .containsOnlyKeys("maintenance:all", "roster:proposed");
  }

  @Test
  void writesOnlyWhatChanged() {
    inForce(roster("v1", person("asha"), person("bo"), person("carla")));

    var write = write(roster("v2", person("asha"), person("bo", "Bo Berg")));

    assertThat(write.roster().keySet())
        .containsExactly("person:bo", "person:carla", "roster:proposed");
    assertThat(write.roster().get("person:carla")).isNull();
  }

  @Test
  void proposesAVersionThatSaysTheSameWithoutItsRecords() {
    inForce(roster("v1", person("asha")));

    assertThat(write(roster("v2", person("asha"))).roster().keySet())
        .containsExactly("roster:proposed");
  }

  @Test
  void waitsUntilTheVersionBeforeIsCurrent() {
    remember(write(roster("v1", person("asha"))));

    assertThat(next(roster("v2", person("bo")))).isEqualTo(new Step.Wait("v1"));
  }

  @Test
  void proposesAgainWhatNobodyAnswered() {
    remember(write(roster("v1", person("asha"))));

    var step = known.next(roster("v1", person("asha")), "roster", false, NOW);

    assertThat(((Step.Write) step).roster().keySet()).containsExactly("roster:proposed");
  }

  @Test
  void saysWhyARosterIsRefusedAndChangesNothingElse() {
    inForce(roster("v1", person("asha")));
    var refused = new RosterSource.Draft.Refused("v2", List.of("roster/a.yaml:3: people: …"));

    var write = write(refused);

    assertThat(write.roster().keySet()).containsExactly("roster:problems");
    assertThat(messages(write)).containsExactly("roster/a.yaml:3: people: …");
    remember(write);
    assertThat(next(refused)).isEqualTo(new Step.Nothing());
  }

  @Test
  void takesBackTheProblemsWhenTheyAreMended() {
    inForce(roster("v1", person("asha")));
    remember(write(new RosterSource.Draft.Refused("v2", List.of("no"))));

    var write = write(roster("v1", person("asha")));

    assertThat(write.roster().keySet()).containsExactly("roster:problems");
    assertThat(messages(write)).isEmpty();
  }

  @Test
  void writesTheKeysOfIntegrationsThatAreNewOrChanged() {
    inForce(keys("v1", Map.of("a", "1", "b", "2", "c", "3")));

    var write = write(keys("v2", Map.of("a", "1", "b", "changed", "d", "4")));

    assertThat(write.credentials().keySet())
        .containsExactly("integration:b", "integration:c", "integration:d");
    assertThat(write.credentials().get("integration:c")).isNull();
  }

  @Test
  void leavesOtherCredentialsAlone() {
    known.acceptCredential("token:ci", Credential.newBuilder().setId("token:ci").build());

    assertThat(write(roster("v1", person("asha"))).credentials()).isEmpty();
  }

  @Test
  void writesAKeyThatChangedInAnUnchangedRoster() {
    inForce(keys("v1", Map.of("a", "1")));

    var write = write(keys("v1", Map.of("a", "2")));

    assertThat(write.roster()).isEmpty();
    assertThat(write.credentials()).containsOnlyKeys("integration:a");
  }

  @Test
  void saysWhichCalendarsCantBeReadAndWhenTheyCan() {
    inForce(roster("v1", person("ann")));

    var write = write(unread("v1", "a calendar that can't be read"));

    assertThat(write.roster()).containsOnlyKeys("roster:problems");
    assertThat(calendars(write)).containsExactly("a calendar that can't be read");
    assertThat(messages(write)).isEmpty();
    remember(write);
    assertThat(next(unread("v1", "a calendar that can't be read"))).isEqualTo(new Step.Nothing());
    assertThat(calendars(write(roster("v1", person("ann"))))).isEmpty();
  }

  private static RosterSource.Draft unread(String version, String calendar) {
    var records = Map.of("person:ann", RosterRecord.newBuilder().setPerson(person("ann")).build());
    var calendars = List.of(calendar);
    return new RosterSource.Draft.Accepted(version, records, Map.of(), calendars, calendars);
  }

  private static List<String> calendars(Step.Write write) {
    var record = Objects.requireNonNull(write.roster().get("roster:problems"));
    return record.getProblems().getCalendars();
  }

  private Step next(RosterSource.Draft draft) {
    return known.next(draft, "roster", true, NOW);
  }

  private Step.Write write(RosterSource.Draft draft) {
    return (Step.Write) next(draft);
  }

  private void remember(Step.Write write) {
    write.roster().forEach(known::accept);
    write.credentials().forEach(known::acceptCredential);
  }

  /** Written, and made current by the planner. */
  private void inForce(RosterSource.Draft draft) {
    remember(write(draft));
    known.accept(
        "roster:current",
        RosterRecord.newBuilder()
            .setVersion(draft.version())
            .setCurrent(RosterCurrent.newBuilder().build())
            .build());
  }

  private static List<String> messages(Step.Write write) {
    var record = Objects.requireNonNull(write.roster().get("roster:problems"));
    return record.getProblems().getMessages();
  }

  private static RosterSource.Draft roster(String version, Person... people) {
    var records = new HashMap<String, RosterRecord>();
    for (var person : people) {
      records.put("person:" + person.getId(), RosterRecord.newBuilder().setPerson(person).build());
    }
    return new RosterSource.Draft.Accepted(version, records, Map.of());
  }

  private static RosterSource.Draft maintenance(String version, Instant start) {
    var window = MaintenanceWindow.newBuilder().setStart(start).setEnd(start.plusSeconds(60));
    var planned = Maintenance.newBuilder().setWindows(List.of(window.build())).build();
    var record = RosterRecord.newBuilder().setMaintenance(planned).build();
    return new RosterSource.Draft.Accepted(version, Map.of("maintenance:all", record), Map.of());
  }

  private static RosterSource.Draft keys(String version, Map<String, String> hashes) {
    var credentials = new HashMap<String, Credential>();
    hashes.forEach((name, hash) -> {
      var id = "integration:" + name;
      credentials.put(id, Credential.newBuilder().setId(id).setHash(hash).build());
    });
    return new RosterSource.Draft.Accepted(version, Map.of(), credentials);
  }

  private static Person person(String id) {
    return person(id, id);
  }

  private static Person person(String id, String name) {
    return Person.newBuilder().setId(id).setName(name).build();
  }
}
