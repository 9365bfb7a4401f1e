package dev.watchbill.mapping;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * How a body becomes alerts, as written.
 *
 * @param single fields that one expression says
 * @param tables fields that a table of names and expressions says, in its order
 */
public record Mapping(Map<Field, String> single, Map<Field, Map<String, String>> tables) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, Object>> TABLE = new TypeReference<>() {};

  public static final Mapping EMPTY = new Mapping(Map.of(), Map.of());

  public Mapping {
    single = Map.copyOf(single);
    var ordered = new LinkedHashMap<Field, Map<String, String>>();
    tables.forEach((field, table) ->
        ordered.put(field, Collections.unmodifiableMap(new LinkedHashMap<>(table))));
    tables = Collections.unmodifiableMap(ordered);
  }

  /** The expression that says a field as a whole. */
  public Optional<String> of(Field field) {
    return Optional.ofNullable(single.get(field));
  }

  /** This mapping where it says something, else the other. */
  public Mapping over(Mapping other) {
    var singles = new LinkedHashMap<>(other.single);
    var both = new LinkedHashMap<>(other.tables);
    both.keySet().removeAll(single.keySet());
    singles.keySet().removeAll(tables.keySet());
    if (single.containsKey(Field.KEY)) {
      // What is a reminder goes by what the key is of.
      singles.remove(Field.REMINDER);
    }
    singles.putAll(single);
    both.putAll(tables);
    return new Mapping(singles, both);
  }

  /** As JSON, for {@link #ofJson}. */
  public String toJson() {
    var all = new LinkedHashMap<String, Object>();
    single.forEach((field, expression) -> all.put(field.key(), expression));
    tables.forEach((field, table) -> all.put(field.key(), table));
    try {
      return JSON.writeValueAsString(all);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Expected a mapping that can be written", e);
    }
  }

  /**
   * From JSON that {@link #toJson} wrote, perhaps by another version: fields nobody knows are left
   * out.
   *
   * @throws IllegalArgumentException if it isn't a JSON object
   */
  public static Mapping ofJson(String json) {
    try {
      return of(JSON.readValue(json, TABLE));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Expected a mapping as JSON, but got something else", e);
    }
  }

  /** From YAML as it stands in a roster below {@code mapping}. */
  static Mapping ofYaml(String yaml) {
    var loaded = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    return of(JSON.convertValue(loaded, TABLE));
  }

  private static Mapping of(Map<String, Object> written) {
    var single = new LinkedHashMap<Field, String>();
    var tables = new LinkedHashMap<Field, Map<String, String>>();
    written.forEach((key, value) ->
        Field.of(key)
            .ifPresent(field -> {
              if (value instanceof Map<?, ?> table && field.isTable()) {
                tables.put(field, texts(table));
              } else {
                single.put(field, String.valueOf(value));
              }
            }));
    return new Mapping(single, tables);
  }

  private static Map<String, String> texts(Map<?, ?> table) {
    var texts = new LinkedHashMap<String, String>();
    table.forEach((name, value) -> texts.put(String.valueOf(name), String.valueOf(value)));
    return texts;
  }
}
