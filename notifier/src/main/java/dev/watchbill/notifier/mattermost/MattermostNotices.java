package dev.watchbill.notifier.mattermost;

import dev.watchbill.notifier.delivery.Delivery;
import dev.watchbill.notifier.delivery.Notices;
import dev.watchbill.notifier.delivery.PersonChannel;
import dev.watchbill.notifier.links.Links;
import dev.watchbill.notifier.web.LiteralMarkdown;
import dev.watchbill.schemas.Page;
import java.util.List;

/** Notices for teams in their channels. People are reached by other contacts. */
public final class MattermostNotices implements PersonChannel {
  private final MattermostApi api;
  private final Links links;

  public MattermostNotices(MattermostApi api, Links links) {
    this.api = api;
    this.links = links;
  }

  @Override
  public String name() {
    return MattermostRooms.NAME;
  }

  @Override
  public Delivery deliver(Page page) {
    return Notices.isNotice(page)
        ? api.post(page.getAddress(), LiteralMarkdown.of(List.of(page.getText()), links.inbox()))
        : Delivery.refused("mattermost reaches channels, not people");
  }

  @Override
  public Delivery sumUp(List<Page> pages) {
    return deliver(pages.getFirst());
  }
}
