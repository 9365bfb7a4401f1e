package dev.watchbill.console.api;

import dev.watchbill.schemas.AuditEntry;
import java.time.Instant;

/** Who did what. */
public record AuditItem(
    String id,
    Instant at,
    String who,
    String via,
    String from,
    String action,
    String object,
    String outcome) {

  static AuditItem of(AuditEntry entry) {
    return new AuditItem(
        entry.getId(),
        entry.getAt(),
        entry.getWho(),
        entry.getVia(),
        entry.getFrom(),
        entry.getAction(),
        entry.getObject(),
        entry.getOutcome());
  }
}
