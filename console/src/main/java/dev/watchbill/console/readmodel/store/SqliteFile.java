package dev.watchbill.console.readmodel.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * A SQLite file with one writer and any number of readers, who see the last committed state and
 * never wait for the writer (write-ahead log).
 */
final class SqliteFile implements Database {
  private static final int MOST_IDLE = 16;

  private final Path file;
  private final Connection writing;
  private final Jdbi writer;
  private final Jdbi reader = Values.in(Jdbi.create(new Readers()));

  /** Opening a connection reads the whole schema, so they are kept. */
  private final ConcurrentLinkedQueue<Connection> idle = new ConcurrentLinkedQueue<>();

  private volatile boolean closed;

  SqliteFile(Path file) {
    this.file = file;
    try {
      this.writing = connect();
    } catch (SQLException e) {
      throw new ConnectionException(e);
    }
    this.writer = Values.in(Jdbi.create(writing));
    var statements = new KeptStatements();
    writer.setStatementBuilderFactory(connection -> statements);
  }

  Path path() {
    return file;
  }

  @Override
  public Jdbi writer() {
    return writer;
  }

  @Override
  public Jdbi reader() {
    return reader;
  }

  @Override
  public boolean has(String table) {
    return reader.withHandle(rows ->
        rows.select("SELECT count(*) FROM sqlite_master WHERE name = ?", table)
                .mapTo(Integer.class)
                .one()
            > 0);
  }

  @Override
  public void close() {
    synchronized (idle) {
      closed = true;
    }
    for (var kept = idle.poll(); kept != null; kept = idle.poll()) {
      end(kept);
    }
    end(writing);
  }

  private Connection connect() throws SQLException {
    var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
    try (var statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout = 5000");
      statement.execute("PRAGMA journal_mode = WAL");
      // After a power cut the last transactions may be gone, their offsets with them: read again.
      statement.execute("PRAGMA synchronous = NORMAL");
      statement.execute("PRAGMA temp_store = MEMORY");
    }
    return connection;
  }

  private static void end(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new ConnectionException(e);
    }
  }

  @Override
  public @Nullable Connection lend() throws SQLException {
    var kept = idle.poll();
    if (kept != null) {
      return kept;
    }
    // Opened after the file was deleted, it would make an empty one.
    synchronized (idle) {
      return closed ? null : connect();
    }
  }

  @Override
  public void takeBack(Connection lent) throws SQLException {
    synchronized (idle) {
      if (!closed && idle.size() < MOST_IDLE) {
        idle.add(lent);
        return;
      }
    }
    lent.close();
  }

  private final class Readers implements ConnectionFactory {
    @Override
    public Connection openConnection() throws SQLException {
      var lent = lend();
      if (lent == null) {
        throw new SQLException("Expected an open read model, but it is closed");
      }
      return lent;
    }

    @Override
    public void closeConnection(Connection connection) throws SQLException {
      takeBack(connection);
    }
  }
}
