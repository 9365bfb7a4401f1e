package dev.watchbill.notifier.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Works off what is to be shown in one room; where nothing is, it has no thread. */
final class RoomQueue {
  private final ExecutorService threads;
  private final Work work;
  private final RoomBacklog backlog;
  private final Semaphore bell = new Semaphore(0);
  private boolean driven;
  private volatile boolean closed;

  /** Whoever does what the backlog asks for; each may take a while, and is told of with a wish. */
  record Work(
      BiConsumer<RoomQueue, Wish> begin,
      Consumer<Wish> tell,
      GivingUp giveUp,
      Consumer<Wish> outdated) {}

  /** Ends what has waited too long. */
  @FunctionalInterface
  interface GivingUp {
    void accept(Wish wish, int made);
  }

  RoomQueue(ExecutorService threads, Predicate<Wish> changes, Work work) {
    this.threads = threads;
    this.work = work;
    backlog = new RoomBacklog(changes);
  }

  void offer(Wish wish) {
    Optional<Wish> outdated;
    boolean starts;
    synchronized (this) {
      outdated = backlog.offer(wish, now());
      starts = !driven;
      driven = true;
    }
    outdated.ifPresent(work.outdated());
    if (starts) {
      threads.execute(this::drive);
    } else {
      bell.release();
    }
  }

  synchronized int tried(Wish wish, boolean counts) {
    return backlog.tried(wish, counts);
  }

  synchronized int made(Wish wish) {
    return backlog.made(wish);
  }

  void settled(Wish wish, boolean well) {
    synchronized (this) {
      backlog.settled(wish, well, now());
    }
    bell.release();
  }

  void failed(Wish wish, Duration pause) {
    Optional<Wish> outdated;
    synchronized (this) {
      outdated = backlog.failed(wish, pause, now());
    }
    again(outdated);
  }

  void limited(Wish wish, Duration wait) {
    Optional<Wish> outdated;
    synchronized (this) {
      outdated = backlog.limited(wish, wait, now());
    }
    again(outdated);
  }

  void rested(Wish wish, Duration rest) {
    Optional<Wish> outdated;
    synchronized (this) {
      outdated = backlog.rested(wish, rest, now());
    }
    again(outdated);
  }

  private void again(Optional<Wish> outdated) {
    outdated.ifPresent(work.outdated());
    bell.release();
  }

  /** Others get through there. */
  void back() {
    synchronized (this) {
      backlog.back(now());
    }
    bell.release();
  }

  /** Whether it was there, and not being tried. */
  synchronized boolean drop(Wish wish) {
    return backlog.drop(wish);
  }

  void close() {
    closed = true;
    bell.release();
  }

  private void drive() {
    try {
      while (!closed) {
        RoomBacklog.Next next;
        synchronized (this) {
          next = backlog.next(now());
          driven = !(next instanceof RoomBacklog.Next.Empty);
        }
        switch (next) {
          case RoomBacklog.Next.Begin begin ->
              threads.execute(() -> work.begin().accept(this, begin.wish()));
          case RoomBacklog.Next.Tell tell -> threads.execute(() -> work.tell().accept(tell.wish()));
          case RoomBacklog.Next.GiveUp over ->
              threads.execute(() -> work.giveUp().accept(over.wish(), over.made()));
          case RoomBacklog.Next.Wait wait -> rest(Duration.between(now(), wait.until()));
          case RoomBacklog.Next.Busy _ -> rest(RoomBacklog.LONG);
          case RoomBacklog.Next.Empty _ -> {
            return;
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Not longer than until it may have to be said that something waits. */
  private void rest(Duration wait) throws InterruptedException {
    var most = wait.compareTo(RoomBacklog.LONG) < 0 ? wait : RoomBacklog.LONG;
    if (bell.tryAcquire(Math.max(1, most.toMillis()), TimeUnit.MILLISECONDS)) {
      bell.drainPermits();
    }
  }

  /** Time that nobody sets. */
  private static Instant now() {
    return Instant.EPOCH.plusNanos(System.nanoTime());
  }
}
