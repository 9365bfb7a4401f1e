package dev.watchbill.notifier.delivery;

import dev.watchbill.schemas.Assignment;
import java.util.List;

/**
 * A provider that shows incidents where many can see them, one message an incident that moves with
 * it. May be called by many threads; never by two at once for the same incident and place.
 */
public interface RoomChannel {

  /** As it stands in {@code ChatChannel.provider}. */
  String provider();

  /** Where this assignment is to be seen now. */
  List<Place> places(Assignment assignment);

  /** Tries once to show an assignment: a new message, or a change to the one that is there. */
  Delivery show(Assignment assignment, Place place);

  /**
   * Whether old news isn't shown to whoever never saw its incident: a room that is connected today
   * sees no history.
   */
  default boolean passesOverOldNews() {
    return false;
  }

  /**
   * Which server of the provider's shows it there, where they can be away one by one; empty: all
   * are the same.
   */
  default String server(Place place) {
    return "";
  }

  /** Somewhere an incident is shown. */
  sealed interface Place {
    /**
     * A chat channel that the roster names.
     *
     * @param address such as {@code #payments-alerts}
     */
    record Room(String address) implements Place {}

    /**
     * A message that somebody was sent about the incident.
     *
     * @param ref where the provider keeps it
     * @param person whom it was sent to
     */
    record Message(String ref, String person) implements Place {}
  }
}
