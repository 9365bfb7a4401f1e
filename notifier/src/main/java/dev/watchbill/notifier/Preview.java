package dev.watchbill.notifier;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchbill.notifier.email.IncidentMail;
import dev.watchbill.notifier.links.LinkSeal;
import dev.watchbill.notifier.links.Links;
import dev.watchbill.notifier.mattermost.MattermostMessage;
import dev.watchbill.notifier.message.Wording;
import dev.watchbill.notifier.phone.ShortMessage;
import dev.watchbill.notifier.phone.Speech;
import dev.watchbill.notifier.phone.TwilioProvider;
import dev.watchbill.notifier.push.PushMessage;
import dev.watchbill.notifier.slack.SlackPreview;
import dev.watchbill.notifier.teams.IncidentCard;
import dev.watchbill.notifier.ticket.TicketText;
import dev.watchbill.notifier.web.JsonText;
import dev.watchbill.schemas.Assignment;
import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What would be sent about an incident, by the code that sends it. Its links lead nowhere. */
public final class Preview {
  /** What can be shown, to people and in rooms. */
  public static final List<String> VIAS =
      List.of("inbox", "slack", "email", "push", "sms", "call", "teams", "mattermost", "ticket");

  private final RosterSnapshot roster;
  private final Links links;

  public Preview(RosterSnapshot roster, Instant now) {
    this.roster = roster;
    links =
        new Links(
            new LinkSeal("a preview's links are good for nothing"),
            () -> Optional.ofNullable(roster.organization().getBaseUrl()),
            () -> now);
  }

  /**
   * One message.
   *
   * @param to person, channel or ticket
   * @param lines as a reader sees them, buttons in brackets
   * @param sent as the provider gets it
   */
  public record Shown(String via, String to, List<String> lines, String sent) {
    public Shown {
      lines = List.copyOf(lines);
    }
  }

  /** A page to its person over one of {@link #VIAS}; empty: that one reaches rooms only. */
  public Optional<Shown> of(String via, Page page) {
    var wording = new Wording(roster);
    return switch (via) {
      case "inbox" -> Optional.of(plain(via, page.getText()));
      case "slack" -> Optional.of(slack("person", SlackPreview.of(page, roster)));
      case "email" -> {
        var mail = IncidentMail.of(page, links, wording);
        yield Optional.of(plain(via, "Subject: %s\n\n%s".formatted(mail.subject(), mail.text())));
      }
      case "push" -> Optional.of(push(new PushMessage(links, wording).of(page)));
      case "sms" -> Optional.of(plain(via, ShortMessage.of(page, links, wording)));
      case "call" -> Optional.of(call(page, wording));
      case "teams" -> Optional.of(teams("person", new IncidentCard(roster, links).preview(page)));
      default -> Optional.empty();
    };
  }

  /** What a room or a ticket says; empty: there are none of those. */
  public Optional<Shown> of(String via, Assignment assignment) {
    return switch (via) {
      case "slack" -> Optional.of(slack("channel", SlackPreview.of(assignment, roster)));
      case "teams" ->
          Optional.of(
              teams("channel", new IncidentCard(roster, links).of(assignment, Optional.empty())));
      case "mattermost" -> {
        var link = links.incident(assignment.getIncident().getId());
        var message = MattermostMessage.of(assignment, roster, link);
        yield Optional.of(new Shown(via, "channel", message.lines().toList(), message));
      }
      case "ticket" -> {
        var lines = new TicketText(roster, links).lines(assignment);
        yield Optional.of(new Shown(via, "ticket", lines, String.join("\n", lines)));
      }
      default -> Optional.empty();
    };
  }

  private static Shown plain(String via, String text) {
    return new Shown(via, "person", text.lines().toList(), text);
  }

  private Shown call(Page page, Wording wording) {
    var words = Speech.words(page, wording);
    var keys = links.phone(List.of(page), TwilioProvider.KEYS_PATH);
    var lines = new ArrayList<String>();
    lines.add(words);
    keys.ifPresent(address -> lines.add("[4: acknowledge] [6: resolve]"));
    return new Shown("call", "person", lines, Speech.of(words, keys));
  }

  private static Shown push(JsonNode message) {
    var lines = new ArrayList<String>();
    lines.add(message.path("title").asText());
    message.path("message").asText().lines().forEach(lines::add);
    buttons(message.path("actions"), "label").ifPresent(lines::add);
    return new Shown("push", "person", lines, JsonText.write(message));
  }

  private static Shown slack(String to, String json) {
    var lines = new ArrayList<String>();
    for (var block : JsonText.read(json).path("blocks")) {
      switch (block.path("type").asText()) {
        case "header" -> lines.add(block.at("/text/text").asText());
        case "rich_text" -> words(block).lines().forEach(lines::add);
        case "actions" -> buttons(block.path("elements"), "text").ifPresent(lines::add);
        default -> {}
      }
    }
    return new Shown("slack", to, lines, json);
  }

  private static String words(JsonNode block) {
    return block.findParents("type").stream()
        .map(element ->
            switch (element.path("type").asText()) {
              case "text" -> element.path("text").asText();
              case "link" -> element.path("url").asText();
              case "date" -> element.path("fallback").asText();
              default -> "";
            })
        .collect(Collectors.joining());
  }

  private static Shown teams(String to, String json) {
    var card = JsonText.read(json).at("/attachments/0/content");
    var lines = new ArrayList<String>();
    for (var block : card.path("body")) {
      block.at("/inlines/0/text").asText().lines().forEach(lines::add);
    }
    buttons(card.path("actions"), "title").ifPresent(lines::add);
    return new Shown("teams", to, lines, json);
  }

  private static Optional<String> buttons(JsonNode all, String label) {
    var words =
        StreamSupport.stream(all.spliterator(), false)
            .map(button -> {
              var text = button.path(label);
              return text.isTextual() ? text.asText() : text.path("text").asText();
            })
            .filter(text -> !text.isBlank())
            .map(text -> "[" + text + "]")
            .collect(Collectors.joining(" "));
    return Optional.of(words).filter(text -> !text.isEmpty());
  }
}
