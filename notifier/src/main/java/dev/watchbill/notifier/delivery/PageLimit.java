package dev.watchbill.notifier.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How many messages one person gets in a minute over one channel. Each takes a slot, which is free
 * again a minute later. Whoever finds none waits; when one is free, a single message tells of all
 * who wait. One slot of three or more is kept for a service the person wasn't told of in that
 * minute, whose page passes those who wait: a quiet service's first page is not behind a storm's.
 * Where a message keeps a line busy, the next one waits for it, too.
 */
public final class PageLimit {
  /** With fewer slots than that none can be spared. */
  private static final int ENOUGH_TO_KEEP_ONE = 3;

  /** The time that a limit is for. */
  static final Duration WINDOW = Duration.ofMinutes(1);

  private final IntSupplier most;
  private final Duration window;
  private final Duration busy;
  private final Map<String, Slots> people = new HashMap<>();

  /** What one person was sent, by what it was, oldest first; and who waits to be told of. */
  private static final class Slots {
    final Map<String, Sent> sent = new LinkedHashMap<>();
    final List<Waiting> waiting = new ArrayList<>();

    boolean knows(String service) {
      return sent.values().stream().anyMatch(one -> one.services().contains(service))
          || waiting.stream().anyMatch(one -> one.service().equals(service));
    }
  }

  private record Sent(Instant at, Set<String> services) {}

  /** When a page goes out. */
  sealed interface Turn {
    /** At once, by itself. */
    record Now() implements Turn {}

    /** When a slot is free, with all others that wait then. */
    record Later(Instant at) implements Turn {}
  }

  PageLimit(IntSupplier most, Duration window) {
    this(most, window, Duration.ZERO);
  }

  private PageLimit(IntSupplier most, Duration window, Duration busy) {
    this.most = most;
    this.window = window;
    this.busy = busy;
  }

  /**
   * So many in a minute.
   *
   * @param most asked for each page, as a roster may change it; less than 1 counts as 1
   */
  public static PageLimit perMinute(IntSupplier most) {
    return new PageLimit(most, WINDOW);
  }

  /**
   * The same, one after the other.
   *
   * @param time for which each keeps the line busy
   */
  public PageLimit apart(Duration time) {
    return new PageLimit(most, window, time);
  }

  /** For channels that interrupt nobody. */
  public static PageLimit none() {
    return perMinute(() -> Integer.MAX_VALUE);
  }

  /** Takes a slot for a page, or lets it wait for one. */
  synchronized Turn enter(Waiting page, Instant now) {
    var slots = slots(page.person());
    forget(slots, now);
    var isFirst = !slots.knows(page.service());
    var passes = isFirst && limit() >= ENOUGH_TO_KEEP_ONE;
    var free = free(slots, now);
    if ((slots.waiting.isEmpty() || passes)
        && !free.isAfter(now)
        && filled(slots, now).size() < (isFirst ? limit() : mostOfOne())) {
      slots.sent.put(page.id(), new Sent(now, Set.of(page.service())));
      return new Turn.Now();
    }
    slots.waiting.add(page);
    var opens = opens(slots, now);
    return new Turn.Later(opens.isAfter(free) ? opens : free);
  }

  /** The message wasn't delivered: its slot is free. */
  synchronized void giveBack(String person, String what) {
    slots(person).sent.remove(what);
  }

  /** Takes note of a message that was sent before: by this process, or the one before it. */
  synchronized void remember(String person, String what, String service, Instant at) {
    slots(person)
        .sent
        .merge(
            what,
            new Sent(at, Set.of(service)),
            (one, other) -> new Sent(one.at(), union(one.services(), other.services())));
  }

  private static Set<String> union(Set<String> some, Set<String> more) {
    return Stream.concat(some.stream(), more.stream()).collect(Collectors.toUnmodifiableSet());
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
    var services = all.stream().map(Waiting::service).collect(Collectors.toUnmodifiableSet());
    slots.sent.put(nameOf(all), new Sent(now, services));
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

  /** How many slots the services a person was told of may fill. */
  private int mostOfOne() {
    return limit() < ENOUGH_TO_KEEP_ONE ? limit() : limit() - 1;
  }

  private void forget(Slots slots, Instant now) {
    var longest = window.compareTo(busy) > 0 ? window : busy;
    slots.sent.values().removeIf(one -> !one.at().plus(longest).isAfter(now));
  }

  /** When the slots that are taken now were, oldest first. */
  private List<Instant> filled(Slots slots, Instant now) {
    return slots.sent.values().stream()
        .map(Sent::at)
        .filter(at -> at.plus(window).isAfter(now))
        .sorted()
        .toList();
  }

  /** When the line is. */
  private Instant free(Slots slots, Instant now) {
    if (busy.isZero()) {
      // Another may have looked at the clock later than this one, and come first.
      return now;
    }
    return slots.sent.values().stream()
        .map(one -> one.at().plus(busy))
        .reduce(now, (one, other) -> one.isAfter(other) ? one : other);
  }

  /** When so many of the newest are left that one more is within the limit. */
  private Instant opens(Slots slots, Instant now) {
    var oldestFirst = filled(slots, now);
    var tooMany = oldestFirst.size() - mostOfOne();
    return tooMany < 0 ? now : oldestFirst.get(tooMany).plus(window);
  }
}
