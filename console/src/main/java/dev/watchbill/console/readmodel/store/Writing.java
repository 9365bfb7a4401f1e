package dev.watchbill.console.readmodel.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;

/**
 * Statements that are executed for each record of a topic, thousands of times a second: straight on
 * their connection, as what Jdbi makes of each costs as much as SQLite itself.
 */
public final class Writing {
  private Writing() {}

  /**
   * Executes one.
   *
   * @param values for its question marks, in their order
   * @throws UnableToExecuteStatementException if the database doesn't take it
   */
  public static void row(Handle rows, String sql, @Nullable Object... values) {
    try (var kept = kept(rows, sql)) {
      for (var i = 0; i < values.length; i++) {
        Values.set(kept.statement(), i + 1, values[i]);
      }
      kept.statement().executeUpdate();
    } catch (SQLException e) {
      throw new UnableToExecuteStatementException("Expected to execute " + sql, e, null);
    }
  }

  private static Kept kept(Handle rows, String sql) throws SQLException {
    var connection = rows.getConnection();
    return rows.getStatementBuilder() instanceof KeptStatements all
        ? new Kept(sql, all.take(connection, sql), all)
        : new Kept(sql, connection.prepareStatement(sql), null);
  }

  private record Kept(String sql, PreparedStatement statement, @Nullable KeptStatements all)
      implements AutoCloseable {
    @Override
    public void close() throws SQLException {
      if (all == null || !all.give(sql, statement)) {
        statement.close();
      }
    }
  }
}
