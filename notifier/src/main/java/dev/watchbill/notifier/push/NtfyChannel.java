package dev.watchbill.notifier.push;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.watchbill.notifier.delivery.Delivery;
import dev.watchbill.notifier.delivery.PersonChannel;
import dev.watchbill.notifier.links.Links;
import dev.watchbill.notifier.message.Wording;
import dev.watchbill.notifier.web.Exchange;
import dev.watchbill.notifier.web.JsonText;
import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Pages as ntfy messages. The address is a topic; whoever knows its name reads it, so it should be
 * one that can't be guessed.
 *
 * @see <a href="https://docs.ntfy.sh/publish/#publish-as-json">publishing as JSON</a>
 */
public final class NtfyChannel implements PersonChannel {
  /** As in pages and contacts. */
  public static final String NAME = "push";

  private static final Pattern TOPIC = Pattern.compile("[-_A-Za-z0-9]{1,64}");
  private final NtfySettings settings;
  private final Links links;
  private final Supplier<RosterSnapshot> roster;
  private final Exchange exchange;

  public NtfyChannel(
      NtfySettings settings, Links links, Supplier<RosterSnapshot> roster, InstantSource clock) {
    this.settings = settings;
    this.links = links;
    this.roster = roster;
    exchange = new Exchange("ntfy", "WATCHBILL_NTFY_TOKEN", clock);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Delivery deliver(Page page) {
    return send(page, new PushMessage(links, new Wording(roster.get())).of(page));
  }

  @Override
  public Delivery sumUp(List<Page> pages) {
    return send(pages.getLast(), new PushMessage(links, new Wording(roster.get())).of(pages));
  }

  private Delivery send(Page page, ObjectNode message) {
    if (!TOPIC.matcher(page.getAddress()).matches()) {
      return Delivery.refused(
          "Expected an ntfy topic of letters, digits, - and _ as contact of %s"
              .formatted(page.getPerson()));
    }
    var request =
        HttpRequest.newBuilder(settings.url())
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(JsonText.write(message)));
    settings.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
    return switch (exchange.send(request)) {
      case Exchange.Answer.Taken taken -> {
        var id = JsonText.read(taken.body()).path("id").asText("");
        yield id.isEmpty()
            ? Delivery.retryable("ntfy answered something that is not its own")
            : Delivery.accepted(id);
      }
      case Exchange.Answer.Not not -> not.delivery();
    };
  }
}
