package dev.watchbill.notifier.slack;

import dev.watchbill.notifier.delivery.Delivery;
import dev.watchbill.notifier.delivery.MessageRooms;
import dev.watchbill.notifier.message.Notice;
import dev.watchbill.schemas.Assignment;
import dev.watchbill.schemas.roster.RosterSnapshot;
import dev.watchbill.template.Medium;
import java.util.Optional;
import java.util.function.Supplier;

/** Incidents as messages in Slack. */
record SlackRooms(SlackApi api, Supplier<RosterSnapshot> roster)
    implements MessageRooms.Messages<SlackMessage> {
  static final String SLACK = "slack";

  @Override
  public SlackMessage inRoom(Assignment assignment) {
    return IncidentMessage.of(Notice.of(Medium.SLACK, assignment, roster.get()));
  }

  @Override
  public SlackMessage toPerson(Assignment assignment, String person) {
    return IncidentMessage.of(Notice.of(Medium.SLACK, assignment, person, roster.get()));
  }

  @Override
  public Delivery post(String room, SlackMessage message) {
    return api.post(room, message);
  }

  @Override
  public Optional<Delivery> change(String ref, SlackMessage message) {
    return api.change(ref, message);
  }
}
