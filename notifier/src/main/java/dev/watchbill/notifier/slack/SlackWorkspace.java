package dev.watchbill.notifier.slack;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.util.http.SlackHttpClient;
import dev.watchbill.notifier.answers.Commands;
import dev.watchbill.notifier.answers.GivenCommands;
import dev.watchbill.notifier.answers.IncidentResponses;
import dev.watchbill.notifier.answers.LinkedPeople;
import dev.watchbill.notifier.answers.NoticeAnswers;
import dev.watchbill.notifier.answers.Responses;
import dev.watchbill.notifier.delivery.MessageBoard;
import dev.watchbill.notifier.delivery.MessageRooms;
import dev.watchbill.notifier.delivery.NotifierMetrics;
import dev.watchbill.notifier.delivery.PersonChannel;
import dev.watchbill.notifier.delivery.RetryLadder;
import dev.watchbill.notifier.delivery.RoomChannel;
import dev.watchbill.notifier.delivery.RoomDesk;
import dev.watchbill.notifier.delivery.ThreadChannel;
import dev.watchbill.notifier.known.KnownIncidents;
import dev.watchbill.notifier.known.KnownShifts;
import dev.watchbill.schemas.Receipt;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One workspace, wired: its direct messages, rooms and buttons. */
public final class SlackWorkspace implements AutoCloseable {
  /** How late a group may follow a handoff. */
  private static final Duration GROUPS = Duration.ofSeconds(15);

  private final Slack slack;
  private final SlackSettings settings;
  private final Supplier<RosterSnapshot> roster;
  private final InstantSource clock;
  private final MessageBoard board = new MessageBoard(SlackRooms.SLACK);
  private final SlackApi api;
  private final Regularly groups = new Regularly("slack-groups", GROUPS);
  private Optional<SlackSocket> socket = Optional.empty();

  /**
   * @param token of the bot
   */
  public SlackWorkspace(
      SlackSettings settings, String token, Supplier<RosterSnapshot> roster, InstantSource clock) {
    this.settings = settings;
    this.roster = roster;
    this.clock = clock;
    slack = client(config(settings));
    api = new SlackApi(slack, token, clock);
  }

  public PersonChannel people() {
    return new SlackDirectMessages(api, roster);
  }

  public RoomChannel rooms() {
    return new MessageRooms<>(SlackRooms.SLACK, new SlackRooms(api, roster), board);
  }

  public ThreadChannel threads() {
    return new SlackThreads(api, board, roster);
  }

  /** Says who wants to hear which incident has got a message in a room. */
  public void whenPosted(Consumer<String> listener) {
    board.whenPosted(listener);
  }

  /** Remembers where a message is; one that is outdated already is changed. */
  public void learn(Receipt receipt, RoomDesk desk) {
    desk.learn(receipt);
    board
        .learn(receipt)
        .ifPresent(outdated -> desk.show(outdated.latest(), List.of(outdated.message()), () -> {}));
  }

  /**
   * What people do in it.
   *
   * @param shifts of all schedules
   * @param incidents that are open, or changed lately
   */
  public SlackApp app(
      Responses responses,
      Commands commands,
      KnownShifts shifts,
      KnownIncidents incidents,
      NotifierMetrics metrics) {
    var answers = new SlackAnswers(slack, settings.url());
    var people = new LinkedPeople(roster, SlackRooms.SLACK, "Slack user id");
    var given = new GivenCommands(commands, SlackRooms.SLACK, clock);
    var onCall = new OnCallAnswer(roster, shifts, clock);
    var open = new IncidentAnswers(roster, incidents);
    var acts = new IncidentResponses(responses, people, clock);
    var plans = new PlanWishes(given, people);
    var dialogs = new Dialogs(api, people, clock);
    var home = new SlackHome(api, people, shifts, incidents, open, clock);
    var pages = new PageByHand(responses, people, clock);
    return new SlackApp(
        new SlackActions(acts, new NoticeAnswers(given, people), dialogs, home, answers, metrics),
        new SlackCommands(onCall, open, pages, plans, dialogs, answers, metrics),
        new ModalAnswers(plans, people, acts, clock, metrics),
        home);
  }

  /**
   * Keeps user groups equal to who is on call from now on.
   *
   * @param shifts all that are published
   * @param leads whether this process is the one that does
   */
  public void keepGroups(KnownShifts shifts, BooleanSupplier leads) {
    groups.start(new SlackGroups(api, roster, shifts, leads, clock)::keep);
  }

  /** Connects by Socket Mode, where there is a token for it. */
  public void connect(SlackApp app) {
    socket = settings.appToken().map(token -> new SlackSocket(slack, token, app));
    socket.ifPresent(SlackSocket::start);
  }

  @Override
  public void close() {
    groups.close();
    socket.ifPresent(SlackSocket::close);
  }

  /** Sends nothing twice by itself: repeats are the ladder's business, and counted. */
  static Slack client(SlackConfig config) {
    var http =
        SlackHttpClient.buildOkHttpClient(config)
            .newBuilder()
            .retryOnConnectionFailure(false)
            .build();
    return Slack.getInstance(config, new SlackHttpClient(http));
  }

  private static SlackConfig config(SlackSettings settings) {
    var config = new SlackConfig();
    var limit = Math.toIntExact(RetryLadder.PAGES.attempt().toMillis());
    config.setMethodsEndpointUrlPrefix(settings.url().toString());
    config.setHttpClientCallTimeoutMillis(limit);
    config.setHttpClientReadTimeoutMillis(limit);
    config.setStatsEnabled(false);
    return config;
  }
}
