package dev.watchbill.notifier.answers;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a button or menu asks for. */
public enum ButtonAction {
  ACKNOWLEDGE("acknowledge", "Acknowledge"),
  RESOLVE("resolve", "Resolve"),
  ESCALATE("escalate", "Escalate"),
  NOTE("note", "Note"),
  SNOOZE("snooze", "Snooze"),
  REASSIGN("reassign", "Reassign"),
  ADD_RESPONDER("add-responder", "Add responder");

  private final String id;
  private final String label;

  ButtonAction(String id, String label) {
    this.id = id;
    this.label = label;
  }

  /** As in {@code Response.action}. */
  public String id() {
    return id;
  }

  public String label() {
    return label;
  }

  public static Optional<ButtonAction> named(String id) {
    return Arrays.stream(values()).filter(action -> action.id.equals(id)).findFirst();
  }

  /** Whether it is a menu: a choice says for how long, or whom. */
  public boolean isMenu() {
    return switch (this) {
      case ACKNOWLEDGE, RESOLVE, ESCALATE, NOTE -> false;
      case SNOOZE, REASSIGN, ADD_RESPONDER -> true;
    };
  }

  /** Which buttons make sense for an incident in this state. */
  public static List<ButtonAction> of(String state) {
    return switch (state) {
      case "resolved" -> List.of();
      case "acknowledged" -> List.of(RESOLVE, ESCALATE, NOTE);
      default -> List.of(ACKNOWLEDGE, RESOLVE, ESCALATE, NOTE);
    };
  }
}
