package dev.watchbill.notifier.delivery;

import dev.watchbill.schemas.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A person's line: while it is engaged, another message would find it taken. How long a page waits
 * for it is bounded: it must be tried well before its receipt is due or its step is over.
 *
 * @param engaged how long one message may engage it, where its end isn't heard
 * @param receiptPatience after which a page without a receipt counts as failed
 */
public record Line(Duration engaged, Supplier<Duration> receiptPatience) {
  /** For channels whose messages don't meet. */
  static final Line NONE = new Line(Duration.ZERO, () -> Duration.ZERO);

  /** An attempt takes up to ten seconds, and a phone must ring. */
  private static final Duration MARGIN = Duration.ofSeconds(20);

  /** Sooner than that after the one before no message is sent, as nobody could take both. */
  private static final Duration APART = Duration.ofSeconds(10);

  boolean isNone() {
    return engaged.isZero();
  }

  /** When a page waits no longer for the line, engaged or not. */
  Instant latest(Page page) {
    var patience = receiptPatience.get();
    var wait = isUrgent(page) ? patience.dividedBy(2) : patience.minus(MARGIN);
    return Stream.of(page.getPatienceUntil(), page.getNotAfter())
        .flatMap(end -> Optional.ofNullable(end).stream())
        .map(end -> end.minus(MARGIN))
        .reduce(page.getAt().plus(wait), (one, other) -> one.isBefore(other) ? one : other);
  }

  /**
   * When a page may be told of.
   *
   * @param until when the line may be engaged, after {@code now}
   */
  Instant opens(Page page, Instant until, Instant now) {
    var bounds = Stream.of(now, latest(page), until.minus(engaged).plus(APART));
    var latest = bounds.max(Comparator.naturalOrder()).orElse(until);
    return latest.isBefore(until) ? latest : until;
  }

  /**
   * The same while a test may engage the line. However many tests there are, no page waits longer
   * than it can, and what is urgent for no longer than nobody could take both.
   */
  Instant opensAfterTest(Page page, Instant until, Instant now) {
    var free = isUrgent(page) ? until.minus(engaged).plus(APART) : until;
    var latest = latest(page);
    return free.isBefore(latest) ? free : latest.isBefore(now) ? now : latest;
  }

  /** Whether a page is told of before those that can wait: the next message comes too late. */
  boolean goesFirst(Page page, Instant now) {
    return isNone() || isUrgent(page) || !latest(page).isAfter(now.plus(APART));
  }

  private static boolean isUrgent(Page page) {
    return page.getIncident().getUrgency().equals("high");
  }
}
