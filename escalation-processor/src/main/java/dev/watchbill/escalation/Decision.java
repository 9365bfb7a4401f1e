package dev.watchbill.escalation;

import java.util.List;
import java.util.stream.Stream;

/** What follows from an event. Nothing has happened yet. */
public record Decision(List<Effect> effects) {
  /** Nothing is to be done. */
  public static final Decision NOTHING = new Decision(List.of());

  public Decision {
    effects = List.copyOf(effects);
  }

  /** The effects of one kind, in order. */
  public <E extends Effect> Stream<E> all(Class<E> kind) {
    return effects.stream().filter(kind::isInstance).map(kind::cast);
  }

  /** Whether somebody is to be told at once. */
  public boolean isUrgent() {
    return effects.stream()
        .anyMatch(effect -> effect instanceof Effect.Page || effect instanceof Effect.Assign);
  }
}
