package dev.watchbill.notifier.slack;

import dev.watchbill.notifier.delivery.Delivery;
import dev.watchbill.notifier.delivery.MessageBoard;
import dev.watchbill.notifier.delivery.ThreadChannel;
import dev.watchbill.schemas.Incident;
import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.Policy;
import dev.watchbill.schemas.PolicyStep;
import dev.watchbill.schemas.SeverityPolicy;
import dev.watchbill.schemas.Target;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The threads under the incidents' messages in their rooms: each tells its incident's timeline. */
final class SlackThreads implements ThreadChannel {
  private static final String ROOM = SlackRooms.SLACK + ":";

  private final SlackApi api;
  private final MessageBoard board;
  private final Supplier<RosterSnapshot> roster;
  private volatile @Nullable Rooms rooms;

  SlackThreads(SlackApi api, MessageBoard board, Supplier<RosterSnapshot> roster) {
    this.api = api;
    this.board = board;
    this.roster = roster;
  }

  /** Whether any policy names a room itself; found once for each roster. */
  private record Rooms(String version, boolean inPolicies) {}

  @Override
  public String provider() {
    return SlackRooms.SLACK;
  }

  @Override
  public List<Post> posts(String incident) {
    return board.rooms(incident).entrySet().stream()
        .map(room -> new Post(room.getKey(), room.getValue()))
        .toList();
  }

  @Override
  public boolean mayShow(Incident incident) {
    var now = roster.get();
    var service = now.services().get(incident.getService());
    return (service != null && service.getChat().containsKey(SlackRooms.SLACK))
        || rooms(now).inPolicies();
  }

  private Rooms rooms(RosterSnapshot now) {
    var known = rooms;
    if (known == null || !known.version().equals(now.version())) {
      known =
          new Rooms(
              now.version(), now.policies().values().stream().anyMatch(SlackThreads::namesRoom));
      rooms = known;
    }
    return known;
  }

  private static boolean namesRoom(Policy policy) {
    return policy.getSeverities().values().stream()
        .flatMap(SlackThreads::targets)
        .filter(target -> target.getKind().equals("channel"))
        .flatMap(target -> target.getIds().stream())
        .anyMatch(id -> id.startsWith(ROOM));
  }

  private static Stream<Target> targets(SeverityPolicy rules) {
    return Stream.concat(
        rules.getFinallyTargets().stream(),
        rules.getSteps().stream().map(PolicyStep::getTargets).flatMap(Collection::stream));
  }

  @Override
  public boolean tells(IncidentEvent step) {
    return Timeline.tells(step);
  }

  @Override
  public Delivery reply(
      Post post, Incident incident, List<IncidentEvent> steps, int forgotten, long through) {
    return api.reply(
        post.room(),
        post.ref(),
        through,
        ThreadMessage.of(incident.getId(), steps, forgotten, roster.get()));
  }

  @Override
  public OptionalLong through(Post post, Instant since) {
    return api.through(post.ref(), since);
  }
}
