package dev.watchbill.launcher.moving;

import java.time.Instant;
import java.util.List;

/**
 * Who is on call elsewhere.
 *
 * @param from as far back as it is known
 * @param to as far ahead; exclusive
 */
public record OtherPlan(Instant from, Instant to, List<Held> held) {
  public OtherPlan {
    held = List.copyOf(held);
  }
}
