package dev.watchbill.rota;

/**
 * A rotation without members of its own: whoever has the followed schedule's turn so many turns
 * ahead (1: who is next), or behind (-1: who was last).
 */
public record Follows(String schedule, int turns) {
  public Follows {
    if (schedule.isBlank() || turns == 0) {
      throw new IllegalArgumentException(
          "Expected a schedule and a number of turns other than 0 to follow, but got '%s' and %d"
              .formatted(schedule, turns));
    }
  }
}
