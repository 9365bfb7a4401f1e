package dev.watchbill.console.readmodel.store;

/**
 * Where a read model is kept, and how a new one takes the place of the one in force. Until that
 * moment the old one is asked; a process that dies before it leaves the old one.
 */
public interface Store {
  /** The tables in force; made empty where there are none, or none of this layout. */
  Database open(Layout layout);

  /**
   * Empty tables beside the ones in force. What an earlier attempt left is thrown away.
   *
   * @throws IllegalStateException if another process is at it
   */
  Database begin(Layout layout);

  /**
   * Puts tables that {@link #begin} made in the place of the ones in force, which can still be
   * read.
   *
   * @param catchUp lets the new ones hold what the old ones do; nobody adds to these meanwhile
   * @return what is in force from now on: one of the two
   */
  Database replace(Database old, Database next, Runnable catchUp);

  /** Keeps other processes from taking the same turn, until it is closed. */
  default Turn turn(String what) {
    return () -> {};
  }

  /** A turn among processes. */
  @FunctionalInterface
  interface Turn extends AutoCloseable {
    @Override
    void close();
  }

  /** Throws away the one that isn't in force; who still reads it finishes. */
  void discard(Database gone);
}
