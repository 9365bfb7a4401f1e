package dev.watchbill.console.readmodel.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.statement.DefaultStatementBuilder;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Keeps the statements of one connection for the next time: the writer says the same few dozen
 * thousands of times a second, and SQLite would compile each of them each time. For one thread at a
 * time; one that is still in use isn't given twice. They go with their connection.
 */
final class KeptStatements extends DefaultStatementBuilder {
  private static final int MOST = 200;

  private final Map<String, PreparedStatement> free = new HashMap<>();

  @Override
  public PreparedStatement create(Connection connection, String sql, StatementContext context)
      throws SQLException {
    return context.isReturningGeneratedKeys()
        ? super.create(connection, sql, context)
        : take(connection, sql);
  }

  /** One to be used now. */
  PreparedStatement take(Connection connection, String sql) throws SQLException {
    var kept = free.remove(sql);
    // One that failed was closed by itself.
    return kept == null || kept.isClosed() ? connection.prepareStatement(sql) : kept;
  }

  @Override
  public void close(Connection connection, String sql, Statement statement) throws SQLException {
    if (!(statement instanceof PreparedStatement prepared && give(sql, prepared))) {
      super.close(connection, sql, statement);
    }
  }

  /**
   * One that was used.
   *
   * @return whether it is kept; else it is to be closed
   */
  boolean give(String sql, PreparedStatement used) throws SQLException {
    if (used.isClosed() || free.size() >= MOST || free.containsKey(sql)) {
      return false;
    }
    used.clearParameters();
    free.put(sql, used);
    return true;
  }
}
