package dev.watchbill.roster.yaml;

import dev.watchbill.mapping.Mapping;
import dev.watchbill.mapping.Presets;
import dev.watchbill.roster.IntegrationEntry;
import dev.watchbill.roster.yaml.Notes.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads one of {@code integrations}. */
final class IntegrationReader {
  private static final String FILE = "${file:";

  /** Types that are code; the others are mappings. */
  private static final List<String> SPOKEN =
      List.of(
          "alertmanager",
          "grafana",
          "pagerduty",
          "opsgenie",
          HeartbeatReader.TYPE,
          TopicReader.TYPE);

  private final Path folder;

  IntegrationReader(Path folder) {
    this.folder = folder;
  }

  IntegrationEntry read(String name, Value value) {
    var section = value.section(Shape.INTEGRATION);
    var type = type(section);
    return new IntegrationEntry(
        name,
        type,
        section.get("key").flatMap(it -> it.asSecret(Words.REFERENCE)).map(this::inFolder),
        section.all("service-from", it -> it.as(Words.ALERT_PATH)),
        section.all("severity-from", it -> it.as(Words.ALERT_PATH)),
        section.as("default-severity", Words.SEVERITY).orElse("error"),
        section.all("group-by", it -> it.as(Words.ALERT_PATH)),
        section.id("service", Kind.SERVICE),
        HeartbeatReader.read(section, type),
        HeartbeatReader.expectEvery(section, type),
        section
            .get("mapping")
            .flatMap(it -> mapping(it, TopicReader.format(section, type).orElse(type))),
        section.get("sns-topic").flatMap(it -> snsTopic(it, type)),
        TopicReader.read(section, type, this::inFolder));
  }

  private static Optional<Mapping> mapping(Value value, String type) {
    if (!Presets.names().contains(type)) {
      value.wrong("a mapping only where type is one of " + Presets.names(), "one for type " + type);
      return Optional.empty();
    }
    return Optional.of(MappingReader.read(value, type.equals("json")));
  }

  private static Optional<String> snsTopic(Value value, String type) {
    if (!type.equals("cloudwatch")) {
      value.wrong("an SNS topic only where type is cloudwatch", "one for type " + type);
      return Optional.empty();
    }
    return value.as(Words.SNS_TOPIC);
  }

  private static String[] types() {
    return Stream.concat(SPOKEN.stream(), Presets.names().stream()).toArray(String[]::new);
  }

  private static String type(Section section) {
    return section.required("type", Form.oneOf(types()), "alertmanager");
  }

  /** A file that holds a key is named from the roster's folder. */
  private String inFolder(String reference) {
    if (!reference.startsWith(FILE)) {
      return reference;
    }
    var file = reference.substring(FILE.length(), reference.length() - 1);
    return FILE + folder.resolve(file).toAbsolutePath().normalize() + "}";
  }
}
