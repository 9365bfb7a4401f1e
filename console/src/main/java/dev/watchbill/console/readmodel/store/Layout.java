package dev.watchbill.console.readmodel.store;

import dev.watchbill.schemas.config.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * What a read model file was written for. Where it differs, the file is made anew from the topics,
 * which hold everything; so no migration can go wrong.
 *
 * @param about name to value, as the file's table {@code about} has them
 */
public record Layout(Map<String, String> about) {
  /** Of the tables; raised with each change to them. */
  private static final int VERSION = 11;

  /** Stands among the others while a file is being made beside the one in force. */
  private static final String UNFINISHED = "unfinished";

  public static Layout today(String prefix, String cluster) {
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

  /** Whether tables are of this layout, and whole. */
  boolean isThatOf(Database database) {
    return database.has("about") && about.equals(database.reader().withHandle(Layout::read));
  }

  private static Map<String, String> read(Handle rows) {
    return rows.select("SELECT name, value FROM about")
        .map((row, context) -> Map.entry(row.getString(1), row.getString(2)))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /**
   * Makes the tables.
   *
   * @param whole false: they are in force only once they are {@linkplain #complete complete}
   */
  void create(Database database, boolean whole) {
    database.writer().useTransaction(rows -> create(rows, UnaryOperator.identity(), whole));
  }

  /**
   * The same in a transaction that goes on.
   *
   * @param words the statements in the words of its database
   */
  void create(Handle rows, UnaryOperator<String> words, boolean whole) {
    rows.createScript(words.apply(tables())).execute();
    about.forEach((name, value) -> note(rows, name, value));
    if (!whole) {
      note(rows, UNFINISHED, "yes");
    }
  }

  /** Ten digits that tell it from others. */
  public String digest() {
    return Secrets.hash(new TreeMap<>(about).toString()).substring(0, 10);
  }

  /** From now on the tables are whole. */
  static void complete(Jdbi writer) {
    writer.useHandle(rows -> rows.execute("DELETE FROM about WHERE name = ?", UNFINISHED));
  }

  private static void note(Handle rows, String name, String value) {
    rows.execute("INSERT INTO about (name, value) VALUES (?, ?)", name, value);
  }

  private static String tables() {
    var name = "/dev/watchbill/console/readmodel/store/tables-" + VERSION + ".sql";
    try (var stream = Objects.requireNonNull(Layout.class.getResourceAsStream(name), name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
