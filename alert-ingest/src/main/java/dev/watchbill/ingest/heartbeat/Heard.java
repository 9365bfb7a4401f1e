package dev.watchbill.ingest.heartbeat;

import java.time.Instant;

/**
 * One that is expected was heard.
 *
 * @param by remote address and user agent, or the alert that counts for it
 */
public record Heard(String name, Instant at, String by) {}
