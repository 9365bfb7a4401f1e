package dev.watchbill.escalation;

import java.time.Instant;
import java.util.List;

/** The published shifts. */
public interface Shifts {
  /** Nobody is on call anywhere. */
  Shifts NONE = (schedule, at) -> List.of();

  /** Who is on call, shadows left out; empty: nobody. */
  List<Directory.Duty> onCall(String schedule, Instant at);
}
