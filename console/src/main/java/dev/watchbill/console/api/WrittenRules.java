package dev.watchbill.console.api;

import dev.watchbill.schemas.HoursWindow;
import dev.watchbill.schemas.NotifyRule;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Rules and quiet hours as somebody asks for them in JSON.
 *
 * @param high null: as the roster says; an empty list: any contact. So with {@code low}
 * @param doNotDisturb null: as the roster says; an empty list: they may always be disturbed
 * @param version of what was looked at; null: whatever holds is replaced
 */
public record WrittenRules(
    @Nullable List<Rule> high,
    @Nullable List<Rule> low,
    @Nullable List<Hours> doNotDisturb,
    @Nullable Long version) {
  private static final int MOST_HOURS = 20;

  /** One rule. */
  public record Rule(@Nullable String via, @Nullable String after) {
    private NotifyRule read() {
      return Rules.rule(
          Objects.requireNonNullElse(via, ""), Objects.requireNonNullElse(after, "0s"));
    }
  }

  /** Local hours. */
  public record Hours(@Nullable List<String> days, @Nullable String from, @Nullable String to) {
    private HoursWindow read() {
      return Rules.window(
          Objects.requireNonNullElse(days, List.of()),
          Objects.requireNonNullElse(from, ""),
          Objects.requireNonNullElse(to, ""));
    }
  }

  /**
   * What is wished.
   *
   * @throws IllegalArgumentException with one sentence, if it makes no sense
   */
  public OwnSettings.Wish wish() {
    return new OwnSettings.Wish(rules(high), rules(low), hours(), version);
  }

  private static @Nullable List<NotifyRule> rules(@Nullable List<Rule> rules) {
    return rules == null ? null : Rules.checked(rules.stream().map(Rule::read).toList());
  }

  private @Nullable List<HoursWindow> hours() {
    if (doNotDisturb == null) {
      return null;
    }
    if (doNotDisturb.size() > MOST_HOURS) {
      throw new IllegalArgumentException(
          "doNotDisturb: expected at most %d, but got %d"
              .formatted(MOST_HOURS, doNotDisturb.size()));
    }
    return doNotDisturb.stream().map(Hours::read).toList();
  }
}
