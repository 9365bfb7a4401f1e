package dev.watchbill.notifier.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.function.UnaryOperator;

/**
 * How many messages one person gets in a minute over one channel. Each takes a slot, which is free
 * again a minute later. Whoever finds none waits; when one is free, a single message tells of all
 * who wait. One slot of three or more is kept for a service the person wasn't told of in that
 * minute, whose page passes those who wait: a quiet service's first page is not behind a storm's.
 * Where a message engages a line, the next one waits for its end, too, but not too long; what is
 * urgent is told first, and the rest with the next one.
 */
public final class PageLimit {
  /** With fewer slots than that none can be spared. */
  private static final int ENOUGH_TO_KEEP_ONE = 3;

  /** The time that a limit is for. */
  static final Duration WINDOW = Duration.ofMinutes(1);

  private final IntSupplier most;
  private final Duration window;
  private final Line line;
  private final Map<String, Slots> people = new HashMap<>();

  /** What one person was sent, by what it was, oldest first; and who waits to be told of. */
  private static final class Slots {
    final Map<String, Sent> sent = new LinkedHashMap<>();

    /** And when a slot is free for each at the latest. */
    final Map<Waiting, Instant> waiting = new LinkedHashMap<>();

    boolean knows(String service) {
      return sent.values().stream().anyMatch(one -> one.services().contains(service))
          || waiting.keySet().stream().anyMatch(one -> one.service().equals(service));
    }

    void wakeAll() {
      waiting.keySet().forEach(one -> one.errand().wake());
    }
  }

  /** When a page goes out. */
  sealed interface Turn {
    /** At once, by itself. */
    record Now() implements Turn {}

    /** When a slot is free, with all others that wait then. */
    record Later(Instant at) implements Turn {}
  }

  /** Whose turn it is to speak. */
  sealed interface Floor {
    /**
     * Tells of these now.
     *
     * @param all in the order they came; empty: the page is being told of already
     */
    record Given(List<Waiting> all) implements Floor {}

    /** Asks again then, or when it is woken. */
    record NotYet(Instant until) implements Floor {}
  }

  PageLimit(IntSupplier most, Duration window) {
    this(most, window, Line.NONE);
  }

  PageLimit(IntSupplier most, Duration window, Line line) {
    this.most = most;
    this.window = window;
    this.line = line;
  }

  /**
   * So many in a minute.
   *
   * @param most asked for each page, as a roster may change it; less than 1 counts as 1
   */
  public static PageLimit perMinute(IntSupplier most) {
    return new PageLimit(most, WINDOW);
  }

  /** The same, one after the other. */
  public PageLimit over(Line engaged) {
    return new PageLimit(most, window, engaged);
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
    var passes = isFirst && limit() >= ENOUGH_TO_KEEP_ONE && givesWayToNone(slots, page, now);
    var free = free(slots, page, now);
    if ((slots.waiting.isEmpty() || passes)
        && !free.isAfter(now)
        && filled(slots, now).size() < (isFirst ? limit() : mostOfOne())) {
      slots.sent.put(page.id(), Sent.of(List.of(page), now, now.plus(line.engaged())));
      return new Turn.Now();
    }
    var opens = opens(slots, now);
    slots.waiting.put(page, opens);
    return new Turn.Later(later(opens, free));
  }

  /** Takes note of a page that needs no slot, but engages the line. */
  synchronized void besides(Waiting page, Instant now) {
    if (!line.isNone()) {
      var slots = slots(page.person());
      forget(slots, now);
      slots.sent.put(page.id(), Sent.test(page, now.plus(line.engaged())));
    }
  }

  /** An attempt begins, which may ring even if no answer comes. */
  synchronized void engage(String person, String what, Instant now) {
    change(person, what, now, one -> one.begun(now.plus(line.engaged())));
  }

  /** The message was taken: it engages the line from now on, unless it has ended already. */
  synchronized void taken(String person, String what, Instant now) {
    change(person, what, now, one -> one.hasEnded() ? one : one.until(now.plus(line.engaged())));
  }

  private void change(String person, String what, Instant now, UnaryOperator<Sent> change) {
    if (!line.isNone()) {
      // Whatever took so long that its slot is free again.
      var old = new Sent(now.minus(window), now, 0, Set.of(), Set.of(what));
      var sent = slots(person).sent;
      sent.put(what, change.apply(sent.getOrDefault(what, old)));
    }
  }

