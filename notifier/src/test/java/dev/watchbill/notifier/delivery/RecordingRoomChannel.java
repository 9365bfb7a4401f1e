package dev.watchbill.notifier.delivery;

import dev.watchbill.schemas.Assignment;
import dev.watchbill.schemas.ChatChannel;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

/** Rooms that keep what they were shown, and answer as told; else they accept. */
public final class RecordingRoomChannel implements RoomChannel {
  private final List<String> shown = new CopyOnWriteArrayList<>();
  private final Queue<Delivery> answers = new ArrayDeque<>();
  private final Semaphore open = new Semaphore(1_000_000);
  private final List<Place> messages = new CopyOnWriteArrayList<>();

  public RecordingRoomChannel answering(Delivery... next) {
    answers.addAll(List.of(next));
    return this;
  }

  /** Somebody was sent a message, about every incident. */
  public RecordingRoomChannel messaged(String ref, String person) {
    messages.add(new Place.Message(ref, person));
    return this;
  }

  /** Holds what is shown from now on. */
  public RecordingRoomChannel hold() {
    open.drainPermits();
    return this;
  }

  public void release() {
    open.release(1_000_000);
  }

  /** INCIDENT SEQ PLACE. */
  public List<String> shown() {
    return shown;
  }

  @Override
  public String provider() {
    return "slack";
  }

  @Override
  public List<Place> places(Assignment assignment) {
    return Stream.concat(
            assignment.getChannels().stream().map(ChatChannel::getAddress).map(Place.Room::new),
            messages.stream())
        .toList();
  }

  @Override
  public boolean passesOverOldNews() {
    return true;
  }

  @Override
  public Delivery show(Assignment assignment, Place place) {
    shown.add(assignment.getIncident().getId() + " " + assignment.getSeq() + " " + place);
    open.acquireUninterruptibly();
    synchronized (answers) {
      var answer = answers.poll();
      return answer == null ? Delivery.accepted("C1/" + shown.size()) : answer;
    }
  }
}
