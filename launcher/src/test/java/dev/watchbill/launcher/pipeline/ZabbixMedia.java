package dev.watchbill.launcher.pipeline;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * A media type of Zabbix: a script, run by Zabbix' own engine, with its parameters in place of the
 * macros.
 *
 * @param name for its files
 * @param parameters with the values it is shipped with, most of them macros
 */
record ZabbixMedia(String name, String script, Map<String, String> parameters) {
  private static final Path SHIPPED = Path.of("/usr/share/zabbix-server-pgsql/data.sql.gz");
  private static final Path GUIDE = Path.of("..", "docs", "senders.md");
  private static final ObjectMapper JSON = new ObjectMapper();

  /** As the server's package has it in the data of its first start. */
  static ZabbixMedia shipped(String name) throws IOException {
    String data;
    try (var packed = new GZIPInputStream(Files.newInputStream(SHIPPED))) {
      data = new String(packed.readAllBytes(), StandardCharsets.UTF_8);
    }
    var media =
        rows(data, "media_type").stream()
            .filter(row -> name.equals(row.get("name")))
            .findFirst()
            .orElseThrow(() -> new IOException("Expected media type " + name + " in " + SHIPPED));
    var parameters = new LinkedHashMap<String, String>();
    rows(data, "media_type_param").stream()
        .filter(row -> String.valueOf(media.get("mediatypeid")).equals(row.get("mediatypeid")))
        .forEach(row -> parameters.put(row.get("name"), row.get("value")));
    return new ZabbixMedia(name, String.valueOf(media.get("script")), parameters);
  }

  /** The webhook of our guide, parameters by its table. */
  static ZabbixMedia ofTheGuide() throws IOException {
    var text = Files.readString(GUIDE);
    var section = text.substring(text.indexOf("\n## Zabbix\n"), text.indexOf("\n## Icinga"));
    var parameters = new LinkedHashMap<String, String>();
    var rows = Pattern.compile("(?m)^\\| (`.*) \\| (.*) \\|$").matcher(section);
    while (rows.find()) {
      var names = rows.group(1).replace("`", "").split(", ", -1);
      var values = rows.group(2).replace("`", "").split(", ", -1);
      for (var i = 0; i < names.length; i++) {
        parameters.put(names[i], values[i]);
      }
    }
    var script = Pattern.compile("```js\\n([^`]*)```").matcher(section);
    if (!script.find()) {
      throw new IOException("Expected the script of the webhook in " + GUIDE);
    }
    return new ZabbixMedia("watchbill", script.group(1), parameters);
  }

  /** The same with other text in its script. */
  ZabbixMedia with(String old, String fresh) {
    if (!script.contains(old)) {
      throw new IllegalArgumentException("Expected '" + old + "' in the script of " + name);
    }
    return new ZabbixMedia(name, script.replace(old, fresh), parameters);
  }

  /**
   * Runs it as the server does for one notification.
   *
   * @param values of macros and of parameters, by name
   * @return what it returned
   * @throws IOException if it threw
   */
  String notify(Programs programs, Map<String, String> values)
      throws IOException, InterruptedException {
    var filled = new LinkedHashMap<String, String>();
    parameters.forEach(
        (name, value) -> filled.put(name, values.getOrDefault(name, expanded(value, values))));
    return programs.run(
        Map.of(),
        "zabbix_js",
        "-s",
        programs.file(name + ".js", script).toString(),
        "-i",
        programs.file(name + ".json", JSON.writeValueAsString(filled)).toString());
  }

  private static String expanded(String value, Map<String, String> values) {
    var text = value;
    for (var macro : values.entrySet()) {
      text = text.replace("{" + macro.getKey() + "}", macro.getValue());
    }
    return text;
  }

  /** The rows that a script inserts into a table. */
  private static List<Map<String, String>> rows(String sql, String table) {
    var found = new ArrayList<Map<String, String>>();
    var inserts =
        Pattern.compile("(?m)^INSERT INTO " + table + " \\(([^)]*)\\) values \\(").matcher(sql);
    while (inserts.find()) {
      var columns = inserts.group(1).split(",", -1);
      var values = values(sql, inserts.end());
      var row = new LinkedHashMap<String, String>();
      for (var i = 0; i < columns.length; i++) {
        row.put(columns[i], values.get(i));
      }
      found.add(row);
    }
    return found;
  }

  /** Quoted values up to the bracket; with an E before it, a backslash escapes. */
  private static List<String> values(String sql, int from) {
    var values = new ArrayList<String>();
    var quoted = Pattern.compile("(E?)'((?:[^'\\\\]|''|\\\\[\\s\\S])*+)'|NULL").matcher(sql);
    var at = from;
    while (quoted.find(at) && quoted.start() == at) {
      var text = quoted.group(2) == null ? "" : quoted.group(2).replace("''", "'");
      values.add("E".equals(quoted.group(1)) ? text.translateEscapes() : text);
      at = quoted.end() + 1;
    }
    return values;
  }
}
