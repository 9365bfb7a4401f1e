package dev.watchbill.escalation.watch;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An incident as others see it, as far as it matters here.
 *
 * @param anyGroup whether it holds alerts of other groups of its service too
 * @param takesRepeats whether repeats of its alerts are still its own: it isn't resolved, or was by
 *     hand and still fires
 * @param resolvedAt null: it isn't
 * @param nextDeadline when something is to be done about it next; null: nothing is
 */
public record Shown(
    String service,
    String group,
    boolean anyGroup,
    boolean takesRepeats,
    @Nullable Instant resolvedAt,
    @Nullable Instant nextDeadline) {}
