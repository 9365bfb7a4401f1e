package dev.watchbill.launcher.moving;

import java.time.Instant;

/**
 * Somebody is on call.
 *
 * @param who a person of the roster, or somebody who isn't in it, as they are called elsewhere
 * @param to exclusive
 */
public record Held(String who, Instant from, Instant to) {}
