package dev.watchbill.console.readmodel;

/**
 * Where a read model is kept, and how a new one takes the place of the one in force. Until that
 * moment the old one is asked; a process that dies before it leaves the old one.
 */
interface Store {
  /** The tables in force; made empty where there are none, or none of this layout. */
  Database open(Layout layout);

  /**
   * Empty tables beside the ones in force. What an earlier attempt left is thrown away.
   *
   * @throws IllegalStateException if another process is at it
   */
  Database begin(Layout layout);

  /** Puts tables that {@link #begin} made in force; the old ones can still be read. */
  void complete(Database old, Database next);

  /** Throws away tables that are no longer in force; who still reads them finishes. */
  void discard(Database old);
}
