package dev.watchbill.notifier.delivery;

import dev.watchbill.notifier.delivery.RoomChannel.Place;
import dev.watchbill.schemas.Assignment;
import dev.watchbill.schemas.trace.Trace;
import org.jspecify.annotations.Nullable;

/**
 * A state of an incident that is to be shown in one place.
 *
 * @param news whether it was news when it came to us, whatever has become of it since
 * @param finish to be run once it is shown, for good not shown, or outdated
 */
record Wish(
    Assignment assignment, Place place, Errand errand, Runnable finish, boolean news, Trace trace) {

  /** Of one incident in one place only the newest state is of interest. */
  String key() {
    return assignment.getIncident().getId() + "\n" + place;
  }

  String incident() {
    return assignment.getIncident().getId();
  }

  long seq() {
    return assignment.getSeq();
  }

  boolean isOver() {
    return assignment.getState().equals("resolved");
  }

  boolean isAbandoned() {
    return errand.state() == Errand.State.ABANDONED;
  }

  /** Two are never the same one, however alike they are; and comparing them costs nothing. */
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
