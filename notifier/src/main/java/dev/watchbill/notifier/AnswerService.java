package dev.watchbill.notifier;

import dev.watchbill.notifier.answers.Commands;
import dev.watchbill.notifier.answers.Responses;
import dev.watchbill.notifier.kafka.CommandLog;
import dev.watchbill.notifier.kafka.ConsumerGroups;
import dev.watchbill.notifier.kafka.LinkHistory;
import dev.watchbill.notifier.kafka.ResponseLog;
import dev.watchbill.notifier.links.LinkActions;
import dev.watchbill.notifier.links.LinkKey;
import dev.watchbill.notifier.links.LinkSeal;
import dev.watchbill.notifier.links.Links;
import dev.watchbill.notifier.links.http.LinkRoutes;
import dev.watchbill.schemas.config.Environment;
import dev.watchbill.schemas.kafka.Cluster;
import dev.watchbill.schemas.kafka.SideBySide;
import dev.watchbill.schemas.roster.RosterFollower;
import io.helidon.webserver.http.HttpRules;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/** What people answer, whatever they answer with, and the links they answer by. */
final class AnswerService implements AutoCloseable {
  private final ResponseLog responses;
  private final CommandLog commands;
  private final LinkHistory used;
  private final LinkSeal seal;
  private final Links links;
  private final LinkRoutes routes;

  /**
   * @param groups with whose producer answers are written
   */
  AnswerService(
      Cluster cluster,
      Environment environment,
      Path folder,
      ConsumerGroups groups,
      RosterFollower roster,
      InstantSource clock) {
    responses = new ResponseLog(cluster, groups.answers(), groups.traces());
    commands = new CommandLog(cluster, groups.answers());
    used = new LinkHistory(cluster, clock);
    seal = new LinkSeal(LinkKey.of(environment, folder));
    links =
        new Links(seal, () -> Optional.ofNullable(roster.get().organization().getBaseUrl()), clock);
    routes = new LinkRoutes(new LinkActions(seal, responses, used, roster, clock));
  }

  Responses responses() {
    return responses;
  }

  Commands commands() {
    return commands;
  }

  LinkSeal seal() {
    return seal;
  }

  Links links() {
    return links;
  }

  void route(HttpRules rules) {
    routes.route(rules);
  }

  void start() {
    responses.start();
    commands.start();
    used.start();
  }

  @Override
  public void close() {
    SideBySide.end(responses::close, commands::close, used::close);
  }
}
