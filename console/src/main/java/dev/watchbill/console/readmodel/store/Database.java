package dev.watchbill.console.readmodel.store;

import java.sql.Connection;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Tables with one writer in this process and any number of readers, who see whole commits only. */
public interface Database extends AutoCloseable {
  /** For one thread at a time. */
  Jdbi writer();

  Jdbi reader();

  /**
   * A connection to ask with.
   *
   * @return null: these tables are closed
   */
  @Nullable Connection lend() throws SQLException;

  /** Takes back what was lent. */
  void takeBack(Connection lent) throws SQLException;

  /** Whether other processes write to the same tables. */
  default boolean isShared() {
    return false;
  }

  /** Keeps other processes from writing to the same tables until this transaction ends. */
  default void holdOthers(Handle writing) {}

  /** Whether there is a table of this name. */
  boolean has(String table);

  /** Closes it; who still reads finishes. */
  @Override
  void close();
}
