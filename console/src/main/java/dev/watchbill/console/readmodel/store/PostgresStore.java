package dev.watchbill.console.readmodel.store;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL database that several consoles share. Each layout has a schema of its own, so that
 * two versions can run beside each other while one takes over; a rebuild is made in another schema
 * and takes its name in one transaction.
 */
public final class PostgresStore implements Store {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresStore.class);

  private final String url;
  private final String name;
  private final Jdbi setup;

  /**
   * @param address {@code postgresql://user:password@host:port/database}, or as JDBC writes it
   * @param name what schemas begin with
   */
  public PostgresStore(String address, String name) {
    this.url = jdbc(address);
    this.name = name;
    this.setup = Jdbi.create(this::connection);
  }

  /**
   * Who waited for a lock must see what whoever had it before has written, whatever the database's
   * default is.
   */
  private Connection connection() throws SQLException {
    var connection = DriverManager.getConnection(url);
    connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    return connection;
  }

  /**
   * As JDBC writes it.
   *
   * @throws IllegalArgumentException that doesn't repeat the address: it may hold a password
   */
  public static String jdbc(String address) {
    if (address.startsWith("jdbc:postgresql:")) {
      return address;
    }
    var uri = address.matches("postgres(ql)?://.*") ? URI.create(address) : null;
    if (uri == null || uri.getHost() == null || uri.getPath().length() < 2) {
      throw new IllegalArgumentException(
          "WATCHBILL_DATABASE_URL: expected an address such as"
              + " postgresql://user:password@host:5432/database, but got another");
    }
    var port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    var query = new StringBuilder(uri.getRawQuery() == null ? "" : uri.getRawQuery());
    var user = uri.getRawUserInfo();
    if (user != null) {
      var parts = user.split(":", 2);
      and(query, "user", parts[0]);
      if (parts.length > 1) {
        and(query, "password", parts[1]);
      }
    }
    return "jdbc:postgresql://%s%s%s%s"
        .formatted(uri.getHost(), port, uri.getPath(), query.isEmpty() ? "" : "?" + query);
  }

  private static void and(StringBuilder query, String name, String encoded) {
    var value = URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
    query
        .append(query.isEmpty() ? "" : "&")
        .append(name)
        .append('=')
        .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if connections share their sessions
   */
  @Override
  public Database open(Layout layout) {
    OwnSessions.require(setup);
    var schema = name + "_" + layout.digest();
    var database = new PostgresDatabase(url, schema);
    try {
      setup.useTransaction(rows -> {
        // Two consoles may start at the same time.
        rows.execute("SELECT pg_advisory_xact_lock(hashtext(?))", name);
        if (!database.has("about")) {
          LOG.atInfo().addKeyValue("schema", schema).log("read model is made from the topics");
          rows.execute("CREATE SCHEMA IF NOT EXISTS " + schema);
          rows.execute("SET LOCAL search_path TO " + schema);
          layout.create(rows, PostgresDatabase::inPostgresWords, true);
        }
      });
      return database;
    } catch (JdbiException e) {
      database.close();
      throw e;
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>Each attempt has a schema of its own: who lost the lock with its connection, and still
   * writes, finds its tables gone instead of adding to another's.
   */
  @Override
  public Database begin(Layout layout) {
    var stem = name + "_" + layout.digest() + "_next_";
    var lock = SessionLock.take(setup, stem);
    try {
      var schema = stem + UUID.randomUUID().toString().substring(0, 8);
      setup.useTransaction(rows -> {
        leftBehind(rows, stem).forEach(left -> rows.execute("DROP SCHEMA " + left + " CASCADE"));
        rows.execute("CREATE SCHEMA " + schema);
        rows.execute("SET LOCAL search_path TO " + schema);
        layout.create(rows, PostgresDatabase::inPostgresWords, false);
      });
      return new PostgresDatabase(url, schema, lock);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static List<String> leftBehind(Handle rows, String stem) {
    return rows.select(
            "SELECT nspname FROM pg_namespace WHERE starts_with(nspname, ?) ORDER BY 1", stem)
        .mapTo(String.class)
        .list();
  }

  @Override
  public Database replace(Database old, Database next, Runnable catchUp) {
    var schema = ((PostgresDatabase) old).schema();
    var made = ((PostgresDatabase) next).schema();
    setup.useTransaction(rows -> {
      // Nobody projects into the old one meanwhile; see PostgresDatabase.
      rows.execute("SELECT pg_advisory_xact_lock(hashtext(?))", schema);
      catchUp.run();
      ((PostgresDatabase) next).mustBeLocked();
      rows.execute("DELETE FROM " + made + ".about WHERE name = 'unfinished'");
      rows.execute("DROP SCHEMA " + schema + " CASCADE");
      rows.execute("ALTER SCHEMA " + made + " RENAME TO " + schema);
    });
    return old;
  }

  @Override
  public Turn turn(String what) {
    return SessionLock.await(setup, name + " " + what);
  }

  @Override
  public void discard(Database gone) {
    gone.close();
  }
}
