package dev.watchbill.planner;

import dev.watchbill.rota.Rota;
import java.time.Duration;
import java.util.List;

/**
 * What the roster wants one schedule to be.
 *
 * @param rotas its definition and those it must be planned together with
 */
public record Definition(String schedule, String team, Duration horizon, List<Rota> rotas) {
  public Definition {
    rotas = List.copyOf(rotas);
  }

  /** What a plan was made from last. */
  static Definition of(Plan plan) {
    return new Definition(plan.schedule(), plan.team(), plan.horizon(), plan.newest().rotas());
  }
}
