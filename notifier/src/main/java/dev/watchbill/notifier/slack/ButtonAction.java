package dev.watchbill.notifier.slack;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a button asks for. */
enum ButtonAction {
  ACKNOWLEDGE("acknowledge", "Acknowledge"),
  RESOLVE("resolve", "Resolve"),
  ESCALATE("escalate", "Escalate");

  private final String id;
  private final String label;

  ButtonAction(String id, String label) {
    this.id = id;
    this.label = label;
  }

  /** As in {@code Response.action}. */
  String id() {
    return id;
  }

  String label() {
    return label;
  }

  static Optional<ButtonAction> named(String id) {
    return Arrays.stream(values()).filter(action -> action.id.equals(id)).findFirst();
  }

  /** Which of them make sense for an incident in this state. */
  static List<ButtonAction> of(String state) {
    return switch (state) {
      case "resolved" -> List.of();
      case "acknowledged" -> List.of(RESOLVE, ESCALATE);
      default -> List.of(ACKNOWLEDGE, RESOLVE, ESCALATE);
    };
  }
}
