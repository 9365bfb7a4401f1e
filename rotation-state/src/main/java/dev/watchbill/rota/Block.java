package dev.watchbill.rota;

/**
 * What stops somebody from taking a turn, or the rest of it.
 *
 * @param start where it begins to
 * @param end where it no longer does
 * @param absent whether it is an absence, which is credited, rather than a limit, which isn't
 * @param reason as one reads it after a name: {@code away 3–10 Aug (leave)}
 */
record Block(long start, long end, boolean absent, String reason) {}
