package dev.watchbill.launcher.cli.terminal;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Lines with aligned columns, for people. */
public final class Table {
  /** Controls, eight-bit ones included, and marks that turn the direction of text. */
  private static final Pattern MISLEADING =
      Pattern.compile("[\\p{Cc}\\u061C\\u200E\\u200F\\u2028-\\u202E\\u2066-\\u2069]+");

  private final List<List<String>> rows = new ArrayList<>();

  /** One column of a table over JSON objects. */
  public record Column(String title, Function<JsonNode, String> cell) {
    /** The field of that name, in upper case as the title. */
    public static Column of(String field) {
      return new Column(field.toUpperCase(java.util.Locale.ROOT), item -> text(item.path(field)));
    }
  }

  private Table() {}

  /** The items of an array, one a line. */
  public static Table of(JsonNode items, List<Column> columns) {
    var table = new Table();
    table.rows.add(columns.stream().map(Column::title).toList());
    items.forEach(item -> table.rows.add(columns.stream().map(c -> c.cell().apply(item)).toList()));
    return table;
  }

  public void print(PrintWriter out) {
    var last = rows.getFirst().size() - 1;
    for (var row : rows) {
      var line = new StringBuilder();
      for (var column = 0; column < last; column++) {
        line.append(padded(row.get(column), width(column)));
      }
      out.println(line.append(row.get(last)).toString().stripTrailing());
    }
  }

  /** A value as a person reads it: nothing for null, items with commas. */
  public static String text(JsonNode value) {
    if (value.isArray()) {
      return StreamSupport.stream(value.spliterator(), false)
          .map(Table::text)
          .collect(Collectors.joining(", "));
    }
    return value.isNull() || value.isMissingNode() ? "" : oneLine(value.asText());
  }

  /** Alerts' words must not move the cursor, start a line, or run backwards. */
  public static String oneLine(String text) {
    return MISLEADING.matcher(text).replaceAll(" ");
  }

  /** JSON that a terminal may show: what would mislead it is written as JSON writes it, too. */
  public static String shown(JsonNode json) {
    return shown(json.toString());
  }

  /** The same for JSON that is already written. */
  public static String shown(String json) {
    return MISLEADING
        .matcher(json)
        .replaceAll(found ->
            found
                .group()
                .codePoints()
                .mapToObj(c -> c == '\n' ? "\n" : "\\\\u%04x".formatted(c))
                .collect(Collectors.joining()));
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length() + 2);
  }
}
