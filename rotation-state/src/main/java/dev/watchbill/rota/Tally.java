package dev.watchbill.rota;

import java.time.Duration;

/**
 * What one person serves in a window, overrides included.
 *
 * @param turns how many turns they serve a part of
 * @param night the hours of it at night, where the weights say: there or where they live; without
 *     weights from 22:00 to 07:00 where they live. Weekend (else Saturday and Sunday) and holiday
 *     likewise; an hour may be all three
 * @param brokenNights that incidents broke
 */
public record Tally(
    String who,
    int turns,
    Duration hours,
    Duration night,
    Duration weekend,
    Duration holiday,
    int brokenNights) {}
