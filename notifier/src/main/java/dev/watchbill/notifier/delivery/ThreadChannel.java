package dev.watchbill.notifier.delivery;

import dev.watchbill.schemas.Incident;
import dev.watchbill.schemas.IncidentEvent;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/** A provider whose messages about incidents have threads, where it tells what happened since. */
public interface ThreadChannel {

  /** As it stands in {@code ChatChannel.provider}. */
  String provider();

  /** The threads there are about an incident now. */
  List<Post> posts(String incident);

  /** Whether there may be one soon, by what the roster says. */
  boolean mayShow(Incident incident);

  /** Whether a thread tells of this step. */
  boolean tells(IncidentEvent step);

  /**
   * Tries once to tell what happened.
   *
   * @param steps oldest first, at least one
   * @param forgotten how many steps before them nobody knows any more
   * @param through number of the newest step there is, which the provider keeps with the reply
   */
  Delivery reply(
      Post post, Incident incident, List<IncidentEvent> steps, int forgotten, long through);

  /**
   * How far a thread has come, as its replies themselves say.
   *
   * @param since of replies before that nothing need be known
   * @return empty: it says nothing, or can't be asked
   */
  OptionalLong through(Post post, Instant since);

  /**
   * The message a thread hangs from.
   *
   * @param room as the roster names it
   * @param ref where the provider keeps it
   */
  record Post(String room, String ref) {}
}
