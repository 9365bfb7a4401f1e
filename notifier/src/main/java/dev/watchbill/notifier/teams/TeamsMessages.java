package dev.watchbill.notifier.teams;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.watchbill.notifier.delivery.Delivery;
import dev.watchbill.notifier.delivery.Notices;
import dev.watchbill.notifier.delivery.PersonChannel;
import dev.watchbill.notifier.links.Links;
import dev.watchbill.notifier.web.JsonText;
import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Pages and notices in Teams. People are reached by a bot alone; a team's channel by its workflow
 * or the bot, as its address says.
 */
public final class TeamsMessages implements PersonChannel {
  private final Workflows workflows;
  private final Optional<Connector> bot;
  private final Supplier<RosterSnapshot> roster;
  private final Links links;

  /**
   * @param bot empty: there is none, and pages to people are refused at once
   */
  TeamsMessages(
      Workflows workflows, Optional<Connector> bot, Supplier<RosterSnapshot> roster, Links links) {
    this.workflows = workflows;
    this.bot = bot;
    this.roster = roster;
    this.links = links;
  }

  @Override
  public String name() {
    return TeamsRooms.NAME;
  }

  /** Each workflow runs by itself. */
  @Override
  public String server(Page page) {
    return Address.of(page.getAddress()).server();
  }

  @Override
  public Delivery deliver(Page page) {
    if (!Notices.isNotice(page)) {
      return toPerson(page, new IncidentCard(roster.get(), links).toPerson(page));
    }
    var cards = new NoticeCard(roster.get(), links);
    return switch (Address.of(page.getAddress())) {
      case Address.Workflow workflow ->
          workflows.post(
              workflow.reference(), JsonText.write(cards.of(page).message()), page.getId());
      case Address.Room room ->
          bot.map(it -> it.toRoom(room.id(), cards.answered(page).activity()))
              .orElseGet(Address::withoutBot);
      case Address.Person _, Address.Unknown _ -> toPerson(page, cards.answered(page));
    };
  }

  @Override
  public Delivery sumUp(List<Page> pages) {
    return toPerson(pages.getLast(), new NoticeCard(roster.get(), links).of(pages));
  }

  private Delivery toPerson(Page page, Card card) {
    return switch (Address.of(page.getAddress())) {
      case Address.Person person ->
          bot.map(it -> it.toPerson(person.user(), alarming(card))).orElseGet(Address::withoutBot);
      case Address.Workflow _, Address.Room _, Address.Unknown _ ->
          Delivery.refused(
              "Expected a Microsoft Entra object id as contact of %s, but got \"%s\""
                  .formatted(page.getPerson(), page.getAddress()));
    };
  }

  /** With an entry in the activity feed, as a mention has. */
  private static ObjectNode alarming(Card card) {
    var activity = card.activity();
    activity.withObject("/channelData/notification").put("alert", true);
    return activity;
  }
}
