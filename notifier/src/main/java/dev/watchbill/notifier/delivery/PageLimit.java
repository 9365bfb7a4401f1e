package dev.watchbill.notifier.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;

/**
 * How many messages one person gets in a minute over one channel. Each takes a slot, which is free
 * again a minute later. Whoever finds none waits; when one is free, a single message tells of all
 * who wait.
 */
public final class PageLimit {
  /** The time that a limit is for. */
  static final Duration WINDOW = Duration.ofMinutes(1);

  private final IntSupplier most;
  private final Duration window;
  private final Map<String, Slots> people = new HashMap<>();

  /** What one person was sent, by what it was, oldest first; and who waits to be told of. */
  private static final class Slots {
    final Map<String, Instant> sent = new LinkedHashMap<>();
    final List<Waiting> waiting = new ArrayList<>();
  }

  /** When a page goes out. */
  sealed interface Turn {
    /** At once, by itself. */
    record Now() implements Turn {}

    /** When a slot is free, with all others that wait then. */
    record Later(Instant at) implements Turn {}
  }

  PageLimit(IntSupplier most, Duration window) {
    this.most = most;
    this.window = window;
  }

  /**
   * So many in a minute.
   *
   * @param most asked for each page, as a roster may change it; less than 1 counts as 1
   */
  public static PageLimit perMinute(IntSupplier most) {
    return new PageLimit(most, WINDOW);
  }

  /** For channels that interrupt nobody. */
  public static PageLimit none() {
    return perMinute(() -> Integer.MAX_VALUE);
  }

  /** Takes a slot for a page, or lets it wait for one. */
  synchronized Turn enter(Waiting page, Instant now) {
    var slots = slots(page.person());
    forget(slots, now);
    if (slots.waiting.isEmpty() && slots.sent.size() < limit()) {
      slots.sent.put(page.id(), now);
      return new Turn.Now();
    }
    slots.waiting.add(page);
    return new Turn.Later(opens(slots, now));
  }

  /** The message wasn't delivered: its slot is free. */
  synchronized void giveBack(String person, String what) {
    slots(person).sent.remove(what);
  }

  /** Takes note of a message that was sent before: by this process, or the one before it. */
  synchronized void remember(String person, String what, Instant at) {
    slots(person).sent.putIfAbsent(what, at);
  }

  /**
   * A page waits no longer.
   *
   * @return false: it is being told of already
   */
  synchronized boolean leave(Waiting page) {
    return slots(page.person()).waiting.remove(page);
  }

  /**
   * Takes a slot for all who wait for this page's person.
   *
   * @return them, in the order they came; empty if the page is being told of already
   */
  synchronized List<Waiting> speakFor(Waiting page, Instant now) {
    var slots = slots(page.person());
    if (!slots.waiting.contains(page)) {
      return List.of();
    }
    var all = List.copyOf(slots.waiting);
    slots.waiting.clear();
    slots.sent.put(nameOf(all), now);
    return all;
  }

  /** What a message about these is called; of one page, its id. */
  static String nameOf(Collection<Waiting> pages) {
    return pages.iterator().next().id();
  }

  private Slots slots(String person) {
    return people.computeIfAbsent(person, p -> new Slots());
  }

  private int limit() {
    return Math.max(1, most.getAsInt());
  }

  private void forget(Slots slots, Instant now) {
    slots.sent.values().removeIf(at -> !at.plus(window).isAfter(now));
  }

  /** When so many of the newest are left that one more is within the limit. */
  private Instant opens(Slots slots, Instant now) {
    var oldestFirst = slots.sent.values().stream().sorted().toList();
    var tooMany = oldestFirst.size() - limit();
    return tooMany < 0 ? now : oldestFirst.get(tooMany).plus(window);
  }
}
