package dev.watchbill.console.pages;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One incident in a list.
 *
 * @param status open, acknowledged, snoozed or resolved
 * @param people display names of who has it or was paged
 * @param nextDeadline when something happens unless somebody acts; null: nothing does
 * @param next who would be told then, as a sentence; empty: not known
 * @param stillFiring resolved by hand while its source still fires
 */
public record IncidentRow(
    String id,
    String title,
    String service,
    String severity,
    String status,
    int alerts,
    Instant openedAt,
    @Nullable Instant resolvedAt,
    List<String> people,
    int step,
    @Nullable Instant nextDeadline,
    String next,
    boolean stillFiring) {

  /** Whether nobody has taken it yet. */
  public boolean needsSomebody() {
    return status.equals("open");
  }

  /** Whether there is anything left to do. */
  public boolean isResolved() {
    return status.equals("resolved");
  }
}
