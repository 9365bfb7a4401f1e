package dev.watchbill.ingest.silence;

import dev.watchbill.ingest.AlertLog.Appended;
import dev.watchbill.schemas.AuditEntry;
import dev.watchbill.schemas.Silence;
import java.util.List;
import java.util.Optional;

/** All silences there are, and where they are kept. */
public interface SilenceBook {
  /** One of them, ended ones too as long as they are kept. */
  Optional<Silence> find(String id);

  /** All, in no order. */
  List<Silence> all();

  /**
   * Keeps silences, and who did that; when this says so, they are safe and are found.
   *
   * @return within about five seconds, whatever the broker does
   */
  Appended keep(List<Silence> silences, AuditEntry entry);
}
