package dev.watchbill.roster.yaml;

import dev.watchbill.mapping.Expression;
import dev.watchbill.mapping.Expression.Mistake;
import dev.watchbill.mapping.Field;
import dev.watchbill.mapping.Mapper;
import dev.watchbill.mapping.Mapping;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads the {@code mapping} of an integration; every expression is checked as it will run. */
final class MappingReader {
  private final Section section;
  private final Map<Field, String> single = new LinkedHashMap<>();
  private final Map<Field, Map<String, String>> tables = new LinkedHashMap<>();

  private MappingReader(Section section) {
    this.section = section;
  }

  /**
   * @param whole whether nothing lies below it, so that it must say the key itself
   */
  static Mapping read(Value value, boolean whole) {
    var section = value.section(Shape.MAPPING);
    if (whole && value.isTable() && !section.has(Field.KEY.key())) {
      section.missing(Field.KEY.key(), "an expression that tells one alert from another");
    }
    return new MappingReader(section).mapping();
  }

  private Mapping mapping() {
    for (var field : Field.values()) {
      section.get(field.key()).ifPresent(value -> read(field, value));
    }
    return new Mapping(single, tables);
  }

  private void read(Field field, Value value) {
    if (field.isTable() && value.isTable()) {
      tables.put(field, table(value.table()));
    } else {
      expression(value, field.kind()).ifPresent(text -> single.put(field, text));
    }
  }

  private static Map<String, String> table(Section rows) {
    var table = new LinkedHashMap<String, String>();
    for (var name : rows.keys()) {
      rows.get(name)
          .flatMap(row -> expression(row, Mapper.kindOf(name)))
          .ifPresent(text -> table.put(name, text));
    }
    return table;
  }

  private static Optional<String> expression(Value value, Expression.Kind kind) {
    var text = value.text();
    text.flatMap(source -> mistake(source, kind))
        .ifPresent(mistake ->
            value.wrong(
                "a CEL expression over it, body and headers that gives " + kind.words(),
                "one that doesn't (" + mistake + ")"));
    return text;
  }

  private static Optional<String> mistake(String source, Expression.Kind kind) {
    try {
      var _ = Expression.of(source, kind);
      return Optional.empty();
    } catch (Mistake e) {
      return Optional.of(e.sentence());
    }
  }
}
