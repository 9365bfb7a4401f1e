package dev.watchbill.ingest.heartbeat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * When nobody listened: what wasn't heard then isn't a sender's silence. Each is half-open; they
 * are in order and don't touch.
 */
public record Absences(List<Span> spans) {
  /** A crash loop makes many; beyond this the oldest two become one of their length. */
  private static final int MOST = 500;

  public static final Absences NONE = new Absences(List.of());

  /** One of them. */
  public record Span(Instant from, Instant until) {
    public Span {
      if (!from.isBefore(until)) {
        throw new IllegalArgumentException(
            "Expected an absence that ends after its start, but got %s to %s"
                .formatted(from, until));
      }
    }

    private Duration length() {
      return Duration.between(from, until);
    }
  }

  public Absences {
    spans = List.copyOf(spans);
  }

  /** One more, later than all before. */
  public Absences and(Instant from, Instant until) {
    var more = new ArrayList<>(spans);
    more.add(new Span(from, until));
    if (more.size() > MOST) {
      var oldest = more.removeFirst();
      var next = more.removeFirst();
      more.addFirst(new Span(next.from().minus(oldest.length()), next.until()));
    }
    return new Absences(more);
  }

  /** Those that may still matter to something heard since then. */
  public Absences since(Instant then) {
    return new Absences(spans.stream().filter(span -> span.until().isAfter(then)).toList());
  }

  /** The instant by which somebody has listened for that long since the start. */
  public Instant listenedFor(Instant start, Duration length) {
    var end = start.plus(length);
    for (var span : spans) {
      if (span.until().isAfter(start) && span.from().isBefore(end)) {
        var from = span.from().isAfter(start) ? span.from() : start;
        end = end.plus(Duration.between(from, span.until()));
      }
    }
    return end;
  }
}
