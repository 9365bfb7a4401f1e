package dev.watchbill.roster.yaml;

import java.util.Set;

/** What is designed but not built yet: refused by name. Building it deletes a row here. */
final class Unbuilt {
  /** Senders whose adapters don't exist yet. */
  static final Set<String> INTEGRATION_TYPES = Set.of("email");

  private Unbuilt() {}
}
