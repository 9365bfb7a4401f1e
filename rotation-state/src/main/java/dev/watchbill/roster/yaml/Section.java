package dev.watchbill.roster.yaml;

import dev.watchbill.roster.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The keys and values of one table. */
final class Section {
  private final Value table;
  private final @Nullable Shape shape;
  private final Map<String, Value> values = new LinkedHashMap<>();

  private Section(Value table, @Nullable Shape shape) {
    this.table = table;
    this.shape = shape;
    switch (table.item()) {
      case Item.Table entries -> entries.entries().forEach(this::take);
      case Item.Nothing _ -> {}
      case Item.Text text -> table.wrong("keys and values", text.kind());
      case Item.Sequence sequence -> table.wrong("keys and values", sequence.kind());
    }
  }

  static Section open(Value table) {
    return new Section(table, null);
  }

  static Section closed(Value table, Shape shape) {
    return new Section(table, shape);
  }

  private void take(Item.Entry entry) {
    var path = table.path().isEmpty() ? entry.key() : table.path() + "." + entry.key();
    var before = values.get(entry.key());
    if (before != null) {
      var got = "\"%s\" again (first at %s)".formatted(entry.key(), before.place());
      table.notes().error(entry.place(), path, "each key once", got);
    } else if (shape != null && !shape.keys().contains(entry.key())) {
      var got = Suggestion.quoted(entry.key(), shape.keys());
      table.notes().error(entry.place(), path, "one of " + shape.keys(), got);
    } else {
      table.notes().stands(path, entry.place());
      values.put(entry.key(), new Value(entry.value(), path, table.notes()));
    }
  }

  Value value() {
    return table;
  }

  boolean has(String key) {
    return get(key).isPresent();
  }

  Optional<Value> get(String key) {
    if (shape != null && !shape.keys().contains(key)) {
      throw new IllegalStateException(
          "Expected a key of %s, but the reader asked for '%s'".formatted(shape, key));
    }
    return Optional.ofNullable(values.get(key));
  }

  Optional<String> text(String key) {
    return get(key).flatMap(Value::text);
  }

  <T> Optional<T> as(String key, Form<T> form) {
    return get(key).flatMap(value -> value.as(form));
  }

  /** A value that must be there; the stand-in is only used in rosters that are refused. */
  <T> T required(String key, Form<T> form, T standIn) {
    if (!has(key)) {
      missing(key, form.expected());
    }
    return as(key, form).orElse(standIn);
  }

  void missing(String key, String expected) {
    table.wrong("\"%s\" with %s".formatted(key, expected), "no such key");
  }

  Optional<String> id(String key, Notes.Kind kind) {
    return get(key).flatMap(value -> value.id(kind));
  }

  /** Ids in a list, or one alone. */
  List<String> ids(String key, Notes.Kind kind) {
    return all(key, value -> value.id(kind));
  }

  /** Each item of a list, or the one value alone, read; what is wrong is left out. */
  <T> List<T> all(String key, Function<Value, Optional<T>> read) {
    return get(key).stream()
        .flatMap(value -> value.oneOrMore().stream())
        .flatMap(value -> read.apply(value).stream())
        .toList();
  }

  /** A table below this one; empty where the key isn't there. */
  Optional<Section> section(String key, Shape below) {
    return get(key).map(value -> value.section(below));
  }

  /** A table of named things below this one, each read; the ids are checked and made known. */
  <T> Map<String, T> named(String key, Form<String> form, BiFunction<String, Value, T> read) {
    var things = new LinkedHashMap<String, T>();
    get(key)
        .map(it -> it.table().values)
        .orElse(Map.of())
        .forEach((id, thing) -> {
          var name = new Value(new Item.Text(thing.place(), id), thing.path(), table.notes());
          if (name.as(form).isPresent()) {
            things.put(id, read.apply(id, thing));
          }
        });
    return things;
  }

  /** The texts of a table whose keys are free. */
  Map<String, String> texts(String key) {
    var texts = new LinkedHashMap<String, String>();
    get(key)
        .map(it -> it.table().values)
        .orElse(Map.of())
        .forEach((name, value) -> value.text().ifPresent(it -> texts.put(name, it)));
    return texts;
  }

  /** The keys that are there, as written. */
  List<String> keys() {
    return new ArrayList<>(values.keySet());
  }
}
