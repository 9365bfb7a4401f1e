package dev.watchbill.notifier;

import dev.watchbill.notifier.delivery.InboxChannel;
import dev.watchbill.notifier.delivery.NotifierMetrics;
import dev.watchbill.notifier.delivery.PageLimit;
import dev.watchbill.notifier.delivery.PersonChannel;
import dev.watchbill.notifier.delivery.RoomChannel;
import dev.watchbill.notifier.delivery.ShownBoard;
import dev.watchbill.notifier.email.EmailChannel;
import dev.watchbill.notifier.email.EmailSettings;
import dev.watchbill.notifier.kafka.ConsumerGroups;
import dev.watchbill.notifier.mattermost.MattermostApi;
import dev.watchbill.notifier.mattermost.MattermostNotices;
import dev.watchbill.notifier.mattermost.MattermostRooms;
import dev.watchbill.notifier.mattermost.MattermostSettings;
import dev.watchbill.notifier.notices.ScheduleNotices;
import dev.watchbill.notifier.notices.TroubleNotices;
import dev.watchbill.notifier.push.NtfyChannel;
import dev.watchbill.notifier.push.NtfySettings;
import dev.watchbill.notifier.slack.SlackSettings;
import dev.watchbill.notifier.webhook.WebhookRooms;
import dev.watchbill.notifier.webhook.WebhookSettings;
import dev.watchbill.schemas.Silence;
import dev.watchbill.schemas.config.Environment;
import dev.watchbill.schemas.kafka.Cluster;
import dev.watchbill.schemas.kafka.SideBySide;
import dev.watchbill.schemas.kafka.TopicFollower;
import dev.watchbill.schemas.roster.RosterFollower;
import dev.watchbill.schemas.silence.Silences;
import io.helidon.webserver.http.HttpRules;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that reaches people and hears their answers, in one process. */
public final class NotifierService implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NotifierService.class);
  private static final Duration PAGES_WAIT = Duration.ofSeconds(10);
  private static final String SLACK = "slack";

  private final ConsumerGroups groups;
  private final RosterFollower roster;
  private final AnswerService answers;
  private final PastPosts posts;
  private final OpenIncidents incidents;
  private final Optional<SlackService> slack;
  private final PhoneService phone;
  private final TeamsService teams;
  private final TicketService tickets;
  private final Runnable notices;
  private final Silences silences = new Silences();
  private final TopicFollower<Silence> silencing;

  /**
   * @param environment settings of the providers, such as {@code WATCHBILL_SLACK_TOKEN}
   * @param folder where the key of links is kept
   */
  public NotifierService(
      Cluster cluster,
      Environment environment,
      Path folder,
      MeterRegistry registry,
      InstantSource clock) {
    var metrics = new NotifierMetrics(registry);
    var setUp = new SetUp(environment);
    groups = new ConsumerGroups(cluster, metrics, clock);
    roster = new RosterFollower(cluster, "notifier");
    silencing =
        new TopicFollower<>(
            cluster,
            cluster.topics().silences,
            "notifier",
            (id, silence) -> accept(silences, id, silence));
    answers = new AnswerService(cluster, environment, folder, groups, roster, clock);
    posts = new PastPosts(cluster);
    incidents = new OpenIncidents(cluster);
    var settings = SlackSettings.of(environment);
    slack =
        setUp
            .of(SLACK, "WATCHBILL_SLACK_TOKEN", from -> settings.token())
            .map(token ->
                new SlackService(
                    cluster, settings, token, groups, roster, answers, posts, incidents, metrics,
                    clock));
    warn(settings);
    var channels = new ArrayList<PersonChannel>();
    setUp
        .of(EmailChannel.NAME, "WATCHBILL_SMTP_URL", EmailSettings::of)
        .map(mail -> new EmailChannel(mail, answers.links(), roster, clock))
        .ifPresent(channels::add);
    setUp
        .of(NtfyChannel.NAME, "WATCHBILL_NTFY_URL", NtfySettings::of)
        .map(push -> new NtfyChannel(push, answers.links(), roster, clock))
        .ifPresent(channels::add);
    channels.forEach(channel -> groups.reach(channel, limit()));
    phone = new PhoneService(setUp, groups, roster, answers, this::limit, clock);
    teams =
        new TeamsService(
            cluster, environment, setUp, groups, limit(), roster, answers, posts, metrics, clock);
    WebhookSettings.of(environment)
        .ifPresent(webhook ->
            show(
                new WebhookRooms(webhook, environment, answers.links(), clock),
                new ShownBoard(WebhookRooms.NAME)));
    setUp
        .part(MattermostRooms.NAME, MattermostSettings::of)
        .map(mattermost -> new MattermostApi(mattermost, clock))
        .ifPresent(api -> mattermost(api, setUp, clock));
    tickets =
        new TicketService(
            environment,
            setUp,
            answers,
            roster,
            incidents,
            posts,
            groups.receipts(),
            clock,
            this::track);
    answerForTheRest(setUp);
    groups.tellOfTrouble(
        () -> new TroubleNotices(roster.get(), setUp.channels(), setUp.personal()));
    notices =
        groups.tell(() ->
            new ScheduleNotices(
                roster.get(), setUp.channels(), setUp.personal(), silences.all(), clock.instant()));
  }

  private static void accept(Silences silences, String id, @Nullable Silence silence) {
    try {
      silences.accept(id, silence);
    } catch (IllegalArgumentException e) {
      LOG.atWarn().addKeyValue("silence", id).setCause(e).log("silence can't be; left out");
    }
  }

  private void mattermost(MattermostApi api, SetUp setUp, InstantSource clock) {
    var board = new ShownBoard(MattermostRooms.NAME);
    setUp.add(MattermostRooms.NAME);
    groups.reach(new MattermostNotices(api, answers.links()), limit());
    show(new MattermostRooms(api, board, roster, answers.links(), clock), board);
  }

  /** Shows incidents in a provider's rooms, once it is known what was shown before. */
  private void show(RoomChannel channel, ShownBoard board) {
    var held = hold(channel, board);
    var _ = posts.caughtUp().thenRun(held::start);
  }

  /** The same of a tracker's tickets, once it is known, too, which incidents aren't over. */
  private void track(RoomChannel tickets, ShownBoard board) {
    var held = hold(tickets, board);
    var _ = posts.caughtUp().thenCompose(_ -> incidents.read()).thenRun(held::start);
  }

  private ConsumerGroups.Held hold(RoomChannel channel, ShownBoard board) {
    var held = groups.show(channel);
    posts.listen(board::learn);
    posts.listen(held.desk()::learn);
    return held;
  }

  /** A page without any receipt would keep its person waiting. */
  private void answerForTheRest(SetUp setUp) {
    var served = setUp.channels();
    groups.reachAndAnswerFor(
        new InboxChannel(List.copyOf(served), setUp.missing()),
        page -> !served.contains(page.getChannel()));
  }

  private PageLimit limit() {
    return PageLimit.perMinute(() -> roster.get().organization().getMaxPagesPerMinute());
  }

  /** Says at the start what will not work, and why. */
  private static void warn(SlackSettings settings) {
    if (settings.token().isPresent()
        && settings.signingSecret().isEmpty()
        && settings.appToken().isEmpty()) {
      LOG.atWarn()
          .log(
              "slack's buttons will not work: neither WATCHBILL_SLACK_SIGNING_SECRET nor"
                  + " WATCHBILL_SLACK_APP_TOKEN is set");
    }
  }

  /** Registers the paths that providers call back, and where links lead. */
  public void route(HttpRules rules) {
    answers.route(rules);
    slack.ifPresent(service -> service.route(rules));
    teams.route(rules);
    tickets.route(rules);
    phone.route(rules);
  }

  /** Starts to read; returns at once. */
  public void start() {
    answers.start();
    // How many pages a person gets in a minute stands in the roster: pages wait a moment for it, so
    // that none are summed up by a limit that isn't theirs; and no longer, as they say whom to
    // page.
    var _ =
        roster
            .caughtUp()
            .copy()
            .completeOnTimeout(null, PAGES_WAIT.toMillis(), TimeUnit.MILLISECONDS)
            .thenRun(groups::start);
    posts.start();
    slack.ifPresent(SlackService::start);
    teams.start();
    tickets.start();
    // Without the roster nobody would have an address.
    var _ = CompletableFuture.allOf(roster.caughtUp(), silencing.caughtUp()).thenRun(notices);
  }

  /** Whether pages are being taken. */
  public boolean ready() {
    return groups.ready();
  }

  @Override
  public void close() {
    slack.ifPresent(SlackService::close);
    teams.close();
    tickets.close();
    posts.close();
    groups.close();
    SideBySide.end(answers::close, silencing::close, incidents::close, roster::close);
  }
}
