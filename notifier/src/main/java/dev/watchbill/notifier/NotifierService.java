package dev.watchbill.notifier;

import dev.watchbill.notifier.delivery.InboxChannel;
import dev.watchbill.notifier.delivery.NotifierMetrics;
import dev.watchbill.notifier.delivery.UnconfiguredChannel;
import dev.watchbill.notifier.kafka.ConsumerGroups;
import dev.watchbill.schemas.config.Environment;
import dev.watchbill.schemas.kafka.Cluster;
import io.helidon.webserver.http.HttpRules;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;

/** Everything that reaches people and hears their answers, in one process. */
public final class NotifierService implements AutoCloseable {
  private static final String SLACK = "slack";

  private final ConsumerGroups groups;

  /**
   * @param environment settings of the providers, such as {@code WATCHBILL_SLACK_TOKEN}
   */
  public NotifierService(
      Cluster cluster, Environment environment, MeterRegistry registry, InstantSource clock) {
    var metrics = new NotifierMetrics(registry);
    groups = new ConsumerGroups(cluster, metrics, clock);
    var served = List.of(InboxChannel.NAME, SLACK);
    groups.reachAndAnswerFor(new InboxChannel(served), page -> !page.getChannel().equals(SLACK));
    groups.reach(
        new UnconfiguredChannel(
            SLACK,
            environment.value("WATCHBILL_SLACK_TOKEN").isPresent()
                ? "slack is not built yet"
                : "slack is not configured: WATCHBILL_SLACK_TOKEN is not set"));
  }

  /** Registers the paths that providers call back. */
  public void route(HttpRules rules) {
    // None yet.
  }

  /** Starts to read; returns at once. */
  public void start() {
    groups.start();
  }

  /** Whether pages are being taken. */
  public boolean ready() {
    return groups.ready();
  }

  @Override
  public void close() {
    groups.close();
  }
}
