package dev.watchbill.roster;

import dev.watchbill.roster.yaml.RosterFiles;
import dev.watchbill.roster.yaml.RosterReader;
import dev.watchbill.schemas.config.Environment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** A roster written in a test, and read as from a folder called {@code roster}. */
public final class RosterText {
  /** Small, and without any problem; mistakes are made by replacing a piece of it. */
  public static final String GOOD =
      """
      organization:
        name: Example Shop
        timezone: Europe/Berlin
        fallback: {policy: anyone}
      people:
        asha: {name: Asha Rao, timezone: Asia/Kolkata, contacts: {slack: U02ASHA}}
        bo: {contacts: {email: bo@example.com}}
      teams:
        payments:
          members: [asha, bo]
          schedules:
            primary:
              rotations:
                - {name: weekly, members: [asha, bo], start: 2026-01-05T09:00, shift: 1w}
          overrides:
            - {schedule: primary, who: bo, from: "2026-02-01T08:00Z", to: "2026-02-02T08:00Z"}
      services:
        checkout: {team: payments, tier: 1, policy: anyone}
        gateway: {team: payments, policy: anyone}
      policies:
        anyone:
          critical: {steps: [{notify: ["schedule:primary"], patience: 5m}]}
      integrations:
        prometheus: {type: alertmanager, key: "${env:KEY}"}
      """;

  public static final Environment ENVIRONMENT =
      new Environment(
          Map.of(
              "KEY",
              "s3cr3t",
              "WATCHBILL_SLACK_TOKEN",
              "xoxb-made-up",
              "WATCHBILL_SMTP_URL",
              "smtp://mail.example.com"));
  public static final Instant NOW = Instant.parse("2026-01-20T12:00:00Z");

  private RosterText() {}

  /** The good roster with one piece replaced. */
  public static String with(String piece, String instead) {
    if (!GOOD.contains(piece)) {
      throw new IllegalArgumentException("Expected a piece of the good roster, but got " + piece);
    }
    return GOOD.replace(piece, instead);
  }

  public static Reading read(String yaml) {
    return read(Map.of("shop.yaml", yaml), Purpose.ANSWER);
  }

  public static Reading read(String yaml, Purpose purpose) {
    return read(Map.of("shop.yaml", yaml), purpose);
  }

  public static Reading read(Map<String, String> files, Purpose purpose) {
    var contents = new TreeMap<String, byte[]>();
    files.forEach((name, text) -> contents.put(name, text.getBytes(StandardCharsets.UTF_8)));
    var loaded = new RosterFiles(Path.of("roster"), contents, List.of());
    return RosterReader.read(loaded, "test", ENVIRONMENT, purpose, NOW);
  }

  /** The roster of a text that has no errors. */
  public static Roster roster(String yaml) {
    var reading = read(yaml);
    return reading
        .roster()
        .orElseThrow(() -> new AssertionError("Expected a roster, but got " + reading.errors()));
  }

  /** What a map must hold here. */
  public static <V> V the(Map<String, V> map, String key) {
    return Objects.requireNonNull(map.get(key), () -> "nothing called " + key);
  }

  /** What is said about a text, as it is printed. */
  public static List<String> said(String yaml) {
    return read(yaml).problems().stream().map(Problem::toString).toList();
  }
}
