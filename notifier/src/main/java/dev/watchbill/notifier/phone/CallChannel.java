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

/** Pages as calls that say what is wrong, twice, and take a key as the answer. */
public final class CallChannel implements PersonChannel {
  /** As in pages. */
  public static final String NAME = "call";

  private static final String RINGS_SECONDS = "30";

  private final TwilioSettings settings;
  private final TwilioCalls calls;
  private final Links links;
  private final Supplier<RosterSnapshot> roster;

  public CallChannel(
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
    return 20;
  }

  @Override
  public Delivery deliver(Page page) {
    return Notices.isNotice(page)
        ? Delivery.refused("notices are not told by phone")
        : call(page, Speech.of(page, links.key(page), new Wording(roster.get())));
  }

  @Override
  public Delivery sumUp(List<Page> pages) {
    return call(pages.getLast(), Speech.of(pages));
  }

  private Delivery call(Page page, String speech) {
    var to = PhoneNumbers.plain(page.getAddress());
    if (to.isEmpty()) {
      return Delivery.refused("Expected a phone number such as +491701234567 as contact");
    }
    var form = new LinkedHashMap<String, String>();
    form.put("To", to.get());
    form.put("From", settings.from());
    form.put("Twiml", speech);
    form.put("Timeout", RINGS_SECONDS);
    return calls.create("Calls", form);
  }
}
