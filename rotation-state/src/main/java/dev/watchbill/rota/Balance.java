package dev.watchbill.rota;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How evenly turns have been given out, since the first of them, up to an instant: what fair round
 * robin goes by. Overrides don't change it.
 *
 * @param rotations whose turns these are, each as {@code schedule/rotation}
 * @param group the fairness group they share a load in; null for a rotation of its own
 * @param until turns that start before this are counted, whole
 * @param accounts in the order of the member list
 * @param spread between the most and the least of those who are compared
 * @param bound what the spread stays within while all who are compared could take every turn: the
 *     heaviest turn, and the broken nights of one person
 */
public record Balance(
    List<String> rotations,
    @Nullable String group,
    Instant until,
    List<Account> accounts,
    Duration spread,
    Duration bound) {

  public Balance {
    rotations = List.copyOf(rotations);
    accounts = List.copyOf(accounts);
  }

  /** Whether the spread is within its bound. */
  public boolean holds() {
    return spread.compareTo(bound) <= 0;
  }

  /**
   * What one member has had.
   *
   * @param who a person, or those who serve together
   * @param share of a full turn's worth they take
   * @param load weighted, with what is credited for leave, divided by the share
   * @param credited the part of it that is for leave
   * @param apart why they aren't compared with the others; null when they are
   */
  public record Account(
      String who, double share, Duration load, Duration credited, @Nullable String apart) {}
}
