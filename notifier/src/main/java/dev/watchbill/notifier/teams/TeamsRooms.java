package dev.watchbill.notifier.teams;

import dev.watchbill.notifier.delivery.Delivery;
import dev.watchbill.notifier.delivery.RoomChannel;
import dev.watchbill.notifier.delivery.Rooms;
import dev.watchbill.notifier.delivery.ShownBoard;
import dev.watchbill.notifier.links.Links;
import dev.watchbill.schemas.AssignedPerson;
import dev.watchbill.schemas.Assignment;
import dev.watchbill.schemas.config.Secrets;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Incidents in Teams channels. By a workflow: a new card where what people see has changed, which
 * says the card it replaces; its links lead to sign-in, as everybody in the channel sees them. By
 * the bot: one card, which it changes.
 */
public final class TeamsRooms implements RoomChannel {
  /** As in {@code chat}. */
  public static final String NAME = "teams";

  private final Workflows workflows;
  private final Optional<RoomChannel> bot;
  private final ShownBoard board;
  private final Supplier<RosterSnapshot> roster;
  private final Links links;
  private final InstantSource clock;

  /**
   * @param bot shows what has the bot; empty: there is none
   * @param board what workflows showed before
   */
  TeamsRooms(
      Workflows workflows,
      Optional<RoomChannel> bot,
      ShownBoard board,
      Supplier<RosterSnapshot> roster,
      Links links,
      InstantSource clock) {
    this.workflows = workflows;
    this.bot = bot;
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
    return bot.map(it -> it.places(assignment)).orElseGet(() -> Rooms.of(NAME, assignment));
  }

  @Override
  public boolean passesOverOldNews() {
    return true;
  }

  /** Each workflow runs by itself. */
  @Override
  public String server(Place place) {
    return switch (place) {
      case Place.Room room -> Address.of(room.address()).server();
      case Place.Message _ -> "";
    };
  }

  @Override
  public Delivery show(Assignment assignment, Place place) {
    return switch (place) {
      case Place.Room room when !(Address.of(room.address()) instanceof Address.Room) ->
          byWorkflow(assignment, room.address());
      case Place.Room _, Place.Message _ ->
          bot.map(it -> it.show(assignment, place)).orElseGet(Address::withoutBot);
    };
  }

  private Delivery byWorkflow(Assignment assignment, String room) {
    var before = board.last(assignment.getIncident().getId(), room);
    var ref = ref(assignment);
    if (before.isPresent()
        && (before.get().seq() >= assignment.getSeq() || before.get().ref().equals(ref))) {
      return Delivery.accepted(before.get().ref());
    }
    var card = new IncidentCard(roster.get(), links).of(assignment, before);
    var posted = workflows.post(room, card, ref);
    if (posted instanceof Delivery.Delivered) {
      board.shown(assignment, room, clock.instant(), ref);
    }
    return posted;
  }

  /** Names what a card says: its state first, then what people would see change. */
  private static String ref(Assignment assignment) {
    var people = assignment.getPeople().stream().map(AssignedPerson::getPerson).toList();
    var seen =
        String.join(
            "\n",
            assignment.getIncident().getSeverity(),
            String.join(",", people),
            String.valueOf(assignment.getBy()));
    return assignment.getState() + "/" + Secrets.hash(seen).substring(0, 12);
  }

  /** The state that a card's name begins with. */
  static String state(String ref) {
    var slash = ref.indexOf('/');
    return slash < 0 ? ref : ref.substring(0, slash);
  }
}
