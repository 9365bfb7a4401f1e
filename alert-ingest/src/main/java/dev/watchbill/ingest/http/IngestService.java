package dev.watchbill.ingest.http;

import dev.watchbill.ingest.AlertIds;
import dev.watchbill.ingest.IncidentBook;
import dev.watchbill.ingest.alertmanager.AlertsApiFormat;
import dev.watchbill.ingest.auth.KeyUses;
import dev.watchbill.ingest.auth.Keyring;
import dev.watchbill.ingest.batch.BatchIntake;
import dev.watchbill.ingest.batch.Replaying;
import dev.watchbill.ingest.command.Commands;
import dev.watchbill.ingest.formats.Formats;
import dev.watchbill.ingest.heartbeat.Heartbeats;
import dev.watchbill.ingest.kafka.CommandTopic;
import dev.watchbill.ingest.kafka.HeartbeatWatching;
import dev.watchbill.ingest.kafka.IngestTopics;
import dev.watchbill.ingest.kafka.TopicSources;
import dev.watchbill.ingest.mail.MailIntake;
import dev.watchbill.ingest.mail.MailSecrets;
import dev.watchbill.ingest.mail.MailSettings;
import dev.watchbill.ingest.opsgenie.RequestSeal;
import dev.watchbill.ingest.pagerduty.ChangeFormat;
import dev.watchbill.ingest.pagerduty.EventsFormat;
import dev.watchbill.schemas.config.Environment;
import dev.watchbill.schemas.kafka.Cluster;
import dev.watchbill.schemas.kafka.SideBySide;
import io.helidon.webserver.http.HttpRules;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Intake: senders' alerts over HTTP, answered once Kafka has them. Open this first; a further
 * format is one {@link dev.watchbill.ingest.SourceFormat} and one line in {@link Formats}.
 */
public final class IngestService implements AutoCloseable {
  private final IngestTopics topics;
  private final Senders senders;
  private final FrontDoor door;
  private final InstantSource clock;
  private final Heartbeats heartbeats;
  private final HeartbeatWatching watching;
  private final TopicSources sources;
  private final CommandTopic commands;
  private final Optional<MailIntake> mails;
  private final AlertIds ids;
  private final Keyring keys;
  private final Instant createdAt;

  /**
   * Nothing is connected before {@link #start}.
   *
   * @param environment of what lets us read a topic of another cluster
   * @param clock of receipt times and key expiry
   */
  public IngestService(
      Cluster cluster, Environment environment, MeterRegistry metrics, InstantSource clock) {
    keys = new Keyring();
    var ours = new IngestMetrics(metrics);
    this.clock = clock;
    ids = new AlertIds(clock);
    createdAt = clock.instant();
    topics = new IngestTopics(cluster, keys, ours::lostRejection);
    watching = new HeartbeatWatching(cluster, topics::roster, ids, ours::missing, clock);
    heartbeats = new Heartbeats(topics);
    sources =
        new TopicSources(
            cluster,
            environment,
            topics::roster,
            new Formats(ids, new AmazonClient()),
            new BatchIntake(topics, heartbeats, ids, ours),
            clock);
    var doing =
        new Commands(
            topics::roster, topics, new Replaying(topics, ids, ours), new AmazonClient(), clock);
    commands = new CommandTopic(cluster, this::ready, doing::accept);
    var uses = new KeyUses(topics::used);
    var batches = new BatchIntake(topics, heartbeats, ids, ours);
    var email = new Formats(ids, new AmazonClient()).of("email").orElseThrow();
    mails =
        MailSettings.of(environment)
            .map(settings ->
                new MailIntake(
                    settings,
                    new MailIntake.Parts(
                        keys, topics::roster, this::ready, batches, email, uses, clock)));
    senders = new Senders(keys, topics::roster, topics::caughtUp);
    door =
        new FrontDoor(
            senders,
            new Reception(topics, heartbeats, Reception.Limits.usual(), ours, ids, clock),
            ours,
            uses,
            clock,
            RequestBody.PATIENCE);
  }

  /** Starts to read keys and roster and to look for the broker; returns at once. */
  public void start() {
    topics.start();
    watching.start();
    sources.start();
    commands.start();
    mails.ifPresent(MailIntake::start);
  }

  /** Whether alerts can be taken: keys and a roster are read, and the broker was there. */
  public boolean ready() {
    return senders.ready() && topics.prepared();
  }

  /** Registers the paths senders post to. */
  public void route(HttpRules rules) {
    new HeartbeatRoutes(door, heartbeats, ids).register(rules);
    new SilenceRoutes(door, topics.silences(), clock).register(rules);
    routes(rules, door, topics.incidents(), ids, createdAt, keys, clock);
  }

  static void routes(
      HttpRules rules,
      FrontDoor door,
      IncidentBook book,
      Supplier<String> ids,
      Instant start,
      Keyring keys,
      InstantSource clock) {
    var secrets = new MailSecrets(keys);
    UnaryOperator<byte[]> mails = mail -> secrets.without(mail, clock.instant());
    var api = new Dialect.AlertmanagerApi();
    Methods.at("/api/v2/alerts", api).post(door.bodies(new AlertsApiFormat(), api)).register(rules);
    Methods.at("/api/v2/status", api)
        .get((request, response) ->
            door.admitted(request, response, api, sender -> AlertmanagerStatus.since(start)))
        .register(rules);
    var events = new Dialect.PagerDutyEvents();
    Methods.at("/v2/enqueue", events)
        .post(door.bodiesWithKey(new EventsFormat(ids), events, EventsFormat::keyed))
        .register(rules);
    var changes = new Dialect.PagerDutyChanges();
    Methods.at("/v2/change/enqueue", changes)
        .post(door.bodiesWithKey(new ChangeFormat(ids), changes, EventsFormat::keyed))
        .register(rules);
    new OpsgenieRoutes(door, book, new RequestSeal(keys), ids, clock).register(rules);
    new WebhookRoutes(door, new Formats(ids, new AmazonClient()).webhooks(), mails).register(rules);
  }

  @Override
  public void close() {
    SideBySide.end(
        watching::close, sources::close, () -> mails.ifPresent(MailIntake::close), commands::close);
    topics.close();
  }
}
