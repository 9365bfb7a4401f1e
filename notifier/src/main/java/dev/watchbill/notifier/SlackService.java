package dev.watchbill.notifier;

import dev.watchbill.notifier.delivery.NotifierMetrics;
import dev.watchbill.notifier.delivery.PageLimit;
import dev.watchbill.notifier.kafka.ConsumerGroups;
import dev.watchbill.notifier.slack.SlackActions;
import dev.watchbill.notifier.slack.SlackSettings;
import dev.watchbill.notifier.slack.SlackSignatures;
import dev.watchbill.notifier.slack.SlackWorkspace;
import dev.watchbill.notifier.slack.http.SlackRoutes;
import dev.watchbill.schemas.roster.RosterFollower;
import io.helidon.webserver.http.HttpRules;
import java.time.InstantSource;

/** Slack between the topics and the workspace. */
final class SlackService implements AutoCloseable {
  private final PastPosts posts;
  private final SlackWorkspace workspace;
  private final SlackActions actions;
  private final SlackRoutes routes;
  private final ConsumerGroups.Held roomsGroup;

  SlackService(
      SlackSettings settings,
      String token,
      ConsumerGroups groups,
      RosterFollower roster,
      AnswerService answers,
      PastPosts posts,
      NotifierMetrics metrics,
      InstantSource clock) {
    this.posts = posts;
    workspace = new SlackWorkspace(settings, token, roster, clock);
    actions = workspace.actions(answers.responses(), answers.commands(), metrics);
    var signatures = settings.signingSecret().map(secret -> new SlackSignatures(secret, clock));
    routes = new SlackRoutes(signatures, actions, metrics);
    groups.reach(
        workspace.people(),
        PageLimit.perMinute(() -> roster.get().organization().getMaxPagesPerMinute()));
    var held = groups.show(workspace.rooms());
    roomsGroup = held;
    posts.listen(receipt -> workspace.learn(receipt, held.desk()));
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
    var _ = posts.caughtUp().thenRun(roomsGroup::start);
  }

  @Override
  public void close() {
    workspace.close();
  }
}
