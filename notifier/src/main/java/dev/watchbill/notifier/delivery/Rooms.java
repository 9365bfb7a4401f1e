package dev.watchbill.notifier.delivery;

import dev.watchbill.notifier.delivery.RoomChannel.Place;
import dev.watchbill.schemas.Assignment;
import dev.watchbill.schemas.ChatChannel;
import java.util.List;

/** Which rooms an assignment names. */
public final class Rooms {
  private Rooms() {}

  /** Those of one provider, each once. */
  public static List<Place> of(String provider, Assignment assignment) {
    return assignment.getChannels().stream()
        .filter(channel -> channel.getProvider().equals(provider))
        .map(ChatChannel::getAddress)
        .distinct()
        .<Place>map(Place.Room::new)
        .toList();
  }
}
