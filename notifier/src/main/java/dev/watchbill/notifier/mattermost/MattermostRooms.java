package dev.watchbill.notifier.mattermost;

import dev.watchbill.notifier.delivery.Delivery;
import dev.watchbill.notifier.delivery.RoomChannel;
import dev.watchbill.notifier.delivery.Rooms;
import dev.watchbill.notifier.delivery.ShownBoard;
import dev.watchbill.notifier.links.Links;
import dev.watchbill.schemas.Assignment;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/** One post an incident in each of its channels, changed as the incident moves. */
public final class MattermostRooms implements RoomChannel {
  /** As in {@code chat}. */
  public static final String NAME = "mattermost";

  private final MattermostApi api;
  private final ShownBoard board;
  private final Supplier<RosterSnapshot> roster;
  private final Links links;
  private final InstantSource clock;

  /**
   * @param board what was shown before, on this provider
   */
  public MattermostRooms(
      MattermostApi api,
      ShownBoard board,
      Supplier<RosterSnapshot> roster,
      Links links,
      InstantSource clock) {
    this.api = api;
    this.board = board;
    this.roster = roster;
    this.links = links;
    this.clock = clock;
  }

  @Override
  public String provider() {
    return NAME;
  }

  @Override
  public List<Place> places(Assignment assignment) {
    return Rooms.of(NAME, assignment);
  }

  @Override
  public boolean passesOverOldNews() {
    return true;
  }

  @Override
  public Delivery show(Assignment assignment, Place place) {
    return switch (place) {
      case Place.Message message -> Delivery.refused("mattermost shows no messages of people");
      case Place.Room room -> inRoom(assignment, room.address());
    };
  }

  private Delivery inRoom(Assignment assignment, String room) {
    var incident = assignment.getIncident().getId();
    var before = board.last(incident, room);
    if (before.filter(it -> it.seq() >= assignment.getSeq()).isPresent()) {
      return Delivery.accepted(before.get().ref());
    }
    var message = MattermostMessage.of(assignment, roster.get(), links.incident(incident));
    var shown =
        before
            .flatMap(it -> api.change(it.ref(), message))
            .orElseGet(() -> api.post(room, message));
    if (shown instanceof Delivery.Delivered delivered) {
      delivered.ref().ifPresent(ref -> board.shown(assignment, room, clock.instant(), ref));
    }
    return shown;
  }
}
