package dev.watchbill.notifier;

import dev.watchbill.notifier.delivery.NotifierMetrics;
import dev.watchbill.notifier.delivery.PageLimit;
import dev.watchbill.notifier.delivery.RoomDesk;
import dev.watchbill.notifier.kafka.ConsumerGroups;
import dev.watchbill.notifier.slack.SlackActions;
import dev.watchbill.notifier.slack.SlackSettings;
import dev.watchbill.notifier.slack.SlackSignatures;
import dev.watchbill.notifier.slack.SlackWorkspace;
import dev.watchbill.notifier.slack.http.SlackRoutes;
import dev.watchbill.schemas.Receipt;
import dev.watchbill.schemas.kafka.Cluster;
import dev.watchbill.schemas.kafka.TopicFollower;
import dev.watchbill.schemas.roster.RosterFollower;
import io.helidon.webserver.http.HttpRules;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Slack between the topics and the workspace. */
final class SlackService implements AutoCloseable {
  private static final String CLIENT = "notifier-slack";

  private final Cluster cluster;
  private final SlackWorkspace workspace;
  private final SlackActions actions;
  private final SlackRoutes routes;
  private final RoomDesk rooms;
  private final ConsumerGroups.Held roomsGroup;
  private volatile @Nullable TopicFollower<Receipt> receipts;

  SlackService(
      Cluster cluster,
      SlackSettings settings,
      String token,
      ConsumerGroups groups,
      RosterFollower roster,
      AnswerService answers,
      NotifierMetrics metrics,
      InstantSource clock) {
    this.cluster = cluster;
    workspace = new SlackWorkspace(settings, token, roster, clock);
    actions = workspace.actions(answers.responses(), answers.commands(), metrics);
    var signatures = settings.signingSecret().map(secret -> new SlackSignatures(secret, clock));
    routes = new SlackRoutes(signatures, actions, metrics);
    groups.reach(
        workspace.people(),
        PageLimit.perMinute(() -> roster.get().organization().getMaxPagesPerMinute()));
    var held = groups.show(workspace.rooms());
    rooms = held.desk();
    roomsGroup = held;
  }

  void route(HttpRules rules) {
    routes.route(rules);
  }

  /**
   * Rooms wait until it is known which messages are there, or they would be posted a second time;
   * pages wait for nothing.
   */
  void start() {
    workspace.connect(actions);
    var following =
        new TopicFollower<Receipt>(
            cluster,
            cluster.topics().receipts,
            CLIENT,
            (key, receipt) -> {
              if (receipt != null) {
                workspace.learn(receipt, rooms);
              }
            });
    receipts = following;
    var _ = following.caughtUp().thenRun(roomsGroup::start);
  }

  @Override
  public void close() {
    workspace.close();
    var following = receipts;
    if (following != null) {
      following.close();
    }
  }
}
