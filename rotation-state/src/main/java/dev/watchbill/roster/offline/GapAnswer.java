package dev.watchbill.roster.offline;

import java.time.Instant;

/** Promised time (without a promise: any) with nobody on call; fields as in the JSON answer. */
public record GapAnswer(String schedule, Instant start, Instant end) {}
