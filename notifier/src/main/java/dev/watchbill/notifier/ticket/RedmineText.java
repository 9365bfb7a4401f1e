package dev.watchbill.notifier.ticket;

import java.util.List;
import java.util.Optional;

/**
 * What is said in Redmine, literally: whatever its text formatting is, nothing between these is a
 * mention, a reference, an image or a macro. With CommonMark there is HTML in a block, too, so that
 * no tag may begin there.
 */
final class RedmineText {
  private RedmineText() {}

  static String of(List<String> lines, Optional<String> link) {
    return literal(String.join("\n\n", lines)) + link.map(address -> "\n\n" + address).orElse("");
  }

  static String of(String text) {
    return literal(text);
  }

  private static String literal(String text) {
    return "<pre>\n%s\n</pre>".formatted(text.replaceAll("<(?=[A-Za-z/!?])", "<\u200B"));
  }
}
