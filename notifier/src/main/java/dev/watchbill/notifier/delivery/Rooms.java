package dev.watchbill.notifier.delivery;

import dev.watchbill.notifier.delivery.RoomChannel.Place;
import dev.watchbill.schemas.Assignment;
import dev.watchbill.schemas.ChatChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Which rooms an assignment names, and which of them it is too old for. */
public final class Rooms {
  /** Old news is not shown: a room that is connected today sees no history. */
  static final Duration NEWS = Duration.ofHours(1);

  /** What becomes of old news. */
  public static final Delivery TOO_OLD =
      Delivery.refused("older than %d min and never shown here".formatted(NEWS.toMinutes()));

  private Rooms() {}

  /** Whether it is too old for a room that never saw its incident. */
  public static boolean isOld(Assignment assignment, Instant now) {
    return assignment.getAt().plus(NEWS).isBefore(now);
  }

  /**
   * Whether it isn't shown any more where old news isn't. What was news when it came is, until it
   * is over: its room was limited, or the provider away.
   *
   * @param reached whether its incident was shown there before
   * @param waits whether it was said that it waits, before a restart perhaps
   */
  static boolean isPassedOver(Wish wish, boolean reached, boolean waits, Instant now) {
    return !reached && isOld(wish.assignment(), now) && (wish.isOver() || !(wish.news() || waits));
  }

  /** What may be said of an address: what else stands in it may be a secret. */
  static String sayable(String address) {
    return address.replaceFirst("^[a-z]+://(?:[^/?#@]*@)?([^/?#]*).*$", "$1");
  }

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
