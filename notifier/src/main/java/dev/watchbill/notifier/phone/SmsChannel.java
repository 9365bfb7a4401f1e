package dev.watchbill.notifier.phone;

import dev.watchbill.notifier.delivery.Delivery;
import dev.watchbill.notifier.delivery.Notices;
import dev.watchbill.notifier.delivery.PersonChannel;
import dev.watchbill.notifier.links.Links;
import dev.watchbill.notifier.message.Wording;
import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.roster.RosterSnapshot;
import dev.watchbill.schemas.text.PhoneNumber;
import java.util.List;
import java.util.function.Supplier;

/** Pages as short messages. The address is a phone number. */
public final class SmsChannel implements PersonChannel {
  /** As in pages. */
  public static final String NAME = "sms";

  private final PhoneProviders providers;
  private final Links links;
  private final Supplier<RosterSnapshot> roster;

  public SmsChannel(PhoneProviders providers, Links links, Supplier<RosterSnapshot> roster) {
    this.providers = providers;
    this.links = links;
    this.roster = roster;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int atOnce() {
    return PhoneProviders.AT_ONCE;
  }

  @Override
  public boolean tellsOfTrouble() {
    return true;
  }

  @Override
  public Delivery deliver(Page page) {
    if (Notices.isCode(page)) {
      return send(page, ShortMessage.code(page), List.of());
    }
    return Notices.isNotice(page)
        ? Delivery.refused("notices are not sent by phone")
        : send(page, ShortMessage.of(page, links, new Wording(roster.get())), List.of(page));
  }

  @Override
  public Delivery sumUp(List<Page> pages) {
    return send(pages.getLast(), ShortMessage.of(pages, links), pages);
  }

  private Delivery send(Page page, String text, List<Page> told) {
    return PhoneNumber.plain(page.getAddress())
        .map(to -> providers.attempt(page, provider -> provider.message(to, text, told)))
        .orElseGet(
            () -> Delivery.refused("Expected a phone number such as +491701234567 as contact"));
  }
}
