package dev.watchbill.rota;

import org.jspecify.annotations.Nullable;

/**
 * A stretch of one turn in one rotation, before layers and overrides.
 *
 * @param member null when nobody could take it; nobody, where the list says so
 * @param why the reason for that member, or for nobody
 */
record Piece(long start, long end, long turn, @Nullable Member member, String why) {
  /** Whether somebody is on call in it. */
  boolean isServed() {
    return member != null && !member.isNobody();
  }
}
