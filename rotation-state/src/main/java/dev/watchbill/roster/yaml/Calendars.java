package dev.watchbill.roster.yaml;

import dev.watchbill.roster.Feeds;
import dev.watchbill.roster.Problem.Severity;
import dev.watchbill.roster.Purpose;
import dev.watchbill.roster.Reading;
import dev.watchbill.roster.Suggestion;
import dev.watchbill.schemas.config.Environment;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the calendars a roster names: files beside it, and addresses. */
final class Calendars {
  private static final Pattern ADDRESS = Pattern.compile("(?i)(https?|webcal)://\\S+");

  private final RosterFiles files;
  private final Feeds feeds;
  private final Environment environment;
  private final Purpose purpose;

  Calendars(RosterFiles files, Feeds feeds, Environment environment, Purpose purpose) {
    this.files = files;
    this.feeds = feeds;
    this.environment = environment;
    this.purpose = purpose;
  }

  /**
   * The text of one.
   *
   * @param expected what a message says was expected
   * @return empty: there is none, which was said
   */
  Optional<String> text(Value value, String expected) {
    var written = value.raw().map(String::strip);
    return written.flatMap(it ->
        isAddress(it) || Environment.isReference(it)
            ? atAddress(value, it)
            : inFolder(value, it, expected));
  }

  /** Whether the text of a calendar may change, and be bad, without anybody's doing here. */
  boolean isElsewhere(Value value) {
    return value.raw().map(it -> isAddress(it) || Environment.isReference(it)).orElse(false);
  }

  private static boolean isAddress(String text) {
    return ADDRESS.matcher(text.strip()).matches();
  }

  private Optional<String> inFolder(Value value, String name, String expected) {
    var text = files.calendar(name);
    if (text.isEmpty()) {
      value.wrong(expected, Suggestion.quoted(name, files.calendars().keySet()));
    }
    return text;
  }

  private Optional<String> atAddress(Value value, String written) {
    var resolved = environment.resolve(written);
    if (resolved.isEmpty()) {
      say(
          value,
          purpose.unsetVariable(),
          "a variable or file that is there",
          "an unset " + written);
      return Optional.empty();
    }
    var address = address(resolved.get().strip());
    if (address.isEmpty()) {
      value.wrong(
          "an address such as https://calendar.example.com/asha.ics, or ${env:NAME}",
          "something else (***)");
      return Optional.empty();
    }
    var feed = feeds.at(address.get());
    if (feed.trouble() != null) {
      var then =
          feed.text() == null ? "nothing of it is known" : "what was read last stays in force";
      unread(value, shown(address.get()), "%s; %s".formatted(feed.trouble(), then));
    }
    return Optional.ofNullable(feed.text());
  }

  /** Says that a calendar elsewhere is none. */
  void unread(Value value, String why) {
    var host = value.raw().flatMap(environment::resolve).map(Calendars::shown).orElse("***");
    unread(value, host, why);
  }

  private static void unread(Value value, String host, String why) {
    say(value, Severity.WARNING, Reading.READABLE_CALENDAR, "%s: %s".formatted(host, why));
  }

  private static void say(Value value, Severity severity, String expected, String got) {
    value.notes().note(severity, value.path(), expected, got);
  }

  /** An address that can be asked; calendars' own scheme is another name for https. */
  private static Optional<String> address(String text) {
    if (!isAddress(text)) {
      return Optional.empty();
    }
    var web = text.replaceFirst("(?i)^webcal:", "https:");
    try {
      return Optional.ofNullable(URI.create(web).getHost()).map(host -> web);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** How it is asked, and the host: the rest may be a secret. */
  static String shown(String address) {
    try {
      var uri = URI.create(address);
      return "%s://%s/…".formatted(uri.getScheme(), uri.getHost());
    } catch (IllegalArgumentException e) {
      return "***";
    }
  }
}
