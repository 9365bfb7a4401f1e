package dev.watchbill.notifier.phone;

import dev.watchbill.notifier.delivery.Receipts;
import dev.watchbill.notifier.links.LinkPass;
import dev.watchbill.notifier.links.LinkSeal;
import dev.watchbill.notifier.links.Links;
import dev.watchbill.schemas.Receipt;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says what became of pages after a provider took what tells of them. */
final class Fates {
  private static final Logger LOG = LoggerFactory.getLogger(Fates.class);

  private final LinkSeal seal;
  private final Receipts receipts;
  private final InstantSource clock;
  private final String channel;

  Fates(LinkSeal seal, Receipts receipts, InstantSource clock, String channel) {
    this.seal = seal;
    this.receipts = receipts;
    this.clock = clock;
    this.channel = channel;
  }

  /**
   * What it means for a page.
   *
   * @param outcome {@code delivered}; or {@code failed}, which it then is for good
   */
  record Fate(String outcome, String reason) {
    static Fate delivered(String reason) {
      return new Fate("delivered", reason);
    }

    static Fate failed(String reason) {
      return new Fate("failed", reason);
    }
  }

  /** Whose pages a token is about; empty: it isn't ours, or too old. */
  Optional<LinkPass> opened(String token) {
    return seal.open(token)
        .filter(it -> it.action().equals(Links.KEYS))
        .filter(it -> clock.instant().isBefore(it.expires()));
  }

  /** Says it of each page. */
  void report(LinkPass pass, Fate fate) throws InterruptedException {
    for (var page : pass.pages()) {
      report(page, pass, fate);
    }
  }

  private void report(String page, LinkPass pass, Fate fate) throws InterruptedException {
    var incident = incident(page, pass);
    LOG.atInfo()
        .addKeyValue("page", page)
        .addKeyValue("incident", incident)
        .addKeyValue("channel", channel)
        .addKeyValue("outcome", fate.outcome())
        .log("fate of a page heard");
    receipts.report(
        Receipt.newBuilder()
            .setId(page + "/" + fate.outcome())
            .setPage(page)
            .setIncident(incident)
            .setService(incident.substring(0, incident.lastIndexOf('-')))
            .setPerson(pass.person())
            .setChannel(channel)
            .setOutcome(fate.outcome())
            .setPermanent(fate.outcome().equals("failed"))
            .setReason(fate.reason())
            .setAt(clock.instant())
            // As its other receipt has it: pages told together fill one slot.
            .setSummary(pass.pages().size() > 1 ? pass.pages().getFirst() : null)
            .build());
  }

  /** Pages are named INCIDENT.NUMBER. */
  private static String incident(String page, LinkPass pass) {
    return pass.pages().size() > 1 && page.contains(".")
        ? page.substring(0, page.lastIndexOf('.'))
        : pass.incident();
  }
}
