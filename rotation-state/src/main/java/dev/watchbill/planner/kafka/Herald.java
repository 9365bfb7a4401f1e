package dev.watchbill.planner.kafka;

import dev.watchbill.schemas.ScheduleEvent;
import dev.watchbill.schemas.kafka.Cluster;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says what happens to schedules. */
final class Herald {
  private static final Logger LOG = LoggerFactory.getLogger(Herald.class);

  private final Cluster cluster;

  Herald(Cluster cluster) {
    this.cluster = cluster;
  }

  void tell(ScheduleEvent event, Changes changes) {
    changes.send(cluster.topics().scheduleEvents, event.getSchedule(), event);
    LOG.atInfo()
        .addKeyValue("schedule", event.getSchedule())
        .addKeyValue("event", event.getType())
        .addKeyValue("outgoing", event.getOutgoing())
        .addKeyValue("incoming", event.getIncoming())
        .log(event.getWhy());
  }
}
