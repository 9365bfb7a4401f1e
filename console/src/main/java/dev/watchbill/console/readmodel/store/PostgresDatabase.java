package dev.watchbill.console.readmodel.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Tables in one schema of a PostgreSQL database, which several consoles may share: whoever writes
 * holds a lock of the schema until its transaction ends.
 */
final class PostgresDatabase implements Database {
  private static final int CONNECTIONS = 12;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** What SQLite calls so; here these are names of aggregates, which take one argument. */
  private static final List<String> FUNCTIONS =
      List.of(
          "CREATE FUNCTION max(BIGINT, BIGINT) RETURNS BIGINT LANGUAGE sql IMMUTABLE AS 'SELECT"
              + " GREATEST($1, $2)'",
          "CREATE FUNCTION min(BIGINT, BIGINT) RETURNS BIGINT LANGUAGE sql IMMUTABLE AS 'SELECT"
              + " LEAST($1, $2)'",
          "CREATE FUNCTION ifnull(BIGINT, BIGINT) RETURNS BIGINT LANGUAGE sql IMMUTABLE AS 'SELECT"
              + " COALESCE($1, $2)'");

  private static final Map<String, String> WORDS =
      Map.of(
          "\\bTEXT\\b", "TEXT COLLATE \"C\"",
          "\\bINTEGER\\b", "BIGINT",
          "\\bBLOB\\b", "BYTEA",
          " WITHOUT ROWID", "",
          // Rows of an index are at most 2,700 bytes here, and a title may be longer.
          "\\(first_at, service, name, signals\\)", "(first_at, service)",
          ", status, service, team, severity, words\\)", ")",
          "CREATE TABLE alerts \\(", "CREATE TABLE alerts (rowid BIGSERIAL, ");

  private final String schema;
  private final @Nullable SessionLock lock;
  private final HikariDataSource connections;
  private final Jdbi jdbi;

  PostgresDatabase(String url, String schema) {
    this(url, schema, null);
  }

  /**
   * @param lock held as long as it is open; null: none
   */
  PostgresDatabase(String url, String schema, @Nullable SessionLock lock) {
    this.schema = schema;
    this.lock = lock;
    var config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setSchema(schema);
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(2);
    config.setConnectionTimeout(PATIENCE.toMillis());
    config.setPoolName(schema);
    connections = new HikariDataSource(config);
    jdbi = Values.in(Jdbi.create(connections));
  }

  String schema() {
    return schema;
  }

  @Override
  public Jdbi writer() {
    return jdbi;
  }

  @Override
  public Jdbi reader() {
    return jdbi;
  }

  @Override
  public boolean isShared() {
    return true;
  }

  @Override
  public void holdOthers(Handle writing) {
    writing.execute("SELECT pg_advisory_xact_lock(hashtext(?))", schema);
  }

  @Override
  public @Nullable Connection lend() throws SQLException {
    return connections.isClosed() ? null : connections.getConnection();
  }

  @Override
  public void takeBack(Connection lent) throws SQLException {
    lent.close();
  }

  @Override
  public boolean has(String table) {
    return jdbi.withHandle(rows ->
        rows.select("SELECT to_regclass(?) IS NOT NULL", schema + "." + table)
            .mapTo(Boolean.class)
            .one());
  }

  /** The statements that make the tables, as PostgreSQL takes them. */
  static String inPostgresWords(String tables) {
    var words = tables;
    for (var word : WORDS.entrySet()) {
      words =
          words.replaceAll(
              word.getKey(), java.util.regex.Matcher.quoteReplacement(word.getValue()));
    }
    return FUNCTIONS.stream().map(it -> it + ";\n").collect(Collectors.joining()) + words;
  }

  /**
   * Only who still holds the lock may go on.
   *
   * @throws IllegalStateException otherwise
   */
  void mustBeLocked() {
    if (lock == null || !lock.isHeld()) {
      throw new IllegalStateException(
          "Expected to be the only one that makes %s anew, but the database ended the session"
                  .formatted(schema)
              + " that said so");
    }
  }

  @Override
  public void close() {
    try {
      connections.close();
    } finally {
      if (lock != null) {
        lock.close();
      }
    }
  }
}