  /** The message wasn't delivered: its slot is free. */
  synchronized void giveBack(String person, String what) {
    var slots = slots(person);
    slots.sent.remove(what);
    slots.wakeAll();
  }

  /**
   * A message has come to its end: the line is free.
   *
   * @param page one that it told of
   */
  public synchronized void ended(String person, String page) {
    var slots = slots(person);
    slots.sent.replaceAll((name, one) -> one.pages().contains(page) ? one.ended() : one);
    slots.wakeAll();
  }

  /** Takes note of a message that was sent before: by this process, or the one before it. */
  synchronized void remember(String person, String what, String page, String service, Instant at) {
    var slots = slots(person);
    forget(slots, at);
    var sent = new Sent(at, at.plus(line.engaged()), 0, Set.of(service), Set.of(page));
    slots.sent.merge(what, sent, Sent::with);
  }

  /**
   * A page waits no longer.
   *
   * @return false: it is being told of already
   */
  synchronized boolean leave(Waiting page) {
    var slots = slots(page.person());
    var waited = slots.waiting.remove(page) != null;
    if (waited && !line.isNone()) {
      // The rest may have let it go first.
      slots.wakeAll();
    }
    return waited;
  }

  /** Takes a slot for all who wait for this page's person, or for those of them who go first. */
  synchronized Floor speakFor(Waiting page, Instant now) {
    var slots = slots(page.person());
    var promised = slots.waiting.get(page);
    if (promised == null) {
      return new Floor.Given(List.of());
    }
    var opens = opens(slots, now);
    var until = later(opens.isBefore(promised) ? opens : promised, free(slots, page, now));
    if (until.isAfter(now)) {
      return new Floor.NotYet(until);
    }
    var all = first(slots, now);
    if (!all.contains(page)) {
      // The line and a slot are free: they needn't wait for what they were promised.
      all.forEach(one -> {
        slots.waiting.put(one, now);
        one.errand().wake();
      });
      var next = now.plus(line.engaged());
      var latest = line.latest(page.page());
      return new Floor.NotYet(next.isBefore(latest) ? next : latest);
    }
    all.forEach(slots.waiting::remove);
    slots.sent.put(nameOf(all), Sent.of(all, now, now.plus(line.engaged())));
    return new Floor.Given(all);
  }

  /** What can wait takes no line that somebody waits for who can't. */
  private boolean givesWayToNone(Slots slots, Waiting page, Instant now) {
    return line.goesFirst(page.page(), now)
        || slots.waiting.keySet().stream().noneMatch(one -> line.goesFirst(one.page(), now));
  }

  private List<Waiting> first(Slots slots, Instant now) {
    var all = List.copyOf(slots.waiting.keySet());
    var first = all.stream().filter(one -> line.goesFirst(one.page(), now)).toList();
    return first.isEmpty() ? all : first;
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
    slots.sent.values().removeIf(one -> one.isOver(window, now));
  }

  /** When the slots that are taken now were, oldest first. */
  private List<Instant> filled(Slots slots, Instant now) {
    return slots.sent.values().stream()
        .map(Sent::at)
        .filter(at -> at.plus(window).isAfter(now))
        .sorted()
        .toList();
  }

  /** When the line is, or a page can't wait for it any longer. */
  private Instant free(Slots slots, Waiting page, Instant now) {
    if (line.isNone()) {
      // Another may have looked at the clock later than this one, and come first.
      return now;
    }
    var free = engaged(slots, false, now);
    var test = engaged(slots, true, now);
    return later(
        free.isAfter(now) ? line.opens(page.page(), free, now) : now,
        test.isAfter(now) ? line.opensAfterTest(page.page(), test, now) : now);
  }

  private static Instant engaged(Slots slots, boolean byTests, Instant now) {
    return slots.sent.values().stream()
        .filter(one -> one.isTest() == byTests)
        .map(Sent::engaged)
        .reduce(now, PageLimit::later);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** When so many of the newest are left that one more is within the limit. */
  private Instant opens(Slots slots, Instant now) {
    var oldestFirst = filled(slots, now);
    var tooMany = oldestFirst.size() - mostOfOne();
    return tooMany < 0 ? now : oldestFirst.get(tooMany).plus(window);
  }
}
