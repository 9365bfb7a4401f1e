package dev.watchbill.roster.yaml;

import dev.watchbill.roster.IntegrationEntry;
import dev.watchbill.roster.yaml.Notes.Kind;
import java.nio.file.Path;

/** Reads one of {@code integrations}. */
final class IntegrationReader {
  private static final String FILE = "${file:";

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
        HeartbeatReader.expectEvery(section, type));
  }

  private static String type(Section section) {
    var type = section.get("type").filter(Value::isText).flatMap(Value::raw);
    if (type.filter(Unbuilt.INTEGRATION_TYPES::contains).isPresent()) {
      var got = "\"%s\", which is designed but not built yet".formatted(type.get());
      section
          .get("type")
          .ifPresent(it -> it.wrong("alertmanager, pagerduty or heartbeat for now", got));
      return type.get();
    }
    return section.required(
        "type", Form.oneOf("alertmanager", "pagerduty", HeartbeatReader.TYPE), "alertmanager");
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
