package dev.watchbill.escalation;

import java.util.Set;

/** Which of a person's contacts a channel uses. */
final class Contact {
  /** Contacts that say who somebody is elsewhere, and are no way to reach them. */
  private static final Set<String> IDENTITIES = Set.of("jira");

  private Contact() {}

  /** {@code sms} and {@code call} both use the phone. */
  static String of(String channel) {
    return switch (channel) {
      case "sms", "call" -> "phone";
      default -> channel;
    };
  }

  static boolean isChannel(String channel) {
    return !IDENTITIES.contains(channel);
  }
}
