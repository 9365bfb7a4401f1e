package dev.watchbill.notifier;

import dev.watchbill.notifier.delivery.NotifierMetrics;
import dev.watchbill.notifier.delivery.PageLimit;
import dev.watchbill.notifier.kafka.ConsumerGroups;
import dev.watchbill.notifier.known.KnownShifts;
import dev.watchbill.notifier.slack.SlackApp;
import dev.watchbill.notifier.slack.SlackSettings;
import dev.watchbill.notifier.slack.SlackSignatures;
import dev.watchbill.notifier.slack.SlackWorkspace;
import dev.watchbill.notifier.slack.http.SlackRoutes;
import dev.watchbill.schemas.RotationState;
import dev.watchbill.schemas.kafka.Cluster;
import dev.watchbill.schemas.kafka.TopicFollower;
import dev.watchbill.schemas.roster.RosterFollower;
import io.helidon.webserver.http.HttpRules;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Slack between the topics and the workspace. */
final class SlackService implements AutoCloseable {
  private static final String CLIENT = "notifier-slack";

  private final Cluster cluster;
  private final RosterFollower roster;
  private final PastPosts posts;
  private final KnownShifts shifts = new KnownShifts();
  private final OpenIncidents incidents;
  private Optional<TopicFollower<RotationState>> shiftsTopic = Optional.empty();
  private final SlackWorkspace workspace;
  private final SlackApp app;
  private final SlackRoutes routes;
  private final ConsumerGroups.Held roomsGroup;
  private final ConsumerGroups.HeldThreads threadsGroup;

  SlackService(
      Cluster cluster,
      SlackSettings settings,
      String token,
      ConsumerGroups groups,
      RosterFollower roster,
      AnswerService answers,
      PastPosts posts,
      OpenIncidents incidents,
      NotifierMetrics metrics,
      InstantSource clock) {
    this.cluster = cluster;
    this.roster = roster;
    this.posts = posts;
    this.incidents = incidents;
    workspace = new SlackWorkspace(settings, token, roster, clock);
    app =
        workspace.app(answers.responses(), answers.commands(), shifts, incidents.known(), metrics);
    var signatures = settings.signingSecret().map(secret -> new SlackSignatures(secret, clock));
    routes = new SlackRoutes(signatures, app, metrics);
    groups.reach(
        workspace.people(),
        PageLimit.perMinute(() -> roster.get().organization().getMaxPagesPerMinute()));
    var held = groups.show(workspace.rooms());
    roomsGroup = held;
    posts.listen(receipt -> workspace.learn(receipt, held.desk()));
    var threads = groups.tell(workspace.threads());
    threadsGroup = threads;
    posts.listen(threads.desk()::learn);
    workspace.whenPosted(threads.desk()::shown);
  }

  void route(HttpRules rules) {
    routes.route(rules);
  }

  /**
   * Rooms wait until it is known which messages are there, or they would be posted a second time;
   * pages wait for nothing.
   */
  void start() {
    var topics = cluster.topics();
    var follower = new TopicFollower<>(cluster, topics.rotationState, CLIENT, shifts::accept);
    shiftsTopic = Optional.of(follower);
    var _ = incidents.read();
    workspace.connect(app);
    // Half a plan would throw people out of their groups.
    var _ =
        CompletableFuture.allOf(follower.caughtUp(), roster.caughtUp())
            .thenRun(() -> workspace.keepGroups(shifts, roomsGroup.leads()));
    var _ = posts.caughtUp().thenRun(roomsGroup::start);
    var _ = posts.caughtUp().thenRun(threadsGroup::start);
  }

  @Override
  public void close() {
    workspace.close();
    shiftsTopic.ifPresent(TopicFollower::close);
  }
}
