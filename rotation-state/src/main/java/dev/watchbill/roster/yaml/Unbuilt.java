package dev.watchbill.roster.yaml;

import java.util.List;
import java.util.Set;

/** What is designed but not built yet: refused by name. Building it deletes a row here. */
final class Unbuilt {
  private static final List<Key> KEYS =
      List.of(new Key(Shape.SERVICE, "ticket"), new Key(Shape.ESCALATION, "ticket"));

  /** Senders whose adapters don't exist yet. */
  static final Set<String> INTEGRATION_TYPES = Set.of("email");

  private Unbuilt() {}

  private record Key(Shape shape, String key) {}

  static boolean isKey(Shape shape, String key) {
    return KEYS.contains(new Key(shape, key));
  }
}
