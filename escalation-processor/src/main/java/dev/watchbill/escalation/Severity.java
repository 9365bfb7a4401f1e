package dev.watchbill.escalation;

import java.util.Locale;

/** The ladder, least severe first, so that the natural order is the order of severity. */
public enum Severity {
  INFO,
  WARNING,
  ERROR,
  CRITICAL;

  private final String text = name().toLowerCase(Locale.ROOT);

  /** As written on topics; what isn't on the ladder counts as {@link #ERROR}. */
  public static Severity of(String text) {
    for (var severity : values()) {
      if (severity.text().equals(text)) {
        return severity;
      }
    }
    return ERROR;
  }

  /** As written on topics: {@code critical}. */
  public String text() {
    return text;
  }

  /** Whether this is worse than another. */
  public boolean above(Severity other) {
    return compareTo(other) > 0;
  }
}
