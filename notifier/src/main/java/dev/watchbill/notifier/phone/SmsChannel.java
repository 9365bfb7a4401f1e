package dev.watchbill.notifier.phone;

import dev.watchbill.notifier.delivery.Delivery;
import dev.watchbill.notifier.delivery.Notices;
import dev.watchbill.notifier.delivery.PersonChannel;
import dev.watchbill.notifier.links.Links;
import dev.watchbill.notifier.message.Wording;
import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Supplier;

/** Pages as short messages. The address is a phone number. */
public final class SmsChannel implements PersonChannel {
  /** As in pages. */
  public static final String NAME = "sms";

  private final TwilioSettings settings;
  private final TwilioCalls calls;
  private final Links links;
  private final Supplier<RosterSnapshot> roster;

  public SmsChannel(
      TwilioSettings settings, Links links, Supplier<RosterSnapshot> roster, InstantSource clock) {
    this.settings = settings;
    this.links = links;
    this.roster = roster;
    calls = new TwilioCalls(settings, clock);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int atOnce() {
    return 50;
  }

  @Override
  public Delivery deliver(Page page) {
    if (Notices.isCode(page)) {
      return send(page.getAddress(), ShortMessage.code(page));
    }
    return Notices.isNotice(page)
        ? Delivery.refused("notices are not sent by phone")
        : send(page.getAddress(), ShortMessage.of(page, links, new Wording(roster.get())));
  }

  @Override
  public Delivery sumUp(List<Page> pages) {
    return send(pages.getLast().getAddress(), ShortMessage.of(pages, links));
  }

  private Delivery send(String number, String text) {
    var to = PhoneNumbers.plain(number);
    if (to.isEmpty()) {
      return Delivery.refused("Expected a phone number such as +491701234567 as contact");
    }
    var form = new LinkedHashMap<String, String>();
    form.put("To", to.get());
    form.put("From", settings.from());
    form.put("Body", text);
    return calls.create("Messages", form);
  }
}
