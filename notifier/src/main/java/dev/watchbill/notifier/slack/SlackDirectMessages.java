package dev.watchbill.notifier.slack;

import dev.watchbill.notifier.delivery.Delivery;
import dev.watchbill.notifier.delivery.Notices;
import dev.watchbill.notifier.delivery.PersonChannel;
import dev.watchbill.notifier.message.Notice;
import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.roster.RosterSnapshot;
import dev.watchbill.template.Medium;
import java.util.List;
import java.util.function.Supplier;

/**
 * Pages and notices as direct messages. The address is a Slack user id; a team's channel for its
 * notices.
 */
final class SlackDirectMessages implements PersonChannel {
  private final SlackApi api;
  private final Supplier<RosterSnapshot> roster;

  SlackDirectMessages(SlackApi api, Supplier<RosterSnapshot> roster) {
    this.api = api;
    this.roster = roster;
  }

  @Override
  public String name() {
    return SlackRooms.SLACK;
  }

  @Override
  public Delivery deliver(Page page) {
    return send(
        page,
        Notices.isNotice(page)
            ? NoticeMessage.of(page)
            : IncidentMessage.of(Notice.of(Medium.SLACK, page, roster.get())));
  }

  @Override
  public Delivery sumUp(List<Page> pages) {
    return send(pages.getLast(), SummaryMessage.of(pages, roster.get()));
  }

  private Delivery send(Page page, SlackMessage message) {
    return page.getAddress().isBlank()
        ? Delivery.refused(
            "Expected a Slack user id as contact of %s, but there is none"
                .formatted(page.getPerson()))
        : api.post(page.getAddress(), message);
  }
}
