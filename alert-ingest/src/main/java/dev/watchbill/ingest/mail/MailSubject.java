package dev.watchbill.ingest.mail;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A subject, and what of it says how things stand: what monitoring puts in front of it (RESOLVED:,
 * [FIRING:2], Re:), or Nagios around it.
 *
 * @param topic the same while it fires and when it is over; possibly empty
 * @param state firing, resolved, or empty where it doesn't say
 */
record MailSubject(String topic, String state) {
  private static final int LONGEST = 500;
  private static final int MOST_WORDS = 4;

  private static final Set<String> OVER =
      Set.of("resolved", "recovery", "recovered", "ok", "cleared", "closed", "up", "normal");

  private static final Pattern REPLY =
      Pattern.compile("^(?:\\s*(?:re|aw|fw|fwd|wg)\\s*:\\s*)+", Pattern.CASE_INSENSITIVE);

  /**
   * A word with a mark behind it: what only begins with such a word says nothing. A dash is a mark
   * only between spaces: an up-to-date check that failed isn't over.
   */
  private static final Pattern WORD =
      Pattern.compile(
          "^[\\s\\[(*]*(firing|problem|alert|alarm|triggered|critical|error|warning|down|resolved"
              + "|recovery|recovered|ok|cleared|closed|up|normal)"
              + "(?:\\s+in\\s+[0-9][0-9a-z ]{0,30}|:[0-9]{1,6})?(?:\\s*[\\])*:|]+(?:\\s+-+)?|\\s+-+(?=\\s))\\s*",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern NAGIOS =
      Pattern.compile(
          "^\\*\\*\\s*(?:[a-z]+\\s)?(problem|recovery|acknowledgement)[^:]{0,40}:\\s*(.{1,400}?)"
              + "\\s+is\\s+[a-z]+\\s*\\*\\*\\s*$",
          Pattern.CASE_INSENSITIVE);

  static MailSubject of(String subject) {
    var rest = subject.length() > LONGEST ? subject.substring(0, LONGEST) : subject;
    var nagios = NAGIOS.matcher(rest.strip());
    if (nagios.matches()) {
      return new MailSubject(nagios.group(2).strip(), state(nagios.group(1)));
    }
    var state = "";
    for (var words = 0; words < MOST_WORDS; words++) {
      rest = REPLY.matcher(rest).replaceFirst("");
      var word = WORD.matcher(rest);
      if (!word.find() || word.end() == rest.length()) {
        break;
      }
      var said = state(word.group(1));
      // What it says first counts: "RESOLVED: [critical] disk" is over.
      state = state.isEmpty() ? said : state;
      rest = rest.substring(word.end());
    }
    return new MailSubject(rest.strip(), state);
  }

  private static String state(String word) {
    return OVER.contains(word.toLowerCase(Locale.ROOT)) ? "resolved" : "firing";
  }
}
