package dev.watchbill.console.readmodel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * What a read model file was written for. Where it differs, the file is made anew from the topics,
 * which hold everything; so no migration can go wrong.
 *
 * @param about name to value, as the file's table {@code about} has them
 */
record Layout(Map<String, String> about) {
  /** Of the tables; raised with each change to them. */
  private static final int VERSION = 8;

  static Layout today(String prefix, String cluster) {
    return new Layout(
        Map.of(
            "version",
            Integer.toString(VERSION),
            "records",
            Records.fingerprint(),
            "prefix",
            prefix,
            "cluster",
            cluster));
  }

  boolean isThatOf(Jdbi database) {
    return database.withHandle(rows -> {
      var there =
          rows.select("SELECT count(*) FROM sqlite_master WHERE name = 'about'")
              .mapTo(Integer.class)
              .one();
      return there > 0 && about.equals(read(rows));
    });
  }

  private static Map<String, String> read(Handle rows) {
    return rows.select("SELECT name, value FROM about")
        .map((row, context) -> Map.entry(row.getString(1), row.getString(2)))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  void create(Jdbi database) {
    database.useTransaction(rows -> {
      rows.createScript(tables()).execute();
      about.forEach((name, value) ->
          rows.execute("INSERT INTO about (name, value) VALUES (?, ?)", name, value));
    });
  }

  private static String tables() {
    var name = "/dev/watchbill/console/readmodel/tables-" + VERSION + ".sql";
    try (var stream = Objects.requireNonNull(Layout.class.getResourceAsStream(name), name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
