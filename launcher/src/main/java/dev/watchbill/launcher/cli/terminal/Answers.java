package dev.watchbill.launcher.cli.terminal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.PrintWriter;
import java.util.List;

/** Answers on stdout: as JSON, or a list for people. */
public final class Answers {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private Answers() {}

  public static void json(PrintWriter out, JsonNode answer) {
    try {
      out.println(Table.shown(JSON.writeValueAsString(answer)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree can always be written", e);
    }
  }

  /**
   * A list: as it came, or as a table.
   *
   * @param none what is said where it is empty
   * @return the exit code
   */
  public static int list(
      PrintWriter out, Format format, JsonNode items, List<Table.Column> columns, String none) {
    if (format == Format.JSON) {
      json(out, items);
    } else if (items.isEmpty()) {
      out.println(none);
    } else {
      Table.of(items, columns).print(out);
    }
    return Exit.OK;
  }
}
