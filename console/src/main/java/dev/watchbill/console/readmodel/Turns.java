package dev.watchbill.console.readmodel;

import dev.watchbill.console.readmodel.store.Store;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Lets one at a time read something, change it, and wait until the change can be read: of all
 * threads here, and of all consoles that share the database.
 */
public final class Turns {
  private final Store store;
  private final ReentrantLock[] here =
      IntStream.range(0, 64).mapToObj(_ -> new ReentrantLock()).toArray(ReentrantLock[]::new);

  Turns(Store store) {
    this.store = store;
  }

  /**
   * Does something while nobody else does anything to the same.
   *
   * @param what it is done to
   */
  public <T> T of(String what, Supplier<T> doing) {
    var lock = here[Math.floorMod(what.hashCode(), here.length)];
    lock.lock();
    try (var _ = store.turn(what)) {
      return doing.get();
    } finally {
      lock.unlock();
    }
  }
}
