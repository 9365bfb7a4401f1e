package dev.watchbill.console.api;

import dev.watchbill.schemas.HoursWindow;
import dev.watchbill.schemas.NotifyRule;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A person's rules and quiet hours, as they are written: {@code slack, sms 1m, call 3m} and {@code
 * mon,tue 22:00-07:00}. Each method throws {@link IllegalArgumentException} with one sentence.
 */
public final class Rules {
  private static final Set<String> CHANNELS =
      Set.of("inbox", "slack", "teams", "email", "sms", "call", "push");
  private static final Set<String> DAYS = Set.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
  private static final Pattern LENGTH = Pattern.compile("([0-9]{1,5})(s|m|h)");
  private static final Duration LONGEST = Duration.ofDays(1);
  private static final int MOST = 10;

  private Rules() {}

  /** Rules separated by commas, each a channel and how long after the page is decided. */
  public static List<NotifyRule> parse(String text) {
    return checked(
        Arrays.stream(text.split(",", -1))
            .map(String::strip)
            .filter(rule -> !rule.isEmpty())
            .map(rule -> rule.split("\\s+|/", -1))
            .map(rule -> rule(rule[0], rule.length > 1 ? rule[rule.length - 1] : "0s"))
            .toList());
  }

  static List<NotifyRule> checked(List<NotifyRule> rules) {
    if (rules.size() > MOST) {
      throw new IllegalArgumentException(
          "notify: expected at most %d rules, but got %d".formatted(MOST, rules.size()));
    }
    return rules;
  }

  /**
   * One rule.
   *
   * @param after such as 90s, 3m or 1h
   */
  static NotifyRule rule(String via, String after) {
    if (!CHANNELS.contains(via)) {
      throw new IllegalArgumentException(
          "via: expected one of %s, but got \"%s\""
              .formatted(CHANNELS.stream().sorted().toList(), via));
    }
    return new NotifyRule(via, length(after).toMillis());
  }

  private static Duration length(String text) {
    var parts = LENGTH.matcher(text);
    var length = parts.matches() ? Duration.parse(iso(parts.group(1), parts.group(2))) : null;
    if (length == null || length.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "after: expected a length such as 90s, 3m or 1h, at most a day, but got \"%s\""
              .formatted(text));
    }
    return length;
  }

  private static String iso(String amount, String unit) {
    return "PT" + amount + unit.toUpperCase(Locale.ROOT);
  }

  /** As it is written: 90s, 3m, 1h. */
  static String after(long millis) {
    var length = Duration.ofMillis(millis);
    if (length.isZero() || length.toSeconds() % 60 != 0) {
      return length.toSeconds() + "s";
    }
    return length.toMinutes() % 60 != 0 ? length.toMinutes() + "m" : length.toHours() + "h";
  }

  /** Rules as {@link #parse} reads them. */
  public static String text(List<SettingsItem.Rule> rules) {
    return rules.stream()
        .map(rule -> rule.after().equals("0s") ? rule.via() : rule.via() + " " + rule.after())
        .collect(Collectors.joining(", "));
  }

  /** Quiet hours, one window a line: {@code 22:00-07:00}, {@code mon,tue 22:00-07:00}. */
  public static List<HoursWindow> hours(String text) {
    return text.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .map(line -> line.split("\\s+", 2))
        .map(line -> line.length == 1 ? window("", line[0]) : window(line[0], line[1]))
        .toList();
  }

  private static HoursWindow window(String days, String span) {
    var ends = span.strip().split("\\s*-\\s*", -1);
    return window(
        Arrays.stream(days.split(",", -1)).filter(day -> !day.isEmpty()).toList(),
        ends[0],
        ends.length == 2 ? ends[1] : "");
  }

  /** One window; the end is the next day's where it isn't after the beginning. */
  static HoursWindow window(List<String> days, String from, String to) {
    days.stream()
        .filter(day -> !DAYS.contains(day))
        .findFirst()
        .ifPresent(day -> {
          throw new IllegalArgumentException(
              "days: expected some of mon, tue, wed, thu, fri, sat, sun, but got \"%s\""
                  .formatted(day));
        });
    return new HoursWindow(days, time("from", from), time("to", to));
  }

  private static String time(String name, String text) {
    try {
      return LocalTime.parse(text).toString();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "%s: expected a local time such as 22:00, but got \"%s\"".formatted(name, text), e);
    }
  }

  /** Quiet hours as {@link #hours} reads them. */
  public static String hoursText(List<SettingsItem.Hours> hours) {
    return hours.stream()
        .map(window ->
            (window.days().isEmpty() ? "" : String.join(",", window.days()) + " ")
                + window.from()
                + "-"
                + window.to())
        .collect(Collectors.joining("\n"));
  }
}
