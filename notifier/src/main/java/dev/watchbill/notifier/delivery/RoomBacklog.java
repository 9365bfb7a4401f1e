package dev.watchbill.notifier.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is to be shown in one room, and what of it next. Of each incident only the newest state
 * waits. While all goes well a few are shown at once; after a failure one at a time; and once the
 * provider has asked to slow down, at the pace that chat providers allow one channel, until nothing
 * waits any more. What is open goes before what is over. Not thread safe.
 */
final class RoomBacklog {
  /** A message a second is what Slack and Teams take in one channel for long. */
  static final Duration PACE = Duration.ofSeconds(1);

  /** Others have got through: what waits for longer is worth another attempt. */
  static final Duration SOON = Duration.ofSeconds(30);

  /** Then it is said that something waits. */
  static final Duration LONG = Duration.ofMinutes(1);

  /** Longer than that nothing waits. */
  static final Duration LONGEST = Duration.ofDays(1);

  private static final int AT_ONCE = 4;

  private final Predicate<Wish> changes;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  /** Providers limit posts and changes apart: before these times none is to be made. */
  private final Map<Boolean, Instant> opens = new LinkedHashMap<>();

  private boolean troubled;
  private boolean limited;

  /** One incident in one place. */
  private static final class Entry {
    Wish wish;
    @Nullable Wish newer;
    boolean running;
    boolean told;
    int counted;
    int made;
    final Instant since;
    Instant come;
    Instant due;
    Instant tried = Instant.MIN;

    Entry(Wish wish, Instant now) {
      this.wish = wish;
      since = now;
      come = now;
      due = now;
    }

    void become(Wish next, Instant now) {
      wish = next;
      come = now;
    }
  }

  /**
   * @param changes whether a wish changes what is there; else it is the first of its kind
   */
  RoomBacklog(Predicate<Wish> changes) {
    this.changes = changes;
  }

  /** What is to be done. */
  sealed interface Next {
    /** Try this one. */
    record Begin(Wish wish) implements Next {}

    /** Say that this one waits, once. */
    record Tell(Wish wish) implements Next {}

    /** This one has waited too long; it is out. */
    record GiveUp(Wish wish, int made) implements Next {}

    /** Nothing before that time. */
    record Wait(Instant until) implements Next {}

    /** Nothing before something else ends. */
    record Busy() implements Next {}

    /** Nothing at all. */
    record Empty() implements Next {}
  }

  /**
   * Takes one in.
   *
   * @return one that is outdated now, this one or another
   */
  Optional<Wish> offer(Wish wish, Instant now) {
    var entry = entries.get(wish.key());
    if (entry == null) {
      entries.put(wish.key(), new Entry(wish, now));
      return Optional.empty();
    }
    var waiting = entry.newer != null ? entry.newer : entry.running ? null : entry.wish;
    var newest = waiting == null ? entry.wish : waiting;
    if (newest.seq() > wish.seq() && !newest.isAbandoned()) {
      return Optional.of(wish);
    }
    if (entry.running) {
      entry.newer = wish;
    } else {
      entry.become(wish, now);
    }
    return Optional.ofNullable(waiting);
  }

  Next next(Instant now) {
    entries.values().removeIf(entry -> !entry.running && entry.wish.isAbandoned());
    if (entries.isEmpty()) {
      return new Next.Empty();
    }
    var over = waiting().filter(entry -> !entry.come.plus(LONGEST).isAfter(now)).findFirst();
    if (over.isPresent()) {
      entries.remove(over.get().wish.key());
      return new Next.GiveUp(over.get().wish, over.get().made);
    }
    var untold =
        waiting().filter(entry -> !entry.told && !entry.since.plus(LONG).isAfter(now)).findFirst();
    if (untold.isPresent()) {
      untold.get().told = true;
      return new Next.Tell(untold.get().wish);
    }
    return begin(now);
  }

