package dev.watchbill.escalation;

import dev.watchbill.schemas.Alert;
import java.util.Optional;

/**
 * A group of one alert alone, beside the one it is in: what follows the alert may carry its key
 * only. Such a group is no group key that an alert can have: those hold no control characters.
 */
final class ByKey {
  private static final String MARK = "\u0001";

  private ByKey() {}

  /** Empty where the alert's own group key says everything. */
  static Optional<String> of(Alert alert) {
    return alert.getFoundByKey()
        ? Optional.of(of(alert.getIntegration(), alert.getKey()))
        : Optional.empty();
  }

  static String of(String integration, String key) {
    return MARK + integration + MARK + key;
  }
}
