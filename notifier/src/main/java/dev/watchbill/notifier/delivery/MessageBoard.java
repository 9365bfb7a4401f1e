package dev.watchbill.notifier.delivery;

import dev.watchbill.notifier.delivery.RoomChannel.Place;
import dev.watchbill.schemas.Assignment;
import dev.watchbill.schemas.Receipt;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which messages show which incident, so that they can be changed as it moves. Rebuilt from the
 * receipts at each start; bounded, the incidents longest untouched are forgotten first.
 */
public final class MessageBoard {
  private static final int MOST_INCIDENTS = 20_000;

  private final Map<String, Board> boards =
      new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Board> eldest) {
          return size() > MOST_INCIDENTS;
        }
      };

  private final String provider;
  private volatile Consumer<String> whenPosted = incident -> {};

  /**
   * @param provider whose messages these are, as in {@code Receipt.channel}
   */
  public MessageBoard(String provider) {
    this.provider = provider;
  }

  /** The messages of one incident: by room, and the people's by where they are. */
  private static final class Board {
    final Map<String, String> rooms = new HashMap<>();
    final Map<String, Place.Message> messages = new LinkedHashMap<>();
    @Nullable Assignment latest;
  }

  /** A message that says less than is known. */
  public record Outdated(Assignment latest, Place.Message message) {}

  /**
   * Takes note of a receipt.
   *
   * @return the message it is about, where the incident has moved on since the page was decided
   */
  public Optional<Outdated> learn(Receipt receipt) {
    var outdated = note(receipt);
    if (receipt.getPage().isEmpty()
        && inRoom(receipt.getIncident(), receipt.getAddress()).isPresent()) {
      whenPosted.accept(receipt.getIncident());
    }
    return outdated;
  }

  private synchronized Optional<Outdated> note(Receipt receipt) {
    var ref = receipt.getProviderRef();
    if (!receipt.getChannel().equals(provider) || ref == null || receipt.getIncident().isEmpty()) {
      return Optional.empty();
    }
    var board = boards.computeIfAbsent(receipt.getIncident(), incident -> new Board());
    if (receipt.getPage().isEmpty()) {
      board.rooms.put(receipt.getAddress(), ref);
      return Optional.empty();
    }
    var person = receipt.getPerson();
    var message = new Place.Message(ref, person == null ? "" : person);
    board.messages.put(ref, message);
    return Optional.ofNullable(board.latest)
        .filter(latest -> latest.getAt().isAfter(pageTime(receipt)))
        .map(latest -> new Outdated(latest, message));
  }

  /** Takes note of where an incident stands. */
  public synchronized void moved(Assignment assignment) {
    var board = boards.computeIfAbsent(assignment.getIncident().getId(), incident -> new Board());
    if (board.latest == null || board.latest.getSeq() < assignment.getSeq()) {
      board.latest = assignment;
    }
  }

  /** Where an incident stood last. */
  public synchronized Optional<Assignment> latest(String incident) {
    return Optional.ofNullable(boards.get(incident)).map(board -> board.latest);
  }

  public void posted(String incident, String room, String ref) {
    synchronized (this) {
      boards.computeIfAbsent(incident, i -> new Board()).rooms.put(room, ref);
    }
    whenPosted.accept(incident);
  }

  /** Says who wants to hear which incident has got a message in a room. */
  public void whenPosted(Consumer<String> listener) {
    whenPosted = listener;
  }

  /** Where an incident's messages are, by room. */
  public synchronized Map<String, String> rooms(String incident) {
    var board = boards.get(incident);
    return board == null ? Map.of() : Map.copyOf(board.rooms);
  }

  public synchronized Optional<String> inRoom(String incident, String room) {
    return Optional.ofNullable(boards.get(incident)).map(board -> board.rooms.get(room));
  }

  public synchronized List<Place.Message> messages(String incident) {
    var board = boards.get(incident);
    return board == null ? List.of() : List.copyOf(board.messages.values());
  }

  private static Instant pageTime(Receipt receipt) {
    return receipt.getAt().minusMillis(receipt.getLatencyMs());
  }
}
