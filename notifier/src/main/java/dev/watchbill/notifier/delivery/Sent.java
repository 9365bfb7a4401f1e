package dev.watchbill.notifier.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A message to one person.
 *
 * @param at when it took a slot; {@code Instant.MIN}: it took none, being a test
 * @param engaged until when it may engage the line; {@code Instant.MIN}: it has ended
 * @param calls how many attempts may still ring: the answer to one may be lost, and the next one
 *     rings as well
 */
record Sent(Instant at, Instant engaged, int calls, Set<String> services, Set<String> pages) {
  static Sent of(List<Waiting> all, Instant at, Instant engaged) {
    return new Sent(
        at,
        engaged,
        0,
        set(all.stream().map(Waiting::service)),
        set(all.stream().map(Waiting::id)));
  }

  static Sent test(Waiting page, Instant engaged) {
    return new Sent(Instant.MIN, engaged, 0, Set.of(), Set.of(page.id()));
  }

  Sent until(Instant engaged) {
    return new Sent(at, engaged, calls, services, pages);
  }

  /** One more attempt begins. */
  Sent begun(Instant engaged) {
    return new Sent(at, engaged, calls + 1, services, pages);
  }

  /** One attempt has come to its end. */
  Sent ended() {
    return new Sent(at, calls > 1 ? engaged : Instant.MIN, Math.max(0, calls - 1), services, pages);
  }

  boolean hasEnded() {
    return engaged.equals(Instant.MIN);
  }

  boolean isTest() {
    return at.equals(Instant.MIN);
  }

  boolean isOver(Duration window, Instant now) {
    return !at.plus(window).isAfter(now) && !engaged.isAfter(now);
  }

  Sent with(Sent other) {
    return new Sent(at, engaged, calls, union(services, other.services), union(pages, other.pages));
  }

  private static Set<String> union(Collection<String> some, Collection<String> more) {
    return set(Stream.concat(some.stream(), more.stream()));
  }

  private static Set<String> set(Stream<String> all) {
    return all.collect(Collectors.toUnmodifiableSet());
  }
}
