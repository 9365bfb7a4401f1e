package dev.watchbill.ingest.silence;

import dev.watchbill.schemas.Silence;
import dev.watchbill.schemas.SilenceMatcher;
import dev.watchbill.schemas.silence.Silences;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which silences a client asks for, such as {@code alertname="Up"}; as Alertmanager picks them. */
public record SilenceFilter(List<SilenceMatcher> matchers) {
  private static final Pattern WRITTEN =
      Pattern.compile(
          "\\s*([^\\s=!~\"]+)\\s*(=~|!~|!=|=)\\s*(\"(?:[^\"\\\\]|\\\\.)*\"|[^\"]*)\\s*");

  public SilenceFilter {
    matchers = List.copyOf(matchers);
  }

  /** Reads one; empty: it can't be read. */
  public static Optional<SilenceMatcher> matcher(String written) {
    var match = WRITTEN.matcher(written.strip().replaceAll("^\\{|}$", ""));
    if (!match.matches()) {
      return Optional.empty();
    }
    var matcher =
        SilenceMatcher.newBuilder()
            .setName(match.group(1))
            .setValue(unquoted(match.group(3).strip()))
            .setIsRegex(match.group(2).endsWith("~"))
            .setIsEqual(!match.group(2).startsWith("!"))
            .build();
    try {
      var _ = Silences.holds(matcher, "");
      return Optional.of(matcher);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Whether a silence is one of those. */
  public boolean picks(Silence silence) {
    return matchers.stream().allMatch(wanted -> picks(wanted, silence));
  }

  private static boolean picks(SilenceMatcher wanted, Silence silence) {
    var there =
        silence.getMatchers().stream()
            .filter(one -> one.getName().equals(wanted.getName()))
            .map(SilenceMatcher::getValue)
            .reduce((first, last) -> last);
    if (wanted.getValue().isEmpty() && there.isPresent() != wanted.getIsEqual()) {
      return true;
    }
    return Silences.holds(wanted, there.orElse(""));
  }

  private static String unquoted(String value) {
    return value.startsWith("\"")
        ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1")
        : value;
  }
}
