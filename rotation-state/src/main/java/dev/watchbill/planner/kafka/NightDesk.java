package dev.watchbill.planner.kafka;

import dev.watchbill.planner.BrokenNight;
import dev.watchbill.schemas.IncidentEvent;
import java.time.LocalDate;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;

/** Whose nights were broken. A night that was counted isn't counted again. */
final class NightDesk {
  private final KeyValueStore<String, Long> nights;
  private final PlanDesk plans;

  NightDesk(ProcessorContext<String, Outgoing> context, PlanDesk plans) {
    this.nights = context.getStateStore(PlannerStores.NIGHTS);
    this.plans = plans;
  }

  /** Takes note of a page. @return whether it broke a night */
  boolean happened(IncidentEvent event, Changes changes) {
    var who = event.getPerson();
    if (who == null || !event.getType().equals("paged") || event.getTest()) {
      return false;
    }
    var broken =
        plans.nightsBroken(who, event.getAt()).stream().filter(it -> isNew(who, it)).toList();
    if (!broken.isEmpty()) {
      plans.woken(broken, changes);
      var night = broken.getFirst().night().toEpochDay();
      changes.then(() -> nights.put(who, night));
    }
    return !broken.isEmpty();
  }

  private boolean isNew(String who, BrokenNight broken) {
    var last = nights.get(who);
    return last == null || LocalDate.ofEpochDay(last).isBefore(broken.night());
  }
}
