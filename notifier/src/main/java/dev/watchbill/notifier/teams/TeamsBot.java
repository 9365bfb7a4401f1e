package dev.watchbill.notifier.teams;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.watchbill.notifier.answers.Commands;
import dev.watchbill.notifier.answers.GivenCommands;
import dev.watchbill.notifier.answers.IncidentResponses;
import dev.watchbill.notifier.answers.LinkedPeople;
import dev.watchbill.notifier.answers.NoticeAnswers;
import dev.watchbill.notifier.answers.Responses;
import dev.watchbill.notifier.answers.Result;
import dev.watchbill.notifier.delivery.Delivery;
import dev.watchbill.notifier.delivery.MessageBoard;
import dev.watchbill.notifier.delivery.MessageRooms;
import dev.watchbill.notifier.delivery.NotifierMetrics;
import dev.watchbill.notifier.delivery.RoomChannel;
import dev.watchbill.notifier.delivery.RoomDesk;
import dev.watchbill.notifier.known.KnownIncidents;
import dev.watchbill.notifier.links.Links;
import dev.watchbill.notifier.web.JsonText;
import dev.watchbill.schemas.Receipt;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bot: what is said to it and pressed on its cards, and what it knows of its messages. */
public final class TeamsBot {
  private static final Logger LOG = LoggerFactory.getLogger(TeamsBot.class);
  private static final int OK = 200;
  private static final int NOT_IMPLEMENTED = 501;

  private final Supplier<RosterSnapshot> roster;
  private final Links links;
  private final Conversations conversations;
  private final ConnectorTokens tokens;
  private final Connector connector;
  private final MessageBoard board = new MessageBoard(TeamsRooms.NAME);
  private final RoomChannel rooms;
  private final LinkedPeople people;
  private final Presses presses;
  private final Standing standing;
  private final NotifierMetrics metrics;

  /**
   * @param incidents that are open, or changed lately
   */
  public TeamsBot(
      TeamsSettings settings,
      Supplier<RosterSnapshot> roster,
      Links links,
      Responses responses,
      Commands commands,
      KnownIncidents incidents,
      NotifierMetrics metrics,
      InstantSource clock) {
    this.roster = roster;
    this.links = links;
    this.metrics = metrics;
    conversations = new Conversations(settings.url());
    tokens = new ConnectorTokens(settings, conversations, clock);
    connector = new Connector(settings, conversations, clock);
    rooms = new MessageRooms<>(TeamsRooms.NAME, new BotCards(connector, roster, links), board);
    people = new LinkedPeople(roster, TeamsRooms.NAME, "Microsoft Entra object id");
    presses =
        new Presses(
            new IncidentResponses(responses, people, clock),
            new NoticeAnswers(new GivenCommands(commands, TeamsRooms.NAME, clock), people));
    standing = new Standing(incidents, board);
  }

  /**
   * The answer to an activity.
   *
   * @param body JSON; empty: there is nothing to say at once
   */
  public record Answer(int status, String body) {}

  /** Whether requests are Microsoft's. */
  public ConnectorTokens tokens() {
    return tokens;
  }

  Connector connector() {
    return connector;
  }

  RoomChannel rooms() {
    return rooms;
  }

  /** Remembers where a message is; one that is outdated already is changed. */
  void learn(Receipt receipt, RoomDesk desk) {
    board
        .learn(receipt)
        .ifPresent(outdated -> desk.show(outdated.latest(), List.of(outdated.message()), () -> {}));
  }

  /** Answers what is Microsoft's. Takes as long as that takes; Teams waits ten seconds. */
  public Answer handle(Activity activity) {
    conversations.learn(activity);
    if (activity.isPress()) {
      return new Answer(OK, JsonText.write(pressed(activity)));
    }
    if (activity.type().equals("message")) {
      Thread.ofVirtual().name("teams-reply").start(() -> reply(activity));
    }
    return new Answer(activity.type().equals("invoke") ? NOT_IMPLEMENTED : OK, "");
  }

  private ObjectNode pressed(Activity activity) {
    var result = presses.perform(activity);
    var word = result.map(Result::word).orElse("unreadable");
    metrics.pressed(TeamsRooms.NAME, word);
    LOG.atInfo()
        .addKeyValue("incident", Presses.incident(activity))
        .addKeyValue("action", activity.action().path("verb").asText(""))
        .addKeyValue("outcome", word)
        .log("button pressed in teams");
    return result
        .map(it -> card(activity, it).orElseGet(() -> sentence(it.sentence())))
        .orElseGet(TeamsBot::unreadable);
  }

  /** What was pressed on, as it is now; empty: a sentence has to do. */
  private Optional<ObjectNode> card(Activity activity, Result result) {
    if (!result.word().equals("applied")
        || Presses.incident(activity).isEmpty()
        || activity.action().path("data").path(CardButtons.STAYS).asBoolean()) {
      return Optional.empty();
    }
    var cards = new IncidentCard(roster.get(), links);
    var person = people.linked(activity.user()).orElse("");
    return standing
        .after(Presses.incident(activity), presses.responses().id(activity.key()))
        .map(now -> activity.isPersonal() ? cards.toPerson(now, person) : cards.inRoom(now))
        .map(card -> answer(OK, Card.TYPE).set("value", card.content()));
  }

  private static ObjectNode sentence(String text) {
    return answer(OK, "application/vnd.microsoft.activity.message").put("value", text);
  }

  private static ObjectNode unreadable() {
    var answer = answer(400, "application/vnd.microsoft.error");
    answer
        .putObject("value")
        .put("code", "BadRequest")
        .put("message", "Expected a press on a card of Watchbill's");
    return answer;
  }

  private static ObjectNode answer(int status, String type) {
    return JsonText.object().put("statusCode", status).put("type", type);
  }

  /** Whoever writes to the bot hears who they are to it, and a channel its id. */
  private void reply(Activity to) {
    var text = to.isPersonal() ? whoYouAre(to.user()) : whereThisIs(to.room());
    var message =
        JsonText.object().put("type", "message").put("textFormat", "plain").put("text", text);
    var first = connector.reply(to, message);
    // Where the login took long, the next one has its token.
    var last = first instanceof Delivery.Retryable ? connector.reply(to, message) : first;
    LOG.atInfo().addKeyValue("outcome", last.getClass().getSimpleName()).log("answered in teams");
  }

  private String whoYouAre(String user) {
    return people
        .linked(user)
        .map(person ->
            "You are %s to Watchbill. Your pages come here; press their buttons to answer them."
                .formatted(roster.get().nameOf(person)))
        .orElseGet(() -> people.unlinked(user));
  }

  private static String whereThisIs(String room) {
    return ("Incidents are shown here where the roster has chat: {teams: \"%s\"} at a service, and a"
            + " team's notices where it has that at the team.")
        .formatted(room);
  }
}
