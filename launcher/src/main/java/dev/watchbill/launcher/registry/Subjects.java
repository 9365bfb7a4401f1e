package dev.watchbill.launcher.registry;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/**
 * What the registry knows: schemas by id, and by subject and version. Only decides; whoever asks
 * writes down what was decided and tells {@link #remember}. Not thread safe.
 */
final class Subjects {
  private final Map<Integer, Schema> byId = new HashMap<>();
  private final Map<Schema, Integer> ids = new HashMap<>();
  private final SortedMap<String, TreeMap<Integer, Version>> subjects = new TreeMap<>();

  /** One version of a subject. Ids are the same for the same schema under any subject. */
  record Version(String subject, int version, int id, Schema schema) {}

  /** What becomes of a schema somebody wants to register. */
  sealed interface Registration {
    /** It is there already. */
    record Known(Version version) implements Registration {}

    /** It is new and fits: write this down. */
    record Added(Version version) implements Registration {}

    /** It can't be read by, or can't read, an earlier version. */
    record Incompatible(List<String> reasons) implements Registration {}
  }

  Registration register(String subject, Schema schema) {
    var known = version(subject, schema);
    if (known.isPresent()) {
      return new Registration.Known(known.get());
    }
    var reasons = incompatibilities(subject, schema);
    if (!reasons.isEmpty()) {
      return new Registration.Incompatible(reasons);
    }
    var versions = subjects.getOrDefault(subject, new TreeMap<>());
    var number = versions.isEmpty() ? 1 : versions.lastKey() + 1;
    var id = ids.getOrDefault(schema, nextId());
    return new Registration.Added(new Version(subject, number, id, schema));
  }

  /** Takes what was written down, now or before the last restart. */
  void remember(Version version) {
    byId.put(version.id(), version.schema());
    ids.putIfAbsent(version.schema(), version.id());
    subjects
        .computeIfAbsent(version.subject(), added -> new TreeMap<>())
        .put(version.version(), version);
  }

  /**
   * Why a schema doesn't fit all versions of a subject, both ways ({@code FULL_TRANSITIVE}); empty:
   * it does.
   */
  List<String> incompatibilities(String subject, Schema schema) {
    var reasons = new ArrayList<String>();
    for (var version : versions(subject)) {
      reasons.addAll(
          check(
              schema, version.schema(), "the new schema can't read version " + version.version()));
      reasons.addAll(
          check(
              version.schema(),
              schema,
              "version " + version.version() + " can't read the new schema"));
    }
    return reasons;
  }

  List<String> names() {
    return List.copyOf(subjects.keySet());
  }

  List<Version> versions(String subject) {
    return List.copyOf(subjects.getOrDefault(subject, new TreeMap<>()).values());
  }

  Optional<Version> version(String subject, Schema schema) {
    return versions(subject).stream()
        .filter(version -> version.schema().equals(schema))
        .findFirst();
  }

  Optional<Schema> schema(int id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** Every subject and version a schema id stands under. */
  List<Version> uses(int id) {
    return subjects.values().stream()
        .flatMap(versions -> versions.values().stream())
        .filter(version -> version.id() == id)
        .toList();
  }

  private int nextId() {
    return byId.isEmpty() ? 1 : Collections.max(byId.keySet()) + 1;
  }

  private static List<String> check(Schema reader, Schema writer, String otherwise) {
    var result = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
    if (result.getType() == SchemaCompatibilityType.COMPATIBLE) {
      return List.of();
    }
    return result.getResult().getIncompatibilities().stream()
        .map(found -> "%s: %s at %s".formatted(otherwise, found.getMessage(), found.getLocation()))
        .toList();
  }
}
