package dev.watchbill.schemas.serde;

import org.apache.avro.util.ClassSecurityValidator;

/**
 * Tells Avro that our generated records may be instantiated: since 1.12.2 it refuses classes nobody
 * vouched for, in builders as well as in readers. Whoever is the first to touch a record calls
 * {@link #trust()} in its static initialiser.
 */
public final class TrustedRecords {
  static {
    var before = ClassSecurityValidator.getGlobal();
    ClassSecurityValidator.setGlobal(
        type -> type.getName().startsWith("dev.watchbill.") || before.isTrusted(type));
  }

  private TrustedRecords() {}

  /** Does its work once, when this class is loaded. */
  public static void trust() {
    // The static initialiser did it.
  }
}
