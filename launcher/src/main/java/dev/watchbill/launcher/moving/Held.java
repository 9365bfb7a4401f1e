package dev.watchbill.launcher.moving;

import java.time.Instant;

/**
 * Somebody is on call.
 *
 * @param who a person of the roster, or somebody who isn't in it, as they are called elsewhere
 * @param to exclusive
 */
public record Held(String who, Instant from, Instant to) {
  private static final String UNKNOWN = "whoever ";

  /** Called so where it isn't known whom rules elsewhere will ask: nobody in a roster is. */
  public static String whoever(String asks) {
    return UNKNOWN + asks;
  }

  static boolean isKnown(String who) {
    return !who.startsWith(UNKNOWN);
  }
}
