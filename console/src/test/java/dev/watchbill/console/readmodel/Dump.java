package dev.watchbill.console.readmodel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Every row of a read model, as text, in an order that depends on nothing else. */
final class Dump {
  private Dump() {}

  /** Of a file. */
  static List<String> of(Path file) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      return of(
          connection, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name", "");
    }
  }

  /** Of the one file of a folder. */
  static List<String> ofOnlyFileIn(Path folder) throws SQLException, IOException {
    try (var files = Files.list(folder)) {
      var found = files.filter(file -> file.toString().endsWith(".db")).toList();
      if (found.size() != 1) {
        throw new AssertionError("Expected one file, but got " + found);
      }
      return of(found.getFirst());
    }
  }

  /**
   * Of any database.
   *
   * @param names statement that lists the tables, in order
   * @param left out: a column that says nothing
   */
  static List<String> of(Connection connection, String names, String left) throws SQLException {
    var dump = new ArrayList<String>();
    try (var statement = connection.createStatement();
        var tables = statement.executeQuery(names)) {
      while (tables.next()) {
        dump.addAll(table(connection, tables.getString(1), left));
      }
    }
    return dump;
  }

  private static List<String> table(Connection connection, String table, String left)
      throws SQLException {
    var lines = new ArrayList<String>();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT * FROM " + table)) {
      var columns = rows.getMetaData();
      while (rows.next()) {
        var line = new StringBuilder(table);
        for (var column = 1; column <= columns.getColumnCount(); column++) {
          if (!columns.getColumnName(column).equals(left)) {
            var value = rows.getObject(column);
            line.append('|').append(value instanceof byte[] b ? Arrays.hashCode(b) : value);
          }
        }
        lines.add(line.toString());
      }
    }
    lines.sort(null);
    return lines;
  }
}
