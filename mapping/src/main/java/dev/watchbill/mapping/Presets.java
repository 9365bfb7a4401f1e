package dev.watchbill.mapping;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Mappings that come with Watchbill, written as users write theirs. Each is named like the {@code
 * type} of its integrations and the end of their path.
 */
public final class Presets {
  private static final List<String> NAMES =
      List.of(
          "json",
          "cloudevents",
          "zabbix",
          "icinga",
          "nagios",
          "datadog",
          "sentry",
          "uptime-kuma",
          "healthchecks",
          "cloudwatch",
          "email");

  private static final Map<String, Mapping> READ = new ConcurrentHashMap<>();

  private Presets() {}

  /** All of them. */
  public static List<String> names() {
    return NAMES;
  }

  /** One of them. */
  public static Optional<Mapping> of(String name) {
    return NAMES.contains(name)
        ? Optional.of(READ.computeIfAbsent(name, Presets::read))
        : Optional.empty();
  }

  private static Mapping read(String name) {
    return Mapping.ofYaml(source(name));
  }

  /**
   * As it is written.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public static String source(String name) {
    // Nagios notifies as Icinga does: they share one.
    var file = "presets/" + (name.equals("nagios") ? "icinga" : name) + ".yaml";
    try (var in = Presets.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalArgumentException("Expected one of %s, but got %s".formatted(NAMES, name));
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Expected to read " + file, e);
    }
  }
}
