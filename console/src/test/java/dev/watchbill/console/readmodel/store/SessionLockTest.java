package dev.watchbill.console.readmodel.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.watchbill.console.PostgresServer;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class SessionLockTest {
  private static final int OFTEN = 50;

  private final String what = UUID.randomUUID().toString();

  @BeforeAll
  static void isThere() {
    assumeTrue(PostgresServer.url().isPresent(), "PostgreSQL is not installed");
  }

  /** Not only once the server has seen that the session is gone. */
  @Test
  void isFreeForAnotherAsSoonAsItIsClosed() throws SQLException {
    for (var time = 0; time < OFTEN; time++) {
      // The other is connected already: it asks before the server has ended the first one's
      // session.
      var one = connected();
      var other = connected();
      SessionLock.take(one, what).close();
      SessionLock.take(other, what).close();
    }
  }

  private static Jdbi connected() throws SQLException {
    var connection = DriverManager.getConnection(address());
    return Jdbi.create(() -> connection);
  }

  private static Jdbi database() {
    return Jdbi.create(address());
  }

  private static String address() {
    return PostgresStore.jdbc(PostgresServer.url().orElseThrow());
  }

  @Test
  void isHeldUntilItIsClosed() {
    var database = database();
    try (var lock = SessionLock.take(database, what)) {
      assertThatThrownBy(() -> SessionLock.take(database, what))
          .isInstanceOf(IllegalStateException.class);
      assertThat(lock.isHeld()).isTrue();
    }
  }

  @Test
  void isClosedWhereItsSessionWasEnded() {
    var database = database();
    var lock = SessionLock.take(database, what);
    database.useHandle(rows ->
        rows.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted"));
    await().until(() -> !lock.isHeld());
    assertThatCode(lock::close).doesNotThrowAnyException();
  }
}
