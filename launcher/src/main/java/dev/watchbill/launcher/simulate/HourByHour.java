package dev.watchbill.launcher.simulate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** Lines of one play, handed on when an hour is over: none of an earlier time follows. */
final class HourByHour {
  private static final Duration HOUR = Duration.ofHours(1);

  private final Consumer<Hour> to;
  private List<Placed> lines = new ArrayList<>();
  private Instant end;

  HourByHour(Instant start, Consumer<Hour> to) {
    this.to = to;
    end = start.plus(HOUR);
  }

  /**
   * A line and where it stands among others of its time.
   *
   * @param group of services that have to do with each other
   */
  record Placed(String group, Line line) {
    /** By time; at one instant by group, and within one as they happened. */
    static final Comparator<Placed> ORDER =
        Comparator.<Placed, Instant>comparing(placed -> placed.line().at())
            .thenComparing(Placed::group);
  }

  /**
   * Lines of one hour, as they happened.
   *
   * @param isLast whether the play is over
   */
  record Hour(List<Placed> lines, boolean isLast) {}

  void add(String group, Line line) {
    while (!line.at().isBefore(end)) {
      hand(false);
      end = end.plus(HOUR);
    }
    lines.add(new Placed(group, line));
  }

  /** The play is over. */
  void close() {
    hand(true);
  }

  private void hand(boolean isLast) {
    to.accept(new Hour(lines, isLast));
    lines = new ArrayList<>();
  }
}
