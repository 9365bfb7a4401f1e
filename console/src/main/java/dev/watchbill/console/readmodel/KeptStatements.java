package dev.watchbill.console.readmodel;

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
    var kept = context.isReturningGeneratedKeys() ? null : free.remove(sql);
    // One that failed was closed by itself.
    return kept == null || kept.isClosed() ? super.create(connection, sql, context) : kept;
  }

  @Override
  public void close(Connection connection, String sql, Statement statement) throws SQLException {
    if (statement instanceof PreparedStatement prepared
        && !prepared.isClosed()
        && isToBeKept(sql)) {
      prepared.clearParameters();
      free.put(sql, prepared);
    } else {
      super.close(connection, sql, statement);
    }
  }

  private boolean isToBeKept(String sql) {
    return free.size() < MOST && !free.containsKey(sql);
  }
}
