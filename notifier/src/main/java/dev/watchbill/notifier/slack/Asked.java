package dev.watchbill.notifier.slack;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One use of the slash command.
 *
 * @param user Slack's id of whoever typed it
 * @param words what stands behind the command
 * @param channel where it was typed
 * @param trigger what opens a dialog, for three seconds
 * @param responseUrl where it is answered
 * @param key the same for the same request, whenever it arrives
 */
record Asked(
    String user,
    List<String> words,
    String channel,
    String trigger,
    String responseUrl,
    String key) {
  private static final int LONGEST = 3_000;

  Asked {
    words = List.copyOf(words);
  }

  /** Empty: it is no slash command. */
  static Optional<Asked> of(Map<String, String> fields, String key) {
    var user = fields.getOrDefault("user_id", "");
    if (user.isBlank() || !fields.containsKey("command")) {
      return Optional.empty();
    }
    var text = SlackText.line(Objects.requireNonNullElse(fields.get("text"), ""), LONGEST);
    return Optional.of(
        new Asked(
            user,
            Arrays.stream(text.split("\\s+", -1)).filter(word -> !word.isEmpty()).toList(),
            fields.getOrDefault("channel_id", ""),
            fields.getOrDefault("trigger_id", ""),
            fields.getOrDefault("response_url", ""),
            key));
  }

  /** What is asked for. */
  String verb() {
    return words.isEmpty() ? "help" : words.getFirst().toLowerCase(java.util.Locale.ROOT);
  }

  /** What stands behind it. */
  List<String> rest() {
    return words.isEmpty() ? List.of() : words.subList(1, words.size());
  }
}
