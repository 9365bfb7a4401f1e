package dev.watchbill.console.readmodel.projection;

import dev.watchbill.console.readmodel.store.Tags;
import dev.watchbill.schemas.Alert;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A signal about an alert that was sent before: what it doesn't say again still holds. Some senders
 * resolve by the key alone, and what their users do carries little more.
 */
final class FollowUp {
  /** What a sender's user did to an alert; none of it makes the alert another one. */
  private static final Set<String> DONE =
      Set.of("unacknowledged", "snoozed", "noted", "escalated", "reassigned", "updated");

  private FollowUp() {}

  /** Whether a signal is about an alert that was sent before, and is none by itself. */
  static boolean isDone(Alert signal) {
    return DONE.contains(signal.getStatus());
  }

  /**
   * Whether a signal that belongs to no known alert says nothing at all: one that is rated does,
   * and so does an end, or an acknowledgement, that carries more than a key. What is said by a
   * former name is said by today's too.
   */
  static boolean opensNothing(Alert signal) {
    return signal.getNamedUntil() != null
        || (signal.getSeverityText().isEmpty() && saysLittle(signal));
  }

  private static boolean saysLittle(Alert signal) {
    return switch (signal.getStatus()) {
      case "resolved", "acknowledged" -> signal.getTitle().isEmpty();
      default -> isDone(signal);
    };
  }

  /** The first signal of an alert, which fires whatever else its sender calls that. */
  static Alert first(Alert signal) {
    return isDone(signal) ? Alert.newBuilder(signal).setStatus("firing").build() : signal;
  }

  /** The alert as it stands after a signal. */
  static Alert of(Alert signal, Alert before) {
    if (signal.getStatus().equals("firing")) {
      return withTags(signal, before);
    }
    if (signal.getStatus().equals("change")) {
      return signal;
    }
    var after = Alert.newBuilder(signal).setStatus(statusAfter(signal, before));
    if (signal.getTitle().isEmpty()) {
      after.setTitle(before.getTitle());
    }
    if (signal.getText().isEmpty() || isNote(signal)) {
      after.setText(before.getText());
    }
    if (signal.getSeverityText().isEmpty()) {
      after.setSeverity(before.getSeverity()).setSeverityText(before.getSeverityText());
    }
    if (signal.getLinks().isEmpty()) {
      after.setLinks(before.getLinks());
    }
    if (signal.getStartedAt() == null) {
      after.setStartedAt(before.getStartedAt());
    }
    return after
        .setLabels(labels(before, signal))
        .setAnnotations(merged(before.getAnnotations(), signal.getAnnotations()))
        .build();
  }

  /** What fires again takes no tag away that was added meanwhile. */
  private static Alert withTags(Alert signal, Alert before) {
    var added = before.getLabels().get(Tags.LABEL);
    if (added == null) {
      return signal;
    }
    var labels = new TreeMap<>(signal.getLabels());
    labels.put(Tags.LABEL, Tags.joined(labels.get(Tags.LABEL), added));
    return Alert.newBuilder(signal).setLabels(labels).build();
  }

  /** What a user says of an alert isn't what the alert says. */
  private static boolean isNote(Alert signal) {
    return switch (signal.getStatus()) {
      case "updated" -> false;
      case "resolved" -> signal.getTitle().isEmpty();
      default -> true;
    };
  }

  private static String statusAfter(Alert signal, Alert before) {
    if (!DONE.contains(signal.getStatus())) {
      return signal.getStatus();
    }
    var takenBack =
        signal.getStatus().equals("unacknowledged") && before.getStatus().equals("acknowledged");
    return takenBack ? "firing" : before.getStatus();
  }

  private static Map<String, String> labels(Alert before, Alert signal) {
    var kept = new TreeMap<>(before.getLabels());
    signal
        .getRemovedLabels()
        .forEach(
            (name, items) -> kept.computeIfPresent(name, (_, value) -> Tags.without(value, items)));
    var merged = merged(kept, signal.getLabels());
    if (signal.getStatus().equals("updated") && kept.containsKey(Tags.LABEL)) {
      merged.computeIfPresent(Tags.LABEL, (name, more) -> Tags.joined(kept.get(name), more));
    }
    return merged;
  }

  private static Map<String, String> merged(Map<String, String> before, Map<String, String> now) {
    var merged = new TreeMap<>(before);
    merged.putAll(now);
    return merged;
  }
}
