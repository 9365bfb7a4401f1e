package dev.watchbill.roster.yaml;

import dev.watchbill.mapping.Presets;
import dev.watchbill.roster.TopicEntry;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Reads which Kafka topic an integration's alerts stand on. */
final class TopicReader {
  static final String TYPE = "kafka";

  private static final List<String> KEYS =
      List.of("topic", "format", "bootstrap-servers", "client-properties");
  private static final List<String> FORMATS =
      Stream.concat(
              Stream.of("alertmanager", "grafana"),
              // What only comes with signatures, in headers of HTTP or as a mail isn't a topic's.
              Presets.names().stream()
                  .filter(name -> !name.equals("cloudwatch") && !name.equals("email")))
          .toList();

  private static final Form<String> TOPIC =
      Form.matching(
          "the name of a topic of letters, digits and . _ -", "(?!\\.{1,2}$)[A-Za-z0-9._-]{1,249}");
  private static final Form<String> SERVERS =
      Form.matching(
          "servers such as kafka-1:9092,kafka-2:9092",
          "[A-Za-z0-9._\\[\\]:-]+:[0-9]{1,5}(,[A-Za-z0-9._\\[\\]:-]+:[0-9]{1,5})*");

  private TopicReader() {}

  /** What the records are, where the integration is a topic. */
  static Optional<String> format(Section section, String type) {
    return type.equals(TYPE)
        ? Optional.of(
            section.as("format", Form.oneOf(FORMATS.toArray(String[]::new))).orElse("json"))
        : Optional.empty();
  }

  static Optional<TopicEntry> read(Section section, String type, UnaryOperator<String> inFolder) {
    if (!type.equals(TYPE)) {
      KEYS.forEach(key ->
          section
              .get(key)
              .ifPresent(it -> it.wrong("this key only where type is kafka", "it in another")));
      return Optional.empty();
    }
    return Optional.of(
        new TopicEntry(
            section.required("topic", TOPIC, "alerts"),
            format(section, type).orElseThrow(),
            section.as("bootstrap-servers", SERVERS),
            section
                .get("client-properties")
                .flatMap(it -> it.asSecret(Words.REFERENCE))
                .map(inFolder)));
  }
}
