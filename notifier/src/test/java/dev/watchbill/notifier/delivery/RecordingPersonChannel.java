package dev.watchbill.notifier.delivery;

import dev.watchbill.schemas.Page;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;

/** A channel that keeps what it was given and answers as told; else it accepts. */
public final class RecordingPersonChannel implements PersonChannel {
  private final String name;
  private final List<Page> attempts = new CopyOnWriteArrayList<>();
  private final List<List<String>> summaries = new CopyOnWriteArrayList<>();
  private final Queue<Delivery> answers = new ArrayDeque<>();
  private final CountDownLatch released = new CountDownLatch(1);
  private Predicate<Page> hanging = page -> false;

  public RecordingPersonChannel(String name) {
    this.name = name;
  }

  public RecordingPersonChannel answering(Delivery... next) {
    answers.addAll(List.of(next));
    return this;
  }

  /** Holds such pages until released, or interrupted. */
  public RecordingPersonChannel hangingOn(Predicate<Page> pages) {
    hanging = pages;
    return this;
  }

  public void release() {
    released.countDown();
  }

  public List<Page> attempts() {
    return attempts;
  }

  public List<String> ids() {
    return attempts.stream().map(Page::getId).toList();
  }

  @Override
  public String name() {
    return name;
  }

  /** Ids of the pages that were told of together, a list each. */
  public List<List<String>> summaries() {
    return summaries;
  }

  @Override
  public Delivery sumUp(List<Page> pages) {
    summaries.add(pages.stream().map(Page::getId).toList());
    return answer("D1/summary");
  }

  @Override
  public Delivery deliver(Page page) {
    attempts.add(page);
    if (hanging.test(page)) {
      try {
        released.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Delivery.retryable("interrupted");
      }
    }
    return answer("D1/" + page.getId());
  }

  private Delivery answer(String ref) {
    synchronized (answers) {
      var answer = answers.poll();
      return answer == null ? Delivery.accepted(ref) : answer;
    }
  }
}
