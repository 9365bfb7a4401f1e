package dev.watchbill.ingest.auth;

import java.time.Instant;

/**
 * A sender showed a key that is good.
 *
 * @param credential the key's id, which isn't secret
 * @param integration whose key it is
 * @param by remote address and user agent
 */
public record KeyUse(String credential, String integration, Instant at, String by) {}
