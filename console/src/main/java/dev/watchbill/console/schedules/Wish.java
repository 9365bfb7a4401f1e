package dev.watchbill.console.schedules;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody would ask of plans.
 *
 * @param action override, swap or absence
 * @param schedule of an override or swap
 * @param who override: who serves; swap: who is asked to take it; absence: who is away
 * @param insteadOf override: whose shifts only; null: whoever's. swap: whose shift it is
 * @param rotation override: of this rotation's turns alone; null: whichever is on call
 * @param to exclusive
 * @param returnFrom swap: what is taken in return; null: nothing
 */
public record Wish(
    String action,
    @Nullable String schedule,
    String who,
    @Nullable String insteadOf,
    @Nullable String rotation,
    Instant from,
    Instant to,
    @Nullable Instant returnFrom,
    @Nullable Instant returnTo) {}
