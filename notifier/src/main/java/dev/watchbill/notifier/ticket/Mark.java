package dev.watchbill.notifier.ticket;

import java.util.Optional;
import java.util.regex.Pattern;

/** The incident's id at the end of a title, by which its ticket is found again. */
final class Mark {
  private static final Pattern AT_END =
      Pattern.compile(".*\\[([A-Za-z0-9._-]{1,100}-[0-9]{1,18})\\]\\s*", Pattern.DOTALL);

  private Mark() {}

  static String of(String incident) {
    return "[" + incident + "]";
  }

  /** A title with it, no longer than that. */
  static String on(String title, String incident, int longest) {
    var mark = " " + of(incident);
    var room = Math.max(1, longest - mark.length());
    return (title.length() <= room ? title : title.substring(0, room - 1) + "…") + mark;
  }

  static boolean isOn(String title, String incident) {
    return title.strip().endsWith(of(incident));
  }

  static Optional<String> incident(String title) {
    var found = AT_END.matcher(title);
    return found.matches() ? Optional.of(found.group(1)) : Optional.empty();
  }
}
