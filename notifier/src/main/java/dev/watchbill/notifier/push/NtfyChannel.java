package dev.watchbill.notifier.push;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.watchbill.notifier.delivery.Delivery;
import dev.watchbill.notifier.delivery.Notices;
import dev.watchbill.notifier.delivery.PersonChannel;
import dev.watchbill.notifier.links.Links;
import dev.watchbill.notifier.web.Exchange;
import dev.watchbill.notifier.web.JsonText;
import dev.watchbill.notifier.web.PlainWords;
import dev.watchbill.schemas.Page;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

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
  private static final int URGENT = 5;
  private static final int USUAL = 3;
  private static final int QUIET = 2;
  private static final int LONGEST_TITLE = 200;

  /** Above 4,096 bytes ntfy makes a file of a message. */
  private static final int LONGEST_TEXT = 1_000;

  private static final int MOST_LINES = 15;

  private final NtfySettings settings;
  private final Links links;
  private final Exchange exchange;

  public NtfyChannel(NtfySettings settings, Links links, InstantSource clock) {
    this.settings = settings;
    this.links = links;
    exchange = new Exchange("ntfy", "WATCHBILL_NTFY_TOKEN", clock);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Delivery deliver(Page page) {
    var lines = page.getText().lines().toList();
    var title = lines.isEmpty() ? page.getIncident().getTitle() : lines.getFirst();
    var rest = lines.stream().skip(1).collect(Collectors.joining("\n"));
    return Notices.isNotice(page)
        ? send(page, quiet(message(page, title, rest.isBlank() ? title : rest)))
        : send(page, urgent(page, message(page, title, rest.isBlank() ? title : rest)));
  }

  @Override
  public Delivery sumUp(List<Page> pages) {
    var incidents = pages.stream().map(Page::getIncident).distinct().toList();
    var text =
        incidents.stream()
            .limit(MOST_LINES)
            .map(it ->
                "%s %s: %s"
                    .formatted(
                        it.getSeverity().toUpperCase(Locale.ROOT),
                        it.getService(),
                        PlainWords.line(it.getTitle(), 60)))
            .collect(Collectors.joining("\n"));
    var more = incidents.size() - MOST_LINES;
    var last = pages.getLast();
    var message =
        message(
            last,
            "%d more incidents page you".formatted(incidents.size()),
            more > 0 ? "%s\nand %d more".formatted(text, more) : text);
    message.put("priority", URGENT);
    links.inbox().ifPresent(inbox -> message.put("click", inbox));
    return send(last, message);
  }

  private static ObjectNode message(Page page, String title, String text) {
    var message = JsonText.object();
    message.put("topic", page.getAddress());
    message.put("title", PlainWords.line(title, LONGEST_TITLE));
    message.put("message", PlainWords.of(text, LONGEST_TEXT));
    return message;
  }

  private ObjectNode quiet(ObjectNode message) {
    message.put("priority", QUIET);
    links.inbox().ifPresent(inbox -> message.put("click", inbox));
    return message;
  }

  private ObjectNode urgent(Page page, ObjectNode message) {
    var high = page.getIncident().getUrgency().equals("high");
    message.put("priority", high ? URGENT : USUAL);
    message.putArray("tags").add(high ? "rotating_light" : "warning");
    links.incident(page.getIncident().getId()).ifPresent(link -> message.put("click", link));
    var actions = message.putArray("actions");
    for (var action : List.of("acknowledge", "resolve")) {
      links
          .act(page, action)
          .ifPresent(link ->
              actions
                  .addObject()
                  .put("action", "http")
                  .put("label", label(action))
                  .put("url", link)
                  .put("method", "POST")
                  .put("clear", true));
    }
    return message;
  }

  private static String label(String action) {
    return action.substring(0, 1).toUpperCase(Locale.ROOT) + action.substring(1);
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
