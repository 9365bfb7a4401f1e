package dev.watchbill.notifier;

import dev.watchbill.notifier.delivery.NotifierMetrics;
import dev.watchbill.notifier.delivery.PageLimit;
import dev.watchbill.notifier.kafka.ConsumerGroups;
import dev.watchbill.notifier.known.KnownIncidents;
import dev.watchbill.notifier.teams.Teams;
import dev.watchbill.notifier.teams.TeamsBot;
import dev.watchbill.notifier.teams.TeamsRooms;
import dev.watchbill.notifier.teams.TeamsSettings;
import dev.watchbill.notifier.teams.Workflows;
import dev.watchbill.notifier.teams.http.TeamsRoutes;
import dev.watchbill.schemas.Incident;
import dev.watchbill.schemas.config.Environment;
import dev.watchbill.schemas.kafka.Cluster;
import dev.watchbill.schemas.kafka.TopicFollower;
import dev.watchbill.schemas.roster.RosterFollower;
import io.helidon.webserver.http.HttpRules;
import java.time.InstantSource;
import java.util.Optional;

/** Teams between the topics and its channels and chats. */
final class TeamsService implements AutoCloseable {
  private final Cluster cluster;
  private final PastPosts posts;
  private final KnownIncidents incidents = new KnownIncidents();
  private Optional<TopicFollower<Incident>> incidentsTopic = Optional.empty();
  private final Optional<TeamsRoutes> routes;
  private final ConsumerGroups.Held roomsGroup;

  /**
   * @param setUp told whether people can be reached
   */
  TeamsService(
      Cluster cluster,
      Environment environment,
      SetUp setUp,
      ConsumerGroups groups,
      PageLimit limit,
      RosterFollower roster,
      AnswerService answers,
      PastPosts posts,
      NotifierMetrics metrics,
      InstantSource clock) {
    this.cluster = cluster;
    this.posts = posts;
    var links = answers.links();
    var bot =
        setUp
            .part(TeamsRooms.NAME, TeamsSettings::of)
            .map(settings ->
                new TeamsBot(
                    settings,
                    roster,
                    links,
                    answers.responses(),
                    answers.commands(),
                    incidents,
                    metrics,
                    clock));
    routes = bot.map(it -> new TeamsRoutes(it, metrics));
    var teams = new Teams(new Workflows(environment, clock), bot, roster, links, clock);
    setUp.add(TeamsRooms.NAME);
    if (bot.isEmpty()) {
      setUp.reachesRoomsOnly(TeamsRooms.NAME);
    }
    groups.reach(teams.messages(), limit);
    var held = groups.show(teams.rooms());
    roomsGroup = held;
    posts.listen(receipt -> teams.learn(receipt, held.desk()));
  }

  void route(HttpRules rules) {
    routes.ifPresent(it -> it.route(rules));
  }

  /** Rooms wait until it is known which cards are there, or they would be posted a second time. */
  void start() {
    if (routes.isPresent()) {
      incidentsTopic =
          Optional.of(
              new TopicFollower<>(
                  cluster, cluster.topics().incidents, "notifier-teams", incidents::accept));
    }
    var _ = posts.caughtUp().thenRun(roomsGroup::start);
  }

  @Override
  public void close() {
    incidentsTopic.ifPresent(TopicFollower::close);
  }
}
