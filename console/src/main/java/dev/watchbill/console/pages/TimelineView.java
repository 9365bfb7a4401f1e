package dev.watchbill.console.pages;

import dev.watchbill.console.readmodel.questions.Shifts.Published;
import dev.watchbill.console.schedules.Bars.Bar;
import dev.watchbill.console.schedules.Window;
import dev.watchbill.schemas.text.Counted;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Shifts as a calendar shows them.
 *
 * @param span day, fortnight or month
 * @param base address of this page, without its query
 * @param keep what of the query stays when the window moves, such as {@code &team=payments}
 * @param rows in the order shown
 */
public record TimelineView(
    Window window,
    String span,
    String base,
    String keep,
    List<Row> rows,
    People people,
    Map<String, Integer> colours) {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEE d MMM", Locale.ENGLISH);
  private static final int COLOURS = 8;
  private static final double ROOM_FOR_NAME = 9;
  private static final double ROOM_FOR_INITIALS = 3.1;
  private static final double ROOM_ON_A_PHONE = 6.5;

  /**
   * One schedule, or one layer of it.
   *
   * @param href where it leads; null: nowhere
   * @param unplanned from when on nothing is planned; null: all is
   */
  public record Row(
      String title,
      String subtitle,
      @Nullable String href,
      List<Bar> bars,
      List<Bar> gaps,
      @Nullable Bar unplanned) {}

  /** A colour each person, the same in all rows. */
  public static Map<String, Integer> colours(List<Row> rows) {
    var colours = new HashMap<String, Integer>();
    rows.stream()
        .flatMap(row -> row.bars().stream())
        .map(Bar::shift)
        .filter(java.util.Objects::nonNull)
        .forEach(shift -> colours.putIfAbsent(shift.who(), colours.size() % COLOURS));
    return Map.copyOf(colours);
  }

  /** A bar's class. */
  public String colour(Published shift) {
    return "p" + colours.getOrDefault(shift.who(), 0) + (shift.shadow() ? " shadow" : "");
  }

  /** Percent, as SVG takes it. */
  public static String pc(double percent) {
    return String.format(Locale.ROOT, "%.3f%%", percent);
  }

  /** What a bar has room for on a wide screen; empty: nothing. */
  public String label(Bar bar, Published shift) {
    return bar.width() >= ROOM_FOR_NAME ? people.name(shift.who()) : initials(bar, shift);
  }

  /** What it has room for on a phone; empty: nothing. */
  public String narrow(Bar bar, Published shift) {
    return bar.width() < ROOM_ON_A_PHONE ? "" : initials(bar, shift);
  }

  private String initials(Bar bar, Published shift) {
    return bar.width() < ROOM_FOR_INITIALS
        ? ""
        : java.util.Arrays.stream(people.name(shift.who()).split("\\s+"))
            .filter(word -> !word.isEmpty())
            .limit(2)
            .map(word -> word.substring(0, 1))
            .collect(Collectors.joining());
  }

  /** {@code Thu 26 Nov to Wed 9 Dec}. */
  public String heading() {
    var last = window.from().plusDays(window.days() - 1L);
    return window.days() == 1
        ? DAY.format(window.from())
        : DAY.format(window.from()) + " to " + DAY.format(last);
  }

  /** The address of another window. */
  public String address(String otherSpan, LocalDate from) {
    return base + "?span=" + otherSpan + "&from=" + from + keep;
  }

  public String before() {
    return address(span, window.from().minusDays(window.days()));
  }

  public String after() {
    return address(span, window.from().plusDays(window.days()));
  }

  /** Where now is; negative: not in the window. */
  public double nowX() {
    var now = people.now();
    return now.isBefore(window.start()) || !now.isBefore(window.end()) ? -1 : window.x(now);
  }

  /** Changes of the clocks in the window. */
  public List<Window.Day> changes() {
    return window.axis().stream().filter(day -> day.change() != null).toList();
  }

  /** A row in words, for who can't see it. */
  public String words(Row row, Times times) {
    var shifts =
        row.bars().stream()
            .limit(6)
            .map(bar -> words(bar, times))
            .collect(Collectors.joining("; "));
    var gaps = row.gaps().isEmpty() ? "" : "; " + Counted.of(row.gaps().size(), "gap");
    return row.title() + ": " + (shifts.isEmpty() ? "nobody" : shifts) + gaps;
  }

  private String words(Bar bar, Times times) {
    var shift = bar.shift();
    return (shift == null ? "nobody" : people.name(shift.who()))
        + " "
        + times.clock(bar.start())
        + " to "
        + times.clock(bar.end());
  }

  /** {@code Mon 14:30 Kolkata}: an instant by somebody's own clock. */
  public String theirs(String who, Instant at) {
    var zone = people.zone(who);
    return new Times(zone, people.now()).clock(at) + " " + People.place(zone);
  }

  /** Whether somebody's clock differs from the page's then. */
  public boolean differs(String who, Instant at) {
    return !people
        .zone(who)
        .getRules()
        .getOffset(at)
        .equals(window.zone().getRules().getOffset(at));
  }
}
