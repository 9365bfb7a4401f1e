package dev.watchbill.console.readmodel;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Jdbi;

/**
 * A SQLite file with one writer and any number of readers, who see the last committed state and
 * never wait for the writer (write-ahead log).
 */
final class Database implements AutoCloseable {
  private final Path file;
  private final Connection writing;
  private final Jdbi writer;
  private final Readers readers = new Readers();
  private final Jdbi reader = Jdbi.create(readers);

  Database(Path file) {
    this.file = file;
    try {
      this.writing = connect();
    } catch (SQLException e) {
      throw new ConnectionException(e);
    }
    this.writer = Jdbi.create(writing);
  }

  /** For one thread at a time. */
  Jdbi writer() {
    return writer;
  }

  Jdbi reader() {
    return reader;
  }

  @Override
  public void close() {
    readers.close();
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

  /** Opening a connection reads the whole schema, so they are kept. */
  private final class Readers implements ConnectionFactory {
    private final ConcurrentLinkedQueue<Connection> idle = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    @Override
    public Connection openConnection() throws SQLException {
      var kept = idle.poll();
      return kept == null ? connect() : kept;
    }

    @Override
    public void closeConnection(Connection connection) throws SQLException {
      if (closed || idle.size() >= 16) {
        connection.close();
      } else {
        idle.add(connection);
      }
    }

    void close() {
      closed = true;
      for (var kept = idle.poll(); kept != null; kept = idle.poll()) {
        end(kept);
      }
    }
  }
}
