package dev.watchbill.notifier.ticket;

import dev.watchbill.notifier.delivery.Delivery;
import dev.watchbill.notifier.delivery.RoomChannel;
import dev.watchbill.notifier.delivery.Rooms;
import dev.watchbill.notifier.delivery.ShownBoard;
import dev.watchbill.notifier.known.KnownIncidents;
import dev.watchbill.notifier.links.Links;
import dev.watchbill.notifier.ticket.Tracker.Result;
import dev.watchbill.schemas.AssignedPerson;
import dev.watchbill.schemas.Assignment;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The tickets of one tracker. An incident gets one with its first assignment, where its policy says
 * so; before one is made it is looked for by the incident's id, so that a crash between making and
 * remembering makes no second one. From then on it moves where it was made, and is finished there,
 * whatever the roster says meanwhile.
 */
public final class TicketRooms implements RoomChannel {
  /** More than can wait. */
  private static final int MOST_WANTED = 20_000;

  private final Tracker tracker;
  private final ShownBoard board;
  private final KnownIncidents incidents;
  private final Supplier<RosterSnapshot> roster;
  private final Links links;
  private final InstantSource clock;

  /** By incident, the place of a ticket that isn't there yet. */
  private final Map<String, String> wanted =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > MOST_WANTED;
        }
      };

  /**
   * @param board what the tickets said before
   * @param incidents those that aren't over, known before anything is shown
   */
  public TicketRooms(
      Tracker tracker,
      ShownBoard board,
      KnownIncidents incidents,
      Supplier<RosterSnapshot> roster,
      Links links,
      InstantSource clock) {
    this.tracker = tracker;
    this.board = board;
    this.incidents = incidents;
    this.roster = roster;
    this.links = links;
    this.clock = clock;
  }

  @Override
  public String provider() {
    return tracker.name();
  }

  @Override
  public List<Place> places(Assignment assignment) {
    var made = board.rooms(assignment.getIncident().getId());
    if (!made.isEmpty()) {
      return made.stream().<Place>map(Place.Room::new).toList();
    }
    return assignment.getTicket()
        ? place(assignment)
            .<List<Place>>map(it -> List.of(new Place.Room(wanted(assignment, it.project()))))
            .orElse(List.of())
        : List.of();
  }

  /** Where it waits for one already, so that it doesn't wait for another one elsewhere. */
  private String wanted(Assignment assignment, String project) {
    synchronized (wanted) {
      return wanted.computeIfAbsent(assignment.getIncident().getId(), _ -> project);
    }
  }

  private Optional<TicketPlace> place(Assignment assignment) {
    return Optional.ofNullable(roster.get().services().get(assignment.getIncident().getService()))
        .flatMap(service -> TicketPlace.of(service, tracker.name()));
  }

  @Override
  public Delivery show(Assignment assignment, Place place) {
    var incident = assignment.getIncident().getId();
    if (!(place instanceof Place.Room room)) {
      return Delivery.refused("tickets are in projects");
    }
    var last = board.last(incident, room.address());
    if (last.filter(shown -> shown.seq() >= assignment.getSeq()).isPresent()) {
      return Delivery.accepted(last.get().ref());
    }
    var delivery =
        last.map(shown -> Said.of(shown.ref()))
            .map(said -> move(said, assignment, where(said, room, assignment)))
            .orElseGet(() -> first(assignment));
    if (delivery instanceof Delivery.Delivered delivered) {
      delivered
          .ref()
          .ifPresent(ref -> board.shown(assignment, room.address(), clock.instant(), ref));
    }
    return delivery;
  }

  /** Where a ticket was made, as the roster has it now or, if it has it no more, had it. */
  private TicketPlace where(Said said, Place.Room room, Assignment assignment) {
    return place(assignment)
        .filter(now -> now.project().equals(room.address()))
        .orElseGet(() ->
            new TicketPlace(
                room.address(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(said.resolved()).filter(name -> !name.isEmpty())));
  }

  private Delivery first(Assignment assignment) {
    if (isHistory(assignment)) {
      return Rooms.TOO_OLD;
    }
    return place(assignment)
        .map(where -> first(assignment, where))
        .orElseGet(
            () -> Delivery.refused("the service has no tickets in %s".formatted(tracker.name())));
  }

  /** A tracker that is connected today gets tickets of what is open, and of nothing long past. */
  private boolean isHistory(Assignment assignment) {
    return Rooms.isOld(assignment, clock.instant())
        && incidents.open(assignment.getIncident().getId()).isEmpty();
  }

  private Delivery first(Assignment assignment, TicketPlace where) {
    return switch (tracker.find(assignment.getIncident().getId(), where)) {
      case Result.Failed<Optional<String>> failed -> failed.delivery();
      case Result.Ok<Optional<String>> found -> {
        if (found.value().isPresent()) {
          yield move(Said.nothing(found.value().get()), assignment, where);
        }
        if (assignment.getPeople().isEmpty()) {
          yield Delivery.refused("no ticket, as nobody has had the incident");
        }
        yield switch (tracker.create(text().of(assignment, account(assignment)), where)) {
          // It was over before the tracker could be asked.
          case Result.Ok<String> made when assignment.getState().equals("resolved") ->
              move(Said.nothing(made.value()), assignment, where);
          case Result.Ok<String> made ->
              Delivery.accepted(Said.of(made.value(), assignment, where).text());
          case Result.Failed<String> failed -> failed.delivery();
        };
      }
    };
  }

  /** What changed since the ticket was touched last. */
  private Delivery move(Said last, Assignment assignment, TicketPlace where) {
    var next = Said.of(last.key(), assignment, where);
    if (next.isAs(last)) {
      return Delivery.accepted(next.text());
    }
    var text = text().moved(assignment);
    var steps = new ArrayList<Supplier<Result<String>>>();
    if (assignment.getState().equals("resolved")) {
      steps.add(() -> tracker.finish(last.key(), where, text));
    } else {
      steps.add(() -> tracker.comment(last.key(), text));
      account(assignment)
          .filter(account -> !next.isAs(last))
          .ifPresent(account -> steps.add(() -> tracker.assign(last.key(), account)));
    }
    for (var step : steps) {
      if (step.get() instanceof Result.Failed<String> failed) {
        return failed.delivery();
      }
    }
    return Delivery.accepted(next.text());
  }

  /** Whoever acknowledged, else the first who is paged and has an account there. */
  private Optional<String> account(Assignment assignment) {
    var by = Optional.ofNullable(assignment.getBy()).stream();
    var paged = assignment.getPeople().stream().map(AssignedPerson::getPerson);
    return Stream.concat(by, paged)
        .flatMap(person -> Optional.ofNullable(roster.get().people().get(person)).stream())
        .flatMap(person -> Optional.ofNullable(person.getContacts().get(tracker.name())).stream())
        .findFirst();
  }

  private TicketText text() {
    return new TicketText(roster.get(), links);
  }
}
