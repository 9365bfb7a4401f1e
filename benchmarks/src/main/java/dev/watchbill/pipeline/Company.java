package dev.watchbill.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A roster in which each service pages somebody of its own, or limits would eat the pages. */
final class Company {
  static final int SERVICES = 3_000;
  static final int SENDERS = 4;
  static final String KEY = "a-key-of-the-benchmark";

  private Company() {}

  static void write(Path folder) throws IOException {
    var text = new StringBuilder();
    text.append(
        """
        organization:
          name: Bench
          timezone: UTC
          fallback: {policy: policy-0}
          limits: {storm-threshold: 1000000, max-pages-per-minute: 10000}
        teams:
          ops: {timezone: UTC, members: [person-0]}
        integrations:
        """);
    for (var sender = 0; sender < SENDERS; sender++) {
      text.append(
          "  sender-%d: {type: alertmanager, key: \"${env:BENCH_KEY_%d}\"}%n"
              .formatted(sender, sender));
    }
    text.append("people:\n");
    for (var i = 0; i < SERVICES; i++) {
      text.append(
          "  person-%1$d: {name: P%1$d, timezone: UTC, contacts: {push: person-%1$d}, notify: {high: [push]}}%n"
              .formatted(i));
    }
    text.append("services:\n");
    for (var i = 0; i < SERVICES; i++) {
      text.append("  service-%1$d: {team: ops, policy: policy-%1$d}%n".formatted(i));
    }
    text.append("policies:\n");
    for (var i = 0; i < SERVICES; i++) {
      text.append(
          "  policy-%1$d: {critical: {urgency: high, steps: [{notify: [\"person:person-%1$d\"], patience: 2h}]}}%n"
              .formatted(i));
    }
    Files.writeString(Files.createDirectories(folder).resolve("roster.yaml"), text);
  }
}
