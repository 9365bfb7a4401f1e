package dev.watchbill.schemas.silence;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.watchbill.schemas.SilenceMatcher;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One condition on a label, as Alertmanager means it: a label that isn't there counts as empty, and
 * an expression must match the whole value. Expressions are RE2's, so that none takes longer than
 * its text and the value's.
 */
final class Matcher {
  private final String name;
  private final String value;
  private final boolean isEqual;
  private final @Nullable Pattern pattern;

  private Matcher(String name, String value, boolean isEqual, @Nullable Pattern pattern) {
    this.name = name;
    this.value = value;
    this.isEqual = isEqual;
    this.pattern = pattern;
  }

  /**
   * Reads a condition.
   *
   * @throws IllegalArgumentException if it has no name, or its expression can't be read
   */
  static Matcher of(SilenceMatcher matcher) {
    if (matcher.getName().isBlank()) {
      throw new IllegalArgumentException(
          "matchers: name: expected a label's name, but got nothing");
    }
    return new Matcher(
        matcher.getName(),
        matcher.getValue(),
        matcher.getIsEqual(),
        matcher.getIsRegex() ? compiled(matcher.getValue()) : null);
  }

  private static Pattern compiled(String expression) {
    try {
      return Pattern.compile("(?s:" + expression + ")");
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "matchers: value: expected a regular expression (RE2), but got \"%s\": %s"
              .formatted(expression, e.getDescription()),
          e);
    }
  }

  boolean matches(Map<String, String> labels) {
    return matches(labels.getOrDefault(name, ""));
  }

  /** Whether an alert without the label would be silenced too. */
  boolean matchesNothingToo() {
    return matches("");
  }

  private boolean matches(String label) {
    return isEqual == (pattern == null ? value.equals(label) : pattern.matches(label));
  }
}
