package dev.watchbill.roster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/**
 * The roster that {@code watchbill init} writes: one person, one service, one integration, ready to
 * be put in force. The key itself is made by whoever writes the files.
 */
public final class InitTemplate {
  /** Where the integration's key is expected, beside the roster; not for git. */
  public static final String KEY_FILE = "prometheus.key";

  /** Beside a roster, for editors. */
  public static final String SCHEMA_FILE = "roster.schema.json";

  /** The integration, whose name stands in the path of its webhook. */
  public static final String INTEGRATION = "prometheus";

  /** The service that alerts name. */
  public static final String SERVICE = "my-service";

  private static final String ROSTER =
      """
      # yaml-language-server: $schema=roster.schema.json
      # Your roster. ./watchbill check says what is wrong with it; docs/roster-keys.md names every key.
      organization:
        name: My organisation
        timezone: {zone}
        fallback: {policy: default}
        roles: {admin: [{person}]}

      people:
        {person}:
          name: {name}
          timezone: {zone}
          # contacts: {slack: U0123456789}       # your Slack user id
          notify: {high: [inbox], low: [inbox]}

      teams:
        my-team:
          members: [{person}]
          schedules:
            primary:
              promise: 24x7
              rotations:
                - {name: weekly, members: [{person}], start: 2025-01-06T09:00, shift: 1w}

      services:
        my-service: {team: my-team, tier: 1}

      policies:
        default:
          critical:
            repeat: 2
            steps:
              - {notify: ["schedule:primary"], patience: 5m}
          warning: {urgency: low, steps: [{notify: ["schedule:primary"], patience: 1h}]}
          info: none

      routes:
        - {policy: default}

      integrations:
        prometheus:
          type: alertmanager
          key: "${file:prometheus.key}"
          service-from: [labels.service, labels.job]
          severity-from: labels.severity
      """;

  private InitTemplate() {}

  /**
   * The files to write, by name.
   *
   * @param person id of whoever starts it: letters, digits and {@code . _ - @ +}
   * @param name as shown
   * @param zone their time zone
   */
  public static Map<String, String> files(String person, String name, String zone) {
    var quoted = '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    var roster =
        ROSTER.replace("{person}", person).replace("{zone}", zone).replace("{name}", quoted);
    return Map.of("roster.yaml", roster, SCHEMA_FILE, schema(), ".gitignore", KEY_FILE + "\n");
  }

  /** The JSON Schema that editors check a roster by while it is written. */
  public static String schema() {
    try (var schema = Roster.class.getResourceAsStream(SCHEMA_FILE)) {
      return new String(Objects.requireNonNull(schema).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
