package dev.watchbill.notifier.slack;

import dev.watchbill.notifier.answers.LinkedPeople;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.util.Optional;
import java.util.regex.Pattern;

/** Names as people type them. */
record Named(LinkedPeople people) {
  private static final Pattern MENTION = Pattern.compile("<@([A-Z0-9]{2,30})(?:\\|[^>]*)?>");

  /** A person by a mention, by their id, or {@code me}. */
  Optional<String> person(String word, String asker) {
    if (word.equals("me")) {
      return Optional.of(asker);
    }
    var mention = MENTION.matcher(word);
    if (mention.matches()) {
      return people.linked(mention.group(1));
    }
    var id = word.startsWith("@") ? word.substring(1) : word;
    return Optional.of(id.startsWith("person:") ? id.substring("person:".length()) : id)
        .filter(roster().people()::containsKey);
  }

  /** What is said of somebody whom the roster doesn't know. */
  static String unknown(String word) {
    return "Expected somebody of the roster, by @mention or id, but got \"%s\"."
        .formatted(MENTION.matcher(word).matches() ? "a Slack user nobody is linked to" : word);
  }

  /** Whom a page names: a person, team:ID or schedule:ID, as in {@code Response.to}. */
  Optional<String> target(String word, String asker) {
    if (word.startsWith("team:")) {
      return Optional.of(word)
          .filter(it -> roster().teams().containsKey(it.substring("team:".length())));
    }
    if (word.startsWith("schedule:")) {
      return Optional.of(word)
          .filter(it -> roster().schedules().containsKey(it.substring("schedule:".length())));
    }
    return person(word, asker);
  }

  private RosterSnapshot roster() {
    return people.roster().get();
  }
}
