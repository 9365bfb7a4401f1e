package dev.watchbill.rota;

import java.time.ZoneId;
import java.util.List;

/** The local times at which somebody is promised to be on call. */
public record Promise(ZoneId zone, List<Hours> hours) {
  public Promise {
    hours = List.copyOf(hours);
    if (hours.isEmpty()) {
      throw new IllegalArgumentException("Expected a promise of some hours, but got none");
    }
  }

  /** Around the clock. */
  public static Promise always(ZoneId zone) {
    return new Promise(zone, List.of(Hours.ALWAYS));
  }
}
