package dev.watchbill.console;

import dev.watchbill.console.api.Foresight;
import dev.watchbill.schemas.ServedShift;
import java.time.Instant;
import java.util.List;

/** Nothing that is measured here asks. */
final class NoForesight implements Foresight {
  @Override
  public Object route(Known known, Alert alert) {
    throw new UnsupportedOperationException("Expected nobody to ask for a route");
  }

  @Override
  public Object fairness(
      Known known, List<ServedShift> served, List<String> schedules, Instant from, Instant to) {
    throw new UnsupportedOperationException("Expected nobody to ask for fairness");
  }
}
