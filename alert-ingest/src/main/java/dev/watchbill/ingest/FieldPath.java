package dev.watchbill.ingest;

import java.util.Optional;

/**
 * Where in an alert a value is: {@code labels.NAME} or {@code annotations.NAME}. A name may hold
 * dots.
 */
public record FieldPath(Part part, String name) {

  /** The maps an alert has. */
  public enum Part {
    LABELS,
    ANNOTATIONS
  }

  /**
   * Reads a path as the roster writes it.
   *
   * @return empty if it is neither a label's nor an annotation's
   */
  public static Optional<FieldPath> parse(String text) {
    if (text.startsWith("labels.")) {
      return Optional.of(new FieldPath(Part.LABELS, text.substring("labels.".length())));
    }
    if (text.startsWith("annotations.")) {
      return Optional.of(new FieldPath(Part.ANNOTATIONS, text.substring("annotations.".length())));
    }
    return Optional.empty();
  }

  /** The value there; blank ones count as absent. */
  public Optional<String> in(SourceAlert alert) {
    var values = part == Part.LABELS ? alert.labels() : alert.annotations();
    return Optional.ofNullable(values.get(name)).map(String::strip).filter(v -> !v.isEmpty());
  }

  @Override
  public String toString() {
    return (part == Part.LABELS ? "labels." : "annotations.") + name;
  }
}
