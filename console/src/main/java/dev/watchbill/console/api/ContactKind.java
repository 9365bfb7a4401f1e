package dev.watchbill.console.api;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Kinds of contacts that people can set themselves. */
enum ContactKind {
  SLACK("slack", "a Slack user id such as U02ASHA", "[UW][A-Z0-9]{2,20}"),
  TEAMS(
      "teams",
      "a Microsoft Entra object id such as 8b081ef6-4792-4def-b2c9-c363a1bf41d5",
      "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"),
  EMAIL(
      "email",
      "an e-mail address such as asha@example.com",
      "[^@\\s]{1,64}@[^@\\s.]+(\\.[^@\\s.]+)*"),
  PHONE("sms", "a phone number such as +491701234567", "\\+[1-9][0-9]{6,14}"),
  PUSH("push", "an ntfy topic of letters, digits, - and _", "[-_A-Za-z0-9]{1,64}");

  private static final int LONGEST = 200;

  private final String provenBy;
  private final String expected;
  private final Pattern form;

  ContactKind(String provenBy, String expected, String form) {
    this.provenBy = provenBy;
    this.expected = expected;
    this.form = Pattern.compile(form);
  }

  /** As it stands in rosters and records. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The channel on which a code is sent there. */
  String provenBy() {
    return provenBy;
  }

  /** What is wrong with an address; empty: nothing. */
  Optional<String> wrong(String address) {
    return address.length() <= LONGEST && form.matcher(address).matches()
        ? Optional.empty()
        : Optional.of("address: expected %s, but got \"%s\"".formatted(expected, address));
  }

  static Optional<ContactKind> parse(String text) {
    return Arrays.stream(values()).filter(kind -> kind.text().equals(text)).findFirst();
  }
}
