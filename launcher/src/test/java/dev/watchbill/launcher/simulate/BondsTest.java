package dev.watchbill.launcher.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.schemas.Alert;
import dev.watchbill.schemas.Receipt;
import dev.watchbill.schemas.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is played together, and what apart. */
class BondsTest {
  private static final Instant NOW = Instant.parse("2026-01-06T03:00:00Z");
  private static final String ROSTER =
      """
      organization: {name: Test, timezone: UTC}
      people: {ann: {name: Ann, contacts: {slack: U1}}}
      teams: {shop: {members: [ann]}}
      services:
        checkout: {team: shop, policy: usual, depends-on: [gateway]}
        gateway: {team: shop, policy: usual, depends-on: [bank]}
        bank: {team: shop, policy: usual}
        search: {team: shop, policy: usual}
        reports: {team: shop, policy: usual}
      policies:
        usual: {critical: {steps: [{notify: ["person:ann"], patience: 5m}]}}
      """;

  @TempDir Path folder;

  @Test
  void whatNeedsEachOtherIsPlayedTogether() throws IOException {
    var happenings =
        List.of(signal("search"), signal("bank"), signal("checkout"), signal("gateway"));
    var bonds = Bonds.of(rosters(ROSTER), happenings);

    assertThat(bonds.groupOf("checkout")).isEqualTo("bank");
    assertThat(bonds.groupOf("search")).isEqualTo("search");
    assertThat(bonds.parts(happenings, 2))
        .containsExactly(happenings.subList(1, 4), happenings.subList(0, 1));
  }

  @Test
  void partsAreAboutAsLargeAndNoMoreThanThereIsToDo() throws IOException {
    var happenings =
        List.of(
            signal("bank"), signal("bank"), signal("bank"), signal("search"), signal("reports"));
    var bonds = Bonds.of(rosters(ROSTER), happenings);

    assertThat(bonds.parts(happenings, 2)).extracting(List::size).containsExactly(3, 2);
    assertThat(bonds.parts(happenings, 1)).containsExactly(happenings);
    assertThat(bonds.parts(happenings.subList(0, 3), 2)).hasSize(1);
  }

  @Test
  void whatIsAboutAllServicesHappensInEachPart() throws IOException {
    var rule = new Happening.Rule(NOW, "ann", null, Receipt.newBuilder().build());
    var answer = new Happening.Act(NOW, Response.newBuilder().setService("search").build(), "db");
    var happenings = List.of(rule, signal("bank"), signal("search"), answer);
    var bonds = Bonds.of(rosters(ROSTER), happenings);

    assertThat(bonds.parts(happenings, 2))
        .containsExactly(
            List.of(rule, happenings.get(2), answer), List.of(rule, happenings.get(1)));
  }

  @Test
  void anIntegrationWhoseAlertsRunOutTiesItsServices() throws IOException {
    var happenings =
        List.of(
            signal("search", "prometheus", NOW.plusSeconds(60)),
            signal("reports", "prometheus", NOW.plusSeconds(60)),
            signal("bank", "zabbix", null));

    assertThat(Bonds.of(rosters(ROSTER), happenings).groupOf("search")).isEqualTo("reports");
  }

  /** Whether an alert expired or is stale is told by any alert of its integration. */
  @Test
  void anAlertWithoutAnEndTellsThatItsIntegrationIsHeard() throws IOException {
    var happenings = List.of(signal("search", "prometheus", NOW.plusSeconds(60)), signal("bank"));
    var bonds = Bonds.of(rosters(ROSTER), happenings);

    assertThat(bonds.groupOf("search")).isEqualTo("bank");
    assertThat(bonds.parts(happenings, 2)).containsExactly(happenings);
  }

  @Test
  void allIsOneWhereWhoHasAnIncidentIsPassedOver() throws IOException {
    var engaged = ROSTER.replace("critical: {", "critical: {when-engaged: next, ");
    var happenings = List.of(signal("search"), signal("bank"), signal("reports"));

    assertThat(Bonds.of(rosters(engaged), happenings).parts(happenings, 2)).hasSize(1);
  }

  private Rosters rosters(String text) throws IOException {
    Files.writeString(folder.resolve("roster.yaml"), text);
    var rosters = new Rosters();
    rosters.read(List.of(folder), NOW);
    assertThat(rosters.problems()).isEmpty();
    return rosters;
  }

  private static Happening signal(String service) {
    return signal(service, "prometheus", null);
  }

  private static Happening signal(String service, String integration, @Nullable Instant ends) {
    return new Happening.Signal(
        NOW,
        Alert.newBuilder()
            .setService(service)
            .setIntegration(integration)
            .setKey("db")
            .setReceivedAt(NOW)
            .setEndsAt(ends)
            .build());
  }
}