  private Next begin(Instant now) {
    var running = entries.size() - waiting().count();
    if (running >= (troubled ? 1 : AT_ONCE) || waiting().findAny().isEmpty()) {
      return new Next.Busy();
    }
    var best =
        waiting()
            .filter(entry -> !at(entry).isAfter(now))
            .min(
                Comparator.comparing((Entry entry) -> entry.wish.isOver())
                    .thenComparing(entry -> entry.due));
    if (best.isEmpty()) {
      return new Next.Wait(
          waiting().map(this::at).min(Comparator.naturalOrder()).orElse(now.plus(PACE)));
    }
    var entry = best.get();
    entry.running = true;
    entry.tried = now;
    if (limited) {
      opens.put(changes.test(entry.wish), now.plus(PACE));
    }
    return new Next.Begin(entry.wish);
  }

  /** How often one was tried, with and without those that don't count. */
  int tried(Wish wish, boolean counts) {
    var entry = entries.get(wish.key());
    if (entry == null) {
      return 1;
    }
    entry.made++;
    entry.counted += counts ? 1 : 0;
    return entry.counted;
  }

  int made(Wish wish) {
    var entry = entries.get(wish.key());
    return entry == null ? 0 : entry.made;
  }

  /**
   * One has its end result.
   *
   * @param well whether the provider took it
   */
  void settled(Wish wish, boolean well, Instant now) {
    var entry = entries.remove(wish.key());
    if (entry != null && entry.newer != null) {
      entries.put(wish.key(), new Entry(entry.newer, now));
    }
    if (well && troubled) {
      if (waiting().noneMatch(waiting -> !waiting.due.isAfter(now))) {
        troubled = false;
        limited = false;
      }
      back(now);
    }
  }

  /**
   * One is to be tried again.
   *
   * @return it, where a newer one has taken its place
   */
  Optional<Wish> failed(Wish wish, Duration pause, Instant now) {
    troubled = true;
    return again(wish, now.plus(pause), now);
  }

  /** The same, where the provider has asked to wait: that holds for all of its kind. */
  Optional<Wish> limited(Wish wish, Duration wait, Instant now) {
    troubled = true;
    limited = true;
    opens.merge(changes.test(wish), now.plus(wait), RoomBacklog::later);
    return again(wish, now, now);
  }

  /** The same, where the provider isn't asked at all for a while. */
  Optional<Wish> rested(Wish wish, Duration rest, Instant now) {
    troubled = true;
    for (var kind : new boolean[] {true, false}) {
      opens.merge(kind, now.plus(rest), RoomBacklog::later);
    }
    return again(wish, now, now);
  }

  /** Others get through there. */
  void back(Instant now) {
    waiting()
        .forEach(entry -> {
          var soon = later(now, entry.tried.equals(Instant.MIN) ? now : entry.tried.plus(SOON));
          entry.due = entry.due.isBefore(soon) ? entry.due : soon;
        });
  }

  /** Takes one out, unless it is being tried; whether it was there. */
  boolean drop(Wish wish) {
    var entry = entries.get(wish.key());
    if (entry == null) {
      return false;
    }
    if (wish.equals(entry.newer)) {
      entry.newer = null;
      return true;
    }
    return !entry.running && entry.wish.equals(wish) && entries.remove(wish.key(), entry);
  }

  private Optional<Wish> again(Wish wish, Instant due, Instant now) {
    var entry = entries.get(wish.key());
    if (entry == null) {
      return Optional.empty();
    }
    entry.running = false;
    entry.due = due;
    var newer = entry.newer;
    if (newer == null) {
      return Optional.empty();
    }
    entry.newer = null;
    entry.become(newer, now);
    return Optional.of(wish);
  }

  private Stream<Entry> waiting() {
    return entries.values().stream().filter(entry -> !entry.running);
  }

  private Instant at(Entry entry) {
    return later(entry.due, opens.getOrDefault(changes.test(entry.wish), Instant.MIN));
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
