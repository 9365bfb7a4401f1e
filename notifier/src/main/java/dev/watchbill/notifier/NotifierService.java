package dev.watchbill.notifier;

import dev.watchbill.notifier.delivery.InboxChannel;
import dev.watchbill.notifier.delivery.NotifierMetrics;
import dev.watchbill.notifier.delivery.PageLimit;
import dev.watchbill.notifier.delivery.UnconfiguredChannel;
import dev.watchbill.notifier.kafka.ConsumerGroups;
import dev.watchbill.notifier.notices.ScheduleNotices;
import dev.watchbill.notifier.slack.SlackSettings;
import dev.watchbill.schemas.config.Environment;
import dev.watchbill.schemas.kafka.Cluster;
import dev.watchbill.schemas.roster.RosterFollower;
import io.helidon.webserver.http.HttpRules;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that reaches people and hears their answers, in one process. */
public final class NotifierService implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NotifierService.class);
  private static final String SLACK = "slack";

  private final ConsumerGroups groups;
  private final RosterFollower roster;
  private final Optional<SlackService> slack;
  private final Runnable notices;

  /**
   * @param environment settings of the providers, such as {@code WATCHBILL_SLACK_TOKEN}
   */
  public NotifierService(
      Cluster cluster, Environment environment, MeterRegistry registry, InstantSource clock) {
    var metrics = new NotifierMetrics(registry);
    groups = new ConsumerGroups(cluster, metrics, clock);
    roster = new RosterFollower(cluster, "notifier");
    groups.reachAndAnswerFor(
        new InboxChannel(List.of(InboxChannel.NAME, SLACK)),
        page -> !page.getChannel().equals(SLACK));
    var settings = SlackSettings.of(environment);
    slack =
        settings
            .token()
            .map(token ->
                new SlackService(cluster, settings, token, groups, roster, metrics, clock));
    warn(settings);
    if (slack.isEmpty()) {
      groups.reach(
          new UnconfiguredChannel(
              SLACK, "slack is not configured: WATCHBILL_SLACK_TOKEN is not set"),
          PageLimit.none());
    }
    notices = groups.tell(() -> new ScheduleNotices(roster.get(), configured(), clock.instant()));
  }

  /** Channels that notices can go to. */
  private Set<String> configured() {
    return slack.isPresent() ? Set.of(SLACK) : Set.of();
  }

  /** Says at the start what will not work, and why. */
  private static void warn(SlackSettings settings) {
    if (settings.token().isEmpty()) {
      LOG.atInfo().log("slack is not configured: WATCHBILL_SLACK_TOKEN is not set");
    } else if (settings.signingSecret().isEmpty() && settings.appToken().isEmpty()) {
      LOG.atWarn()
          .log(
              "slack's buttons will not work: neither WATCHBILL_SLACK_SIGNING_SECRET nor"
                  + " WATCHBILL_SLACK_APP_TOKEN is set");
    }
  }

  /** Registers the paths that providers call back; without a provider there are none. */
  public void route(HttpRules rules) {
    slack.ifPresent(service -> service.route(rules));
  }

  /** Starts to read; returns at once. */
  public void start() {
    groups.start();
    slack.ifPresent(SlackService::start);
    // Without the roster nobody would have an address.
    var _ = roster.caughtUp().thenRun(notices);
  }

  /** Whether pages are being taken. */
  public boolean ready() {
    return groups.ready();
  }

  @Override
  public void close() {
    slack.ifPresent(SlackService::close);
    groups.close();
    roster.close();
  }
}
