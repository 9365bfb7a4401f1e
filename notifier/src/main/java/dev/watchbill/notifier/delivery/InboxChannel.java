package dev.watchbill.notifier.delivery;

import dev.watchbill.schemas.Page;
import java.util.List;
import java.util.Map;

/**
 * The local inbox, where everybody can always be reached: the console shows it from the topics, so
 * a page in it has arrived. It also answers for channels that nobody serves, because a page without
 * any receipt would keep its person waiting.
 *
 * @param served names of all channels somebody serves
 * @param missing of channels nobody set up here: why, in one sentence
 */
public record InboxChannel(List<String> served, Map<String, String> missing)
    implements PersonChannel {
  /** Its name in pages and contacts. */
  public static final String NAME = "inbox";

  public InboxChannel {
    served = List.copyOf(served);
    missing = Map.copyOf(missing);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Delivery deliver(Page page) {
    if (page.getChannel().equals(NAME)) {
      return Delivery.arrived();
    }
    var why = missing.get(page.getChannel());
    return Delivery.refused(
        why != null
            ? why
            : "Expected a channel that is served here, one of %s, but got '%s'"
                .formatted(served, page.getChannel()));
  }

  /** The inbox shows each of them by itself. */
  @Override
  public Delivery sumUp(List<Page> pages) {
    return deliver(pages.getFirst());
  }
}
