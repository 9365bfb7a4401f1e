package dev.watchbill.roster.yaml;

import static dev.watchbill.roster.RosterText.ENVIRONMENT;
import static dev.watchbill.roster.RosterText.GOOD;
import static dev.watchbill.roster.RosterText.NOW;
import static dev.watchbill.roster.RosterText.read;
import static dev.watchbill.roster.RosterText.said;
import static dev.watchbill.roster.RosterText.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchbill.roster.Problem;
import dev.watchbill.roster.Purpose;
import dev.watchbill.roster.Reading;
import dev.watchbill.roster.RouteEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RosterFilesTest {
  private static final String EXTRA_PERSON = "people: {carla: {contacts: {slack: U3}}}\n";

  @Test
  void joinsTheFilesOfAFolder() {
    var reading = read(Map.of("a.yaml", EXTRA_PERSON, "b.yaml", GOOD), Purpose.ANSWER);
    assertThat(reading.problems()).isEmpty();
    assertThat(reading.roster().orElseThrow().people()).containsOnlyKeys("asha", "bo", "carla");
  }

  @Test
  void namesBothPlacesOfAKeyInTwoFiles() {
    var again = EXTRA_PERSON.replace("carla", "asha");
    var reading = read(Map.of("shop.yaml", GOOD, "team.yaml", again), Purpose.ANSWER);
    assertThat(printed(reading))
        .containsExactly(
            "roster/team.yaml:1: people.asha: expected each key once, but got \"asha\" again (first"
                + " at roster/shop.yaml:6)");
  }

  @Test
  void namesBothPlacesOfASectionTwiceInOneFile() {
    assertThat(said(GOOD + EXTRA_PERSON))
        .containsExactly(
            "roster/shop.yaml:25: people: expected each key once in a file, but got \"people\""
                + " again (first at roster/shop.yaml:5)");
  }

  @Test
  void keepsListsInFileNameOrder() {
    var files =
        Map.of(
            "shop.yaml", GOOD,
            "routes-2.yaml", "routes: [{policy: anyone, team: payments}]\n",
            "routes-1.yaml", "routes: [{when: {tier: 1}, policy: anyone}]\n");
    var routes = read(files, Purpose.ANSWER).roster().orElseThrow().routes();
    assertThat(routes)
        .extracting(RouteEntry::at)
        .containsExactly("roster/routes-1.yaml:1", "roster/routes-2.yaml:1");
  }

  @Test
  void saysThatTwoFilesDifferInWhatASectionIs() {
    var reading = read(Map.of("shop.yaml", GOOD, "x.yaml", "people: [a]\n"), Purpose.ANSWER);
    assertThat(printed(reading))
        .containsExactly(
            "roster/x.yaml:1: people: expected keys and values as at roster/shop.yaml:6, but got a"
                + " list");
  }

  @Test
  void tellsAllProblemsAtOnceInTheOrderOfLines() {
    var twoMistakes = with("shift: 1w", "shift: 1y").replace("Asia/Kolkata", "Asia/Calcuta");
    assertThat(said(twoMistakes))
        .satisfiesExactly(
            first -> assertThat(first).startsWith("roster/shop.yaml:6: people.asha.timezone: "),
            second -> assertThat(second).startsWith("roster/shop.yaml:14: teams.payments."));
  }

  @Test
  void readsAnEmptyFileAsNothing() {
    assertThat(read(Map.of("a.yml", "# later\n", "b.yml", GOOD), Purpose.CHECK).problems())
        .isEmpty();
  }

  @Test
  void refusesAFolderWithoutFiles() {
    assertThat(printed(read(Map.of(), Purpose.ANSWER)))
        .containsExactly(
            "roster:1: (folder): expected at least one *.yaml or *.yml file, but got none");
  }

  @Test
  void refusesATabAsIndentation() {
    assertThat(said("people:\n\tasha: {}\n"))
        .containsExactly(
            "roster/shop.yaml:2: (file): expected YAML, but got found character '\\t(TAB)' that"
                + " cannot start any token. (Do not use \\t(TAB) for indentation)");
  }

  @Test
  void refusesSeveralDocuments() {
    assertThat(said(GOOD + "---\npeople: {}\n"))
        .containsExactly(
            "roster/shop.yaml:26: (file): expected one YAML document in a file, but got a second"
                + " one");
  }

  @Test
  void refusesBytesThatAreNoText() {
    var files =
        new RosterFiles(
            Path.of("roster"), Map.of("x.yaml", new byte[] {(byte) 0xC3, 0x28}), List.of());
    var reading = RosterReader.read(files, "v", ENVIRONMENT, Purpose.CHECK, NOW);
    assertThat(printed(reading))
        .containsExactly("roster/x.yaml:1: (file): expected text in UTF-8, but got other bytes");
  }

  @Test
  void refusesAListAsAWholeFile() {
    assertThat(said("- asha\n- bo\n"))
        .containsExactly(
            "roster/shop.yaml:1: (file): expected keys such as people and teams, but got a list");
  }

  @Test
  void readsAliasesOfAnAnchor() {
    var yaml =
        with("bo: {contacts: {email: bo@example.com}}", "bo: {contacts: &c {slack: U9}}")
            .replace("contacts: {slack: U02ASHA}", "contacts: {slack: U02ASHA}")
            .replace("services:\n", "x-unused: *c\nservices:\n");
    assertThat(said(yaml)).singleElement().asString().contains("x-unused: expected one of");
  }

  @Test
  void survivesABombOfAliases() {
    var bomb = new StringBuilder("people:\n  a0: &a0 {name: x}\n");
    for (int i = 1; i < 40; i++) {
      bomb.append("  a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }
    assertThat(said(bomb.toString())).isNotEmpty();
  }

  @Test
  void refusesNestingWithoutEnd() {
    var deep = "people: " + "[".repeat(60) + "]".repeat(60) + "\n";
    assertThat(said(deep))
        .containsExactly(
            "roster/shop.yaml:1: (file): expected YAML, but got lists or keys nested more than 40"
                + " deep");
  }

  @Test
  void saysEachProblemInOneLine() {
    assertThat(said(with("tier: 1", "tier: \"1\\n2\"")))
        .containsExactly(
            "roster/shop.yaml:18: services.checkout.tier: expected a whole number, 1 to 4, but got"
                + " \"1 2\"");
  }

  @Test
  void namesFilesOfTheFolderOneStandsIn() {
    var files = new RosterFiles(Path.of("."), Map.of("x.yaml", new byte[] {'['}), List.of());
    assertThat(RosterReader.read(files, "v", ENVIRONMENT, Purpose.CHECK, NOW).problems())
        .singleElement()
        .asString()
        .startsWith("x.yaml:1: (file): expected YAML, but got ");
  }

  @Test
  void neverShowsASecret() {
    var reading = read(with("\"${env:KEY}\"", "\"hunter2\""));
    assertThat(reading.toString()).doesNotContain("hunter2");
  }

  @Test
  void takesAnUnsetVariableAsAnErrorWhereItIsApplied() {
    var unset = with("${env:KEY}", "${env:OTHER}");
    assertThat(read(unset, Purpose.APPLY).errors())
        .extracting(Problem::message)
        .containsExactly(
            "roster/shop.yaml:24: integrations.prometheus.key: expected a variable or file that is"
                + " there, but got an unset ${env:OTHER}");
  }

  @Test
  void changesItsVersionWithItsFiles(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("shop.yaml"), GOOD);
    var before = RosterFiles.load(folder).hash();
    Files.writeString(folder.resolve("shop.yaml"), GOOD + "# changed\n");
    assertThat(RosterFiles.load(folder).hash()).isNotEqualTo(before).startsWith("sha-");
  }

  @Test
  void saysWhichFilesItDoesNotRead(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("shop.yaml"), GOOD);
    Files.createDirectory(folder.resolve("more"));
    Files.writeString(folder.resolve("more/people.yaml"), EXTRA_PERSON);
    Files.writeString(folder.resolve(".hidden.yaml"), "x: [", StandardCharsets.UTF_8);
    assertThat(RosterReader.read(folder, ENVIRONMENT, Purpose.CHECK, NOW).problems())
        .extracting(Problem::got)
        .containsExactly("more/people.yaml, which is not read");
  }

  @Test
  void readsOneFileAlone(@TempDir Path folder) throws IOException {
    var file = Files.writeString(folder.resolve("shop.yaml"), with("tier: 1", "tier: 9"));
    assertThat(RosterReader.read(file, ENVIRONMENT, Purpose.CHECK, NOW).errors())
        .singleElement()
        .asString()
        .startsWith(file + ":18: services.checkout.tier: ");
  }

  @Test
  void findsAKeyFileBesideTheRoster(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("shop.yaml"), with("${env:KEY}", "${file:prometheus.key}"));
    Files.writeString(folder.resolve("prometheus.key"), "s3cr3t\n");
    assertThat(RosterReader.read(folder, ENVIRONMENT, Purpose.APPLY, NOW).problems()).isEmpty();
  }

  @Test
  void saysWhichFolderIsNotThere() {
    assertThatThrownBy(() -> RosterReader.read(Path.of("nowhere"), ENVIRONMENT, Purpose.CHECK, NOW))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("Expected a folder with *.yaml or *.yml files, but can't read nowhere");
  }

  private static List<String> printed(Reading reading) {
    return reading.problems().stream().map(Problem::toString).toList();
  }
}
