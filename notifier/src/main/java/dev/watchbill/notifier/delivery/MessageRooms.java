package dev.watchbill.notifier.delivery;

import dev.watchbill.schemas.Assignment;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One message an incident in each of its rooms, changed as the incident moves; and the messages to
 * people about it, which change with it.
 *
 * @param <M> what is posted
 */
public final class MessageRooms<M> implements RoomChannel {
  private final String provider;
  private final Messages<M> messages;
  private final MessageBoard board;

  /**
   * What a provider does with messages that can be changed.
   *
   * @param <M> what is posted
   */
  public interface Messages<M> {
    /** For everybody in a room. */
    M inRoom(Assignment assignment);

    /** For somebody who was paged about it before. */
    M toPerson(Assignment assignment, String person);

    /** Tries once to post; the reference is what {@link #change} takes. */
    Delivery post(String room, M message);

    /**
     * Tries once to change a message that is there.
     *
     * @return empty: it is gone
     */
    Optional<Delivery> change(String ref, M message);
  }

  /**
   * @param provider as it stands in {@code ChatChannel.provider}
   * @param board which messages there are
   */
  public MessageRooms(String provider, Messages<M> messages, MessageBoard board) {
    this.provider = provider;
    this.messages = messages;
    this.board = board;
  }

  @Override
  public String provider() {
    return provider;
  }

  @Override
  public List<Place> places(Assignment assignment) {
    board.moved(assignment);
    return Stream.concat(
            Rooms.of(provider, assignment).stream(),
            board.messages(assignment.getIncident().getId()).stream())
        .toList();
  }

  @Override
  public boolean passesOverOldNews() {
    return true;
  }

  @Override
  public Delivery show(Assignment assignment, Place place) {
    return switch (place) {
      case Place.Room room -> inRoom(assignment, room.address());
      case Place.Message message ->
          messages
              .change(message.ref(), messages.toPerson(assignment, message.person()))
              .orElseGet(() -> Delivery.refused("the message is gone"));
    };
  }

  private Delivery inRoom(Assignment assignment, String address) {
    var incident = assignment.getIncident().getId();
    var message = messages.inRoom(assignment);
    var there = board.inRoom(incident, address);
    var changed = there.flatMap(ref -> messages.change(ref, message));
    if (changed.isPresent()) {
      return changed.get();
    }
    var posted = messages.post(address, message);
    if (posted instanceof Delivery.Delivered delivered) {
      delivered.ref().ifPresent(ref -> board.posted(incident, address, ref));
    }
    return posted;
  }
}
