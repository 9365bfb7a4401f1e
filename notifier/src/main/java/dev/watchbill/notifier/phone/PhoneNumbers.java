package dev.watchbill.notifier.phone;

import java.util.Optional;

/** Phone numbers as people write them. */
final class PhoneNumbers {
  private PhoneNumbers() {}

  /** As +491701234567; empty: it is none. */
  static Optional<String> plain(String written) {
    var digits = written.replaceAll("[ ()-]", "");
    return Optional.of(digits).filter(number -> number.matches("\\+[1-9]\\d{5,14}"));
  }
}
