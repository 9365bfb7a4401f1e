package dev.watchbill.planner.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.planner.RosterSource.Draft;
import dev.watchbill.schemas.config.Environment;
import dev.watchbill.schemas.config.Secrets;
import dev.watchbill.testkit.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RosterFolderTest {
  private static final String ROSTER =
      """
      organization:
        name: Shop
        timezone: Europe/Berlin
        fallback: {policy: all}
      people:
        asha: {name: Asha Rao, contacts: {email: asha@example.com}}
      teams:
        shop:
          members: [asha]
          schedules:
            shop-primary:
              rotations:
                - {name: weekly, members: [asha], start: 2026-01-05T09:00, shift: 1w}
      services:
        checkout: {team: shop, policy: all}
      policies:
        all:
          critical: {steps: [{notify: ["schedule:shop-primary"], patience: 5m}]}
      integrations:
        prometheus: {type: alertmanager, key: "${env:PROMETHEUS_KEY}"}
      """;

  @TempDir Path folder;

  private RosterFolder roster;

  @BeforeEach
  void write() throws IOException {
    write(ROSTER);
    roster =
        new RosterFolder(
            folder,
            new Environment(Map.of("PROMETHEUS_KEY", "s3cret")),
            TestClock.at("2026-01-05T09:00:00Z"));
  }

  @Test
  void readsARosterIntoRecordsAndHashedKeys() {
    assertThat(roster.read())
        .asInstanceOf(InstanceOfAssertFactories.type(Draft.Accepted.class))
        .satisfies(draft -> {
          assertThat(draft.records())
              .containsKeys("person:asha", "schedule:shop-primary", "service:checkout");
          assertThat(draft.credentials().get("integration:prometheus"))
              .extracting("hash")
              .isEqualTo(Secrets.hash("s3cret"));
        });
  }

  @Test
  void refusesAMistakeWithItsPlace() throws IOException {
    write(ROSTER.replace("2026-01-05T09:00", "9am"));

    assertThat(roster.read())
        .asInstanceOf(InstanceOfAssertFactories.type(Draft.Refused.class))
        .satisfies(draft ->
            assertThat(draft.messages())
                .singleElement()
                .asString()
                .contains("roster.yaml:", "9am"));
  }

  @Test
  void refusesASecretThatIsNotThere() {
    var without =
        new RosterFolder(folder, new Environment(Map.of()), TestClock.at("2026-01-05T09:00:00Z"));

    assertThat(without.read()).isInstanceOf(Draft.Refused.class);
  }

  @Test
  void refusesAFolderThatIsNotThere() {
    var missing =
        new RosterFolder(
            folder.resolve("nowhere"),
            new Environment(Map.of()),
            TestClock.at("2026-01-05T09:00:00Z"));

    assertThat(missing.read()).isInstanceOf(Draft.Refused.class);
    assertThat(missing.fingerprint()).isEqualTo("unreadable");
  }

  @Test
  void noticesAChange() throws IOException {
    var before = roster.fingerprint();

    write(ROSTER + "# a comment\n");

    assertThat(roster.fingerprint()).isNotEqualTo(before);
  }

  @Test
  void knowsTheVersionItWouldBeReadWith() throws IOException {
    assertThat(roster.version()).isEqualTo(roster.read().version());

    write(ROSTER + "# a comment\n");

    assertThat(roster.version()).isEqualTo(roster.read().version());
  }

  @Test
  void noticesThatOnlyAKeyInAFileChanged() throws IOException {
    var key = Files.writeString(folder.resolve("prometheus.key"), "one\n");
    write(ROSTER.replace("${env:PROMETHEUS_KEY}", "${file:prometheus.key}"));
    var before = roster.fingerprint();

    Files.writeString(key, "two\n");

    assertThat(roster.fingerprint()).isNotEqualTo(before).doesNotContain("two");
    assertThat(roster.read())
        .asInstanceOf(InstanceOfAssertFactories.type(Draft.Accepted.class))
        .satisfies(draft ->
            assertThat(draft.credentials().get("integration:prometheus"))
                .extracting("hash")
                .isEqualTo(Secrets.hash("two")));
  }

  @Test
  void warnsOfWhatMayNotBeMeant() throws IOException {
    write(ROSTER.replace("fallback: {policy: all}", ""));

    assertThat(roster.read())
        .asInstanceOf(InstanceOfAssertFactories.type(Draft.Accepted.class))
        .satisfies(draft ->
            assertThat(draft.warnings())
                .anySatisfy(warning ->
                    assertThat(warning).contains("roster.yaml:", "\"fallback\" with a policy")));
  }

  private void write(String text) throws IOException {
    Files.writeString(folder.resolve("roster.yaml"), text);
  }
}
