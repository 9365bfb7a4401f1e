package dev.watchbill.launcher.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However many threads play, the same happens. */
class SimulationTest {
  private static final Instant START = Instant.parse("2026-01-06T00:00:00Z");
  private static final List<String> SERVICES =
      List.of("checkout", "gateway", "search", "reports", "nobody-knows");
  private static final String ROSTER =
      """
      organization: {name: Test, timezone: Europe/Berlin, fallback: {policy: usual}}
      people:
        ann: {name: Ann, contacts: {slack: U1, phone: "+491701234567"}, notify: {high: [slack, {via: sms, after: 1m}]}}
        bob: {name: Bob, contacts: {slack: U2}, notify: {high: [slack]}}
      teams:
        shop:
          timezone: Europe/Berlin
          members: [ann, bob]
          support-hours: {days: mon-fri, from: "09:00", to: "17:00"}
          schedules:
            primary:
              rotations: [{name: daily, members: [ann, bob], start: 2026-01-05T09:00, shift: 1d}]
      services:
        checkout: {team: shop, policy: usual, depends-on: [gateway]}
        gateway: {team: shop, policy: usual}
        search: {team: shop, policy: usual}
        reports: {team: shop, policy: usual}
      policies:
        usual:
          critical:
            repeat: 1
            steps:
              - {notify: ["schedule:primary"], patience: 2m}
              - {notify: ["person:ann", "person:bob"], round-robin: true, patience: 3m}
          warning: {urgency: low, defer: support-hours, steps: [{notify: ["schedule:primary"], patience: 1h}]}
      """;

  @TempDir Path folder;
  private Path roster = Path.of("");
  private final Rosters rosters = new Rosters();

  @BeforeEach
  void aRoster() throws IOException {
    roster = Files.createDirectories(folder.resolve("roster"));
    Files.writeString(roster.resolve("roster.yaml"), ROSTER);
    rosters.read(List.of(roster), START);
    assertThat(rosters.problems()).isEmpty();
  }

  @Test
  void twoThreadsSayTheSameAsOne() throws IOException {
    var happenings = day();
    var alone = new ArrayList<Line>();
    var together = new ArrayList<Line>();

    var one = run("one", happenings, 1, alone::add);
    var two = run("two", happenings, 2, together::add);

    assertThat(alone).hasSizeGreaterThan(300);
    for (var line = 0; line < alone.size(); line++) {
      assertThat(together.get(line)).as("line %d", line).isEqualTo(alone.get(line));
    }
    assertThat(together).hasSameSizeAs(alone);
    assertThat(two.numbers()).isEqualTo(one.numbers());
    assertThat(two.problems()).isEmpty();
    assertThat(alone).isSortedAccordingTo(java.util.Comparator.comparing(Line::at));
  }

  @Test
  void whereALineCannotBeToldTheRestIsNotPlayed() throws IOException {
    var happenings = day();

    assertThatThrownBy(() ->
            run(
                "two",
                happenings,
                2,
                line -> {
                  throw new IllegalStateException("the pipe is closed");
                }))
        .hasMessage("the pipe is closed");
  }

  private Result run(String name, List<Happening> happenings, int threads, Consumer<Line> out) {
    var settings =
        new Simulation.Settings(
            roster, rosters, START.plus(Duration.ofHours(26)), Duration.ofMinutes(7));
    return Simulation.run(settings, happenings, folder.resolve(name), out, threads);
  }

  /** A day of alerts that come, come again, run out and end; people; and what concerns all. */
  private List<Happening> day() throws IOException {
    var random = new SplittableRandom(7);
    var lines = new StringBuilder();
    for (var i = 0; i < 80; i++) {
      // By the quarter hour, so that much happens at the same instant.
      var at = START.plus(Duration.ofMinutes(15L * random.nextInt(96)));
      lines.append("{\"at\": \"").append(at).append("\", ").append(line(random, at)).append("}\n");
    }
    var content =
        EventFile.read(
            new BufferedReader(new StringReader(lines.toString())), "test", folder, Instant::parse);
    assertThat(content.problems()).isEmpty();
    return content.happenings();
  }

  private static String line(SplittableRandom random, Instant at) {
    var service = SERVICES.get(random.nextInt(SERVICES.size()));
    var key = "key-" + random.nextInt(9);
    return switch (random.nextInt(12)) {
      case 0, 1 ->
          "\"alert\": {\"service\": \"%s\", \"key\": \"%s\", \"status\": \"resolved\"}"
              .formatted(service, key);
      case 2 ->
          "\"response\": {\"service\": \"%s\", \"key\": \"%s\", \"person\": \"ann\", \"action\": \"%s\"}"
              .formatted(service, key, random.nextBoolean() ? "resolve" : "escalate");
      case 3 ->
          "\"receipt\": {\"person\": \"bob\", \"outcome\": \"%s\"}"
              .formatted(random.nextBoolean() ? "failed" : "delivered");
      case 4 ->
          "\"silence\": {\"id\": \"s\", \"service\": \"%s\", \"matchers\": [], \"endsAt\": \"%s\"}"
              .formatted(service, at.plus(Duration.ofHours(1)));
      case 5 ->
          "\"alert\": {\"service\": \"%s\", \"key\": \"%s\", \"integration\": \"short\", \"endsAt\": \"%s\"}"
              .formatted(
                  random.nextBoolean() ? "search" : "reports",
                  key,
                  at.plus(Duration.ofMinutes(20)));
      default ->
          "\"alert\": {\"service\": \"%s\", \"key\": \"%s\", \"severity\": \"%s\"}"
              .formatted(service, key, random.nextInt(3) == 0 ? "warning" : "critical");
    };
  }
}
