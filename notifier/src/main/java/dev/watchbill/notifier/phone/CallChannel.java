package dev.watchbill.notifier.phone;

import dev.watchbill.notifier.delivery.Delivery;
import dev.watchbill.notifier.delivery.Line;
import dev.watchbill.notifier.delivery.Notices;
import dev.watchbill.notifier.delivery.PersonChannel;
import dev.watchbill.notifier.message.Wording;
import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.roster.RosterSnapshot;
import dev.watchbill.schemas.text.PhoneNumber;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** Pages as calls that say what is wrong, twice, and take a key as the answer. */
public final class CallChannel implements PersonChannel {
  /** As in pages. */
  public static final String NAME = "call";

  private final PhoneProviders providers;
  private final Supplier<RosterSnapshot> roster;

  public CallChannel(PhoneProviders providers, Supplier<RosterSnapshot> roster) {
    this.providers = providers;
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

  /** One person's phone: it rings for half a minute, and is spoken to for as long. */
  public static Line line(Supplier<RosterSnapshot> roster) {
    return new Line(
        Duration.ofSeconds(75),
        () -> Duration.ofMillis(roster.get().organization().getReceiptPatienceMs()));
  }

  @Override
  public Delivery deliver(Page page) {
    return Notices.isNotice(page)
        ? Delivery.refused("notices are not told by phone")
        : call(List.of(page), Speech.words(page, new Wording(roster.get())));
  }

  @Override
  public Delivery sumUp(List<Page> pages) {
    return call(pages, Speech.words(pages));
  }

  private Delivery call(List<Page> pages, String words) {
    var page = pages.getLast();
    return PhoneNumber.plain(page.getAddress())
        .map(to -> providers.attempt(page, provider -> provider.call(to, words, pages)))
        .orElseGet(
            () -> Delivery.refused("Expected a phone number such as +491701234567 as contact"));
  }
}
