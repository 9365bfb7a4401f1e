package dev.watchbill.rota;

import java.util.Arrays;

/**
 * Stretches of time in epoch milliseconds: sorted, disjoint, not touching, each with its start and
 * without its end.
 */
final class Spans {
  static final Spans NONE = new Spans(new long[0]);

  private final long[] edges;

  private Spans(long[] edges) {
    this.edges = edges;
  }

  static Spans of(long from, long to) {
    return from < to ? new Spans(new long[] {from, to}) : NONE;
  }

  int size() {
    return edges.length / 2;
  }

  boolean isEmpty() {
    return edges.length == 0;
  }

  long start(int index) {
    return edges[2 * index];
  }

  long end(int index) {
    return edges[2 * index + 1];
  }

  long firstStart() {
    return edges[0];
  }

  long lastEnd() {
    return edges[edges.length - 1];
  }

  /** All of it together, in milliseconds. */
  long length() {
    long sum = 0;
    for (int i = 0; i < size(); i++) {
      sum += end(i) - start(i);
    }
    return sum;
  }

  boolean contains(long at) {
    var place = Arrays.binarySearch(edges, at);
    return place >= 0 ? place % 2 == 0 : (-place - 1) % 2 == 1;
  }

  /** The end of the stretch {@code at} is in, or {@code at} when it is in none. */
  long endOfStretch(long at) {
    if (!contains(at)) {
      return at;
    }
    var place = Arrays.binarySearch(edges, at);
    return edges[place >= 0 ? place + 1 : -place - 1];
  }

  /** The part between two instants; costs what is in it, not what is outside. */
  Spans within(long from, long to) {
    if (isEmpty() || from >= to || (firstStart() >= from && lastEnd() <= to)) {
      return from >= to ? NONE : this;
    }
    var part = new Collector(4);
    for (int i = firstEndingAfter(from); i < size() && start(i) < to; i++) {
      part.add(Math.max(from, start(i)), Math.min(to, end(i)));
    }
    return part.spans();
  }

  private int firstEndingAfter(long at) {
    var place = Arrays.binarySearch(edges, at);
    return (place >= 0 ? place + 1 : -place - 1) / 2;
  }

  Spans and(Spans other) {
    var both = new Collector(edges.length + other.edges.length);
    for (int i = 0, j = 0; i < size() && j < other.size(); ) {
      both.add(Math.max(start(i), other.start(j)), Math.min(end(i), other.end(j)));
      if (end(i) < other.end(j)) {
        i++;
      } else {
        j++;
      }
    }
    return both.spans();
  }

  Spans or(Spans other) {
    var all = new Collector(edges.length + other.edges.length);
    for (int i = 0, j = 0; i < size() || j < other.size(); ) {
      if (j == other.size() || (i < size() && start(i) <= other.start(j))) {
        all.add(start(i), end(i++));
      } else {
        all.add(other.start(j), other.end(j++));
      }
    }
    return all.spans();
  }

  Spans minus(Spans other) {
    var rest = new Collector(edges.length + other.edges.length);
    int j = 0;
    for (int i = 0; i < size(); i++) {
      var from = start(i);
      while (j < other.size() && other.end(j) <= from) {
        j++;
      }
      for (int next = j; next < other.size() && other.start(next) < end(i); next++) {
        rest.add(from, other.start(next));
        from = Math.max(from, other.end(next));
      }
      rest.add(from, end(i));
    }
    return rest.spans();
  }

  /** Gathers stretches in the order of their starts, joining those that meet. */
  static final class Collector {
    private long[] edges;
    private int used;

    Collector(int expected) {
      edges = new long[Math.max(4, expected)];
    }

    /** Adds a stretch that starts no earlier than the last one added; an empty one is ignored. */
    void add(long from, long to) {
      if (from >= to) {
        return;
      }
      if (used > 0 && from <= edges[used - 1]) {
        edges[used - 1] = Math.max(edges[used - 1], to);
        return;
      }
      if (used == edges.length) {
        edges = Arrays.copyOf(edges, 2 * used);
      }
      edges[used++] = from;
      edges[used++] = to;
    }

    Spans spans() {
      return used == 0 ? NONE : new Spans(Arrays.copyOf(edges, used));
    }
  }
}
