package dev.watchbill.console.readmodel.store;

import java.sql.SQLException;
import java.time.Duration;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * A lock among all processes of a PostgreSQL database, held by a session of its own: it ends with
 * the process, however that ends.
 */
final class SessionLock implements Store.Turn {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Handle session;

  private SessionLock(Handle session) {
    this.session = session;
  }

  /**
   * Takes it.
   *
   * @throws IllegalStateException if another has it
   */
  static SessionLock take(Jdbi database, String what) {
    var session = database.open();
    try {
      var taken =
          session
              .select("SELECT pg_try_advisory_lock(hashtext(?))", what)
              .mapTo(Boolean.class)
              .one();
      if (!taken) {
        throw new IllegalStateException(
            "Expected to be the only one that makes the read model anew, but another console is at"
                + " it");
      }
      return new SessionLock(session);
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }

  /** Waits some seconds for it. */
  static SessionLock await(Jdbi database, String what) {
    var session = database.open();
    try {
      session.execute("SET lock_timeout = '10s'");
      session.execute("SELECT pg_advisory_lock(hashtext(?))", what);
      return new SessionLock(session);
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }

  /** Whether its session goes on. */
  boolean isHeld() {
    try {
      return session.select("SELECT 1").mapTo(Integer.class).one() == 1;
    } catch (JdbiException e) {
      return false;
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>Given back before the session ends: the server ends it some time after it was closed here,
   * and until then nobody else could take the lock.
   */
  @Override
  public void close() {
    try (session) {
      session.getConnection().setNetworkTimeout(Runnable::run, (int) PATIENCE.toMillis());
      session.execute("SELECT pg_advisory_unlock_all()");
    } catch (SQLException | JdbiException e) {
      // The session has ended already, and the lock with it.
    }
  }
}
