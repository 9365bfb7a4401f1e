package dev.watchbill.console.auth;

import dev.watchbill.schemas.AuditEntry;

/** Who did what. Writing it never holds anybody up. */
@FunctionalInterface
public interface AuditLog {
  /** Keeps an entry, soon. */
  void add(AuditEntry entry);
}
