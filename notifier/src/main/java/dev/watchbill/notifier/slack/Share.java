package dev.watchbill.notifier.slack;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * How much of all there is to say stands in a message: lines first become shorter, then fewer.
 *
 * @param lines at most
 * @param longest characters in a line
 */
record Share(int lines, int longest) {
  private static final int SHORT = 150;
  private static final int SHORTEST = 60;

  /** The fullest message that Slack takes. */
  static SlackMessage fitting(int lines, Function<Share, SlackMessage> message) {
    return fitting(shares(lines), message);
  }

  /**
   * The first that Slack takes; else the last.
   *
   * @param fullestFirst at least one
   */
  static <S> SlackMessage fitting(List<S> fullestFirst, Function<S, SlackMessage> message) {
    return fullestFirst.stream()
        .map(message)
        .filter(SlackMessage::fits)
        .findFirst()
        .orElseGet(() -> message.apply(fullestFirst.getLast()));
  }

  private static List<Share> shares(int lines) {
    return Stream.of(
            new Share(lines, Pieces.LONGEST_LINE),
            new Share(lines, Pieces.LONGEST_LINE / 2),
            new Share(lines, SHORT),
            new Share(lines * 3 / 4, SHORT),
            new Share(lines * 5 / 8, SHORT),
            new Share(lines / 2, SHORT),
            new Share(lines / 4, SHORT),
            new Share(lines / 8, SHORT),
            new Share(1, SHORTEST))
        .toList();
  }

  String line(String text) {
    return SlackText.line(text, longest);
  }
}
