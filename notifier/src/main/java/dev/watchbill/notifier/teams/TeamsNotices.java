package dev.watchbill.notifier.teams;

import dev.watchbill.notifier.delivery.Delivery;
import dev.watchbill.notifier.delivery.Notices;
import dev.watchbill.notifier.delivery.PersonChannel;
import dev.watchbill.notifier.links.Links;
import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.util.List;
import java.util.function.Supplier;

/**
 * Notices for teams in their channels. A webhook reaches channels only, so pages to people are
 * refused at once, and their next contact is used.
 */
public final class TeamsNotices implements PersonChannel {
  private final Workflows workflows;
  private final Supplier<RosterSnapshot> roster;
  private final Links links;

  public TeamsNotices(Workflows workflows, Supplier<RosterSnapshot> roster, Links links) {
    this.workflows = workflows;
    this.roster = roster;
    this.links = links;
  }

  @Override
  public String name() {
    return TeamsRooms.NAME;
  }

  @Override
  public Delivery deliver(Page page) {
    return Notices.isNotice(page)
        ? workflows.post(
            page.getAddress(), new IncidentCard(roster.get(), links).of(page), page.getId())
        : Delivery.refused("teams reaches channels, not yet people");
  }

  @Override
  public Delivery sumUp(List<Page> pages) {
    return deliver(pages.getFirst());
  }
}
