package dev.watchbill.notifier.phone;

import dev.watchbill.notifier.delivery.Delivery;
import dev.watchbill.notifier.delivery.Notices;
import dev.watchbill.notifier.delivery.PersonChannel;
import dev.watchbill.notifier.links.Links;
import dev.watchbill.notifier.web.PlainWords;
import dev.watchbill.schemas.Page;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;

/** Pages as short messages. The address is a phone number. */
public final class SmsChannel implements PersonChannel {
  /** As in pages. */
  public static final String NAME = "sms";

  /** Two or three parts. */
  private static final int LONGEST_LINE = 200;

  private final TwilioSettings settings;
  private final TwilioCalls calls;
  private final Links links;

  public SmsChannel(TwilioSettings settings, Links links, InstantSource clock) {
    this.settings = settings;
    this.links = links;
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
      return send(page.getAddress(), PlainWords.line(page.getIncident().getTitle(), LONGEST_LINE));
    }
    if (Notices.isNotice(page)) {
      return Delivery.refused("notices are not sent by phone");
    }
    var incident = page.getIncident();
    var text =
        new StringBuilder(
            PlainWords.line(
                "%s %s: %s (%s)"
                    .formatted(
                        incident.getSeverity().toUpperCase(Locale.ROOT),
                        incident.getService(),
                        incident.getTitle(),
                        incident.getId()),
                LONGEST_LINE));
    links.act(page, "acknowledge").ifPresent(link -> text.append("\nAcknowledge: ").append(link));
    return send(page.getAddress(), text.toString());
  }

  @Override
  public Delivery sumUp(List<Page> pages) {
    var incidents = pages.stream().map(page -> page.getIncident().getId()).distinct().toList();
    var text =
        "%d more incidents page you: %s".formatted(incidents.size(), String.join(", ", incidents));
    var inbox = links.inbox().map(link -> "\n" + link).orElse("");
    return send(pages.getLast().getAddress(), PlainWords.line(text, LONGEST_LINE) + inbox);
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
