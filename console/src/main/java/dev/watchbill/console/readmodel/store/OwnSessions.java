package dev.watchbill.console.readmodel.store;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Whether each connection to a PostgreSQL database has a session of its own. */
final class OwnSessions {
  private static final int ASKED = 3;

  private OwnSessions() {}

  /**
   * Locks, their time-outs and the schema belong to a session. A pool that lends sessions for one
   * transaction (PgBouncer with {@code pool_mode=transaction}) leaves them with somebody else.
   *
   * @see <a href="https://www.pgbouncer.org/features.html">what works in which mode</a>
   * @throws IllegalArgumentException if that is so
   */
  static void require(Jdbi database) {
    try (var one = database.open();
        var other = database.open()) {
      var first = sessions(one);
      var second = sessions(other);
      if (first.size() > 1 || second.size() > 1 || first.equals(second)) {
        throw new IllegalArgumentException(
            "WATCHBILL_DATABASE_URL: expected a session of its own for each connection, but got one"
                + " for each transaction, as PgBouncer's pool_mode=transaction gives; name the"
                + " database itself, or a pool with pool_mode=session");
      }
    }
  }

  /** The server's processes that answer it. */
  private static Set<Integer> sessions(Handle connection) {
    return IntStream.range(0, ASKED)
        .mapToObj(_ -> connection.select("SELECT pg_backend_pid()").mapTo(Integer.class).one())
        .collect(Collectors.toSet());
  }
}
