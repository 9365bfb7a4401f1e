package dev.watchbill.roster.yaml;

import dev.watchbill.roster.Suggestion;
import dev.watchbill.template.BadTemplate;
import dev.watchbill.template.MessageTemplate;
import dev.watchbill.template.Variable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads {@code messages}: the text of a message over each medium it names. */
final class MessagesReader {
  private static final String EXPECTED =
      "a Mustache template of at most %d characters over labels.NAME and %s"
          .formatted(MessageTemplate.LONGEST, Variable.words());

  private MessagesReader() {}

  static Map<String, String> read(Section section) {
    var messages = new LinkedHashMap<String, String>();
    for (var medium : section.keys()) {
      section
          .get(medium)
          .flatMap(MessagesReader::template)
          .ifPresent(template -> messages.put(medium, template));
    }
    return messages;
  }

  private static Optional<String> template(Value value) {
    var text = value.text();
    text.flatMap(MessagesReader::mistake)
        .ifPresent(mistake -> value.wrong(EXPECTED, "one with " + mistake));
    return text;
  }

  private static Optional<String> mistake(String template) {
    try {
      var _ = MessageTemplate.of(template);
      return Optional.empty();
    } catch (BadTemplate e) {
      return Optional.of(
          e.unknownVariable()
              .map(name -> Suggestion.quoted(name, Variable.words()))
              .orElseGet(() -> String.valueOf(e.getMessage())));
    }
  }
}
