package dev.watchbill.notifier.web;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Text for programs that read Markdown: all of it in a fenced block, where nothing is a mention, a
 * reference, a command or a link.
 */
public final class LiteralMarkdown {
  private static final Pattern TICKS = Pattern.compile("`+");
  private static final int LONGEST = 20_000;

  private LiteralMarkdown() {}

  /**
   * The lines, literally.
   *
   * @param link below it; empty: none
   */
  public static String of(List<String> lines, Optional<String> link) {
    var text = PlainWords.of(String.join("\n\n", lines), LONGEST);
    var longest = TICKS.matcher(text).results().mapToInt(it -> it.group().length()).max().orElse(0);
    var fence = "`".repeat(Math.max(3, longest + 1));
    return "%stext\n%s\n%s%s"
        .formatted(fence, text, fence, link.map(address -> "\n\n" + address).orElse(""));
  }
}
