package dev.watchbill.mapping;

import dev.watchbill.mapping.Expression.Failed;
import dev.watchbill.mapping.Expression.Mistake;
import dev.watchbill.mapping.MappedAlert.Time;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A mapping, ready to run. Whatever goes wrong with one field, somebody is paged all the same: only
 * a body without its list, or an item without its key, is refused.
 */
public final class Mapper {
  /** More in one request is refused. */
  public static final int MOST_ITEMS = 20_000;

  /** The row of a table whose expression gives a map, all of which is taken. */
  public static final String ALL_OF = "*";

  private final Map<Field, Expression> single = new EnumMap<>(Field.class);
  private final Map<Field, Map<String, Expression>> tables = new EnumMap<>(Field.class);

  /** What became of one item. */
  public sealed interface Outcome {

    /** An alert. */
    record Mapped(MappedAlert alert) implements Outcome {}

    /** No alert, as {@code when} says. */
    record PassedOver() implements Outcome {}

    /**
     * It can't be an alert.
     *
     * @param sentence what was expected, and what came
     */
    record Refused(String sentence, Object item) implements Outcome {}
  }

  private Mapper(Mapping mapping) throws Mistake {
    for (var entry : mapping.single().entrySet()) {
      single.put(entry.getKey(), Expression.of(entry.getValue(), entry.getKey().kind()));
    }
    for (var entry : mapping.tables().entrySet()) {
      var table = new LinkedHashMap<String, Expression>();
      for (var row : entry.getValue().entrySet()) {
        table.put(row.getKey(), Expression.of(row.getValue(), kindOf(row.getKey())));
      }
      tables.put(entry.getKey(), table);
    }
  }

  /** What the expression of one row of a table must give: of {@value #ALL_OF}, a map. */
  public static Expression.Kind kindOf(String row) {
    return row.equals(ALL_OF) ? Expression.Kind.MAP : Expression.Kind.TEXT;
  }

  /**
   * Prepares a mapping.
   *
   * @throws Mistake if an expression can't be used
   */
  public static Mapper of(Mapping mapping) throws Mistake {
    return new Mapper(mapping);
  }

  /**
   * Makes alerts of a body.
   *
   * @param body maps, lists, texts, numbers and booleans; no map holds a null
   * @param headers by lower-case name
   */
  public List<Outcome> map(Object body, Map<String, String> headers) {
    var variables = new LinkedHashMap<String, Object>();
    variables.put("body", body);
    variables.put("headers", headers);
    variables.put("it", body);
    var forEach = single.get(Field.FOR_EACH);
    if (forEach == null) {
      return List.of(outcome(body, variables));
    }
    try {
      var given = forEach.on(variables);
      var items = Values.list(given);
      if (items.isEmpty()) {
        return refused(
            "for-each: expected a list, but got " + (given == null ? "nothing" : "something else"),
            body);
      }
      if (items.get().size() > MOST_ITEMS) {
        return refused("for-each: expected at most " + MOST_ITEMS + " items, but got more", body);
      }
      return each(items.get(), variables);
    } catch (Failed e) {
      return refused("for-each: expected a list, but " + e.getMessage(), body);
    }
  }

  private static List<Outcome> refused(String sentence, Object item) {
    return List.of(new Outcome.Refused("mapping." + sentence, item));
  }

  private List<Outcome> each(List<?> items, Map<String, Object> variables) {
    var outcomes = new ArrayList<Outcome>(items.size());
    for (var item : items) {
      variables.put("it", item);
      outcomes.add(outcome(item, variables));
    }
    return outcomes;
  }

  private Outcome outcome(Object item, Map<String, ?> variables) {
    try {
      var when = single.get(Field.WHEN);
      if (when != null && !Boolean.TRUE.equals(when.on(variables))) {
        return new Outcome.PassedOver();
      }
    } catch (Failed e) {
      return new Outcome.Refused(
          "mapping.when: expected true or false, but " + e.getMessage(), item);
    }
    try {
      var said = single.get(Field.KEY);
      var key = said == null ? "" : Values.text(said.on(variables)).strip();
      return key.isEmpty()
          ? new Outcome.Refused("mapping.key: expected a text, but got nothing", item)
          : new Outcome.Mapped(new Reading(variables).alert(key, item));
    } catch (Failed e) {
      return new Outcome.Refused("mapping.key: expected a text, but " + e.getMessage(), item);
    }
  }

  /** One item's fields, and what went wrong with them. */
  private final class Reading {
    private final Map<String, ?> variables;
    private final List<String> problems = new ArrayList<>();

    private Reading(Map<String, ?> variables) {
      this.variables = variables;
    }

    private MappedAlert alert(String key, Object item) {
      return new MappedAlert(
          key,
          text(Field.GROUP),
          text(Field.SERVICE),
          text(Field.SEVERITY),
          text(Field.STATUS),
          text(Field.TITLE),
          text(Field.TEXT),
          texts(Field.LABELS),
          texts(Field.LINKS),
          time(Field.STARTS_AT),
          time(Field.SENT_AT),
          Boolean.TRUE.equals(value(Field.REMINDER.key(), single.get(Field.REMINDER))),
          time(Field.ENDS_AT),
          text(Field.BY),
          List.copyOf(problems),
          item);
    }

    private String text(Field field) {
      return Values.text(value(field.key(), single.get(field)));
    }

    private Time time(Field field) {
      var given = value(field.key(), single.get(field));
      var instant = Values.time(given);
      return given == null
          ? Time.NONE
          : new Time(instant, instant.isPresent() ? "" : Values.text(given));
    }

    private Map<String, String> texts(Field field) {
      var table = tables.get(field);
      if (table == null) {
        return map(field.key(), single.get(field));
      }
      var texts = new LinkedHashMap<String, String>();
      for (var row : table.entrySet()) {
        var name = field.key() + "." + row.getKey();
        if (row.getKey().equals(ALL_OF)) {
          texts.putAll(map(name, row.getValue()));
          continue;
        }
        var text = Values.text(value(name, row.getValue()));
        if (!text.isBlank()) {
          texts.put(row.getKey(), text);
        }
      }
      return texts;
    }

    private Map<String, String> map(String name, @Nullable Expression expression) {
      var given = value(name, expression);
      if (given instanceof Map<?, ?> map) {
        return Values.texts(map);
      }
      if (given != null) {
        problems.add("mapping.%s: expected a map, but got something else".formatted(name));
      }
      return Map.of();
    }

    private @Nullable Object value(String name, @Nullable Expression expression) {
      try {
        return expression == null ? null : expression.on(variables);
      } catch (Failed e) {
        problems.add("mapping.%s: expected a value, but %s".formatted(name, e.getMessage()));
        return null;
      }
    }
  }
}
