package dev.watchbill.notifier.teams;

import dev.watchbill.notifier.delivery.Delivery;
import dev.watchbill.notifier.delivery.MessageRooms;
import dev.watchbill.notifier.links.Links;
import dev.watchbill.schemas.Assignment;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.util.Optional;
import java.util.function.Supplier;

/** Incidents as cards of the bot. */
record BotCards(Connector connector, Supplier<RosterSnapshot> roster, Links links)
    implements MessageRooms.Messages<Card> {

  @Override
  public Card inRoom(Assignment assignment) {
    return new IncidentCard(roster.get(), links).inRoom(assignment);
  }

  @Override
  public Card toPerson(Assignment assignment, String person) {
    return new IncidentCard(roster.get(), links).toPerson(assignment, person);
  }

  @Override
  public Delivery post(String room, Card card) {
    return connector.toRoom(room, card.activity());
  }

  @Override
  public Optional<Delivery> change(String ref, Card card) {
    return connector.change(ref, card.activity());
  }
}
