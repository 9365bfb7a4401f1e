package dev.watchbill.notifier.slack;

import dev.watchbill.notifier.delivery.Delivery;
import dev.watchbill.notifier.delivery.RoomChannel;
import dev.watchbill.schemas.Assignment;
import dev.watchbill.schemas.ChatChannel;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * One message an incident in each of its channels, changed as the incident moves; and the direct
 * messages about it, which change with it.
 */
final class SlackRooms implements RoomChannel {
  static final String SLACK = "slack";

  /** Old news is not posted: a workspace that is connected today sees no history. */
  private static final Duration NEWS = Duration.ofHours(1);

  private final SlackApi api;
  private final MessageBoard board;
  private final Supplier<RosterSnapshot> roster;
  private final InstantSource clock;

  SlackRooms(
      SlackApi api, MessageBoard board, Supplier<RosterSnapshot> roster, InstantSource clock) {
    this.api = api;
    this.board = board;
    this.roster = roster;
    this.clock = clock;
  }

  @Override
  public String provider() {
    return SLACK;
  }

  @Override
  public List<Place> places(Assignment assignment) {
    board.moved(assignment);
    var rooms =
        assignment.getChannels().stream()
            .filter(channel -> channel.getProvider().equals(SLACK))
            .map(ChatChannel::getAddress)
            .distinct()
            .map(Place.Room::new);
    return Stream.concat(rooms, board.messages(assignment.getIncident().getId()).stream())
        .<Place>map(place -> place)
        .toList();
  }

  @Override
  public Delivery show(Assignment assignment, Place place) {
    return switch (place) {
      case Place.Room room -> inRoom(assignment, room.address());
      case Place.Message message -> inMessage(assignment, message);
    };
  }

  private Delivery inRoom(Assignment assignment, String address) {
    var incident = assignment.getIncident().getId();
    var message = IncidentMessage.of(Notice.of(assignment, roster.get()));
    var there = board.inRoom(incident, address);
    var changed = there.flatMap(ref -> api.change(ref, message));
    if (changed.isPresent()) {
      return changed.get();
    }
    if (there.isEmpty() && assignment.getAt().plus(NEWS).isBefore(clock.instant())) {
      return Delivery.refused("older than %d min and never shown here".formatted(NEWS.toMinutes()));
    }
    var posted = api.post(address, message);
    if (posted instanceof Delivery.Delivered delivered) {
      delivered.ref().ifPresent(ref -> board.posted(incident, address, ref));
    }
    return posted;
  }

  private Delivery inMessage(Assignment assignment, Place.Message message) {
    var notice = Notice.of(assignment, message.person(), roster.get());
    return api.change(message.ref(), IncidentMessage.of(notice))
        .orElseGet(() -> Delivery.refused("the message is gone"));
  }
}
