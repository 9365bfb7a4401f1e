package dev.watchbill.escalation.watch.kafka;

import dev.watchbill.escalation.PublishedShifts;
import dev.watchbill.escalation.RosterDirectory;
import dev.watchbill.escalation.watch.Alarm;
import dev.watchbill.escalation.watch.Orphans;
import dev.watchbill.escalation.watch.Watch;
import dev.watchbill.escalation.watch.http.Ping;
import dev.watchbill.schemas.DeadLetter;
import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.RotationState;
import dev.watchbill.schemas.config.Environment;
import dev.watchbill.schemas.kafka.Cluster;
import dev.watchbill.schemas.kafka.SideBySide;
import dev.watchbill.schemas.kafka.TopicFollower;
import dev.watchbill.schemas.roster.RosterFollower;
import dev.watchbill.schemas.serde.AvroSerde;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches whether the escalation processor does its work, from topics and lags alone, and pages the
 * organisation's fallback through {@code pages} if not. While all is well it asks for the address
 * in {@code WATCHBILL_WATCHER_URL} once a minute.
 *
 * <p>Of several that run, the one that holds the dead letters' partition looks and pages.
 */
public final class WatcherService implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WatcherService.class);

  /** Longer than the processor takes to be back after anything but an outage. */
  private static final Duration BOUND = Duration.ofSeconds(60);

  /** Alerts that came while it was away are looked at too. */
  private static final Duration START_AT_MOST = Duration.ofMinutes(1);

  private static final Duration PING_EVERY = Duration.ofMinutes(1);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(5);
  private static final String ADDRESS = "WATCHBILL_WATCHER_URL";

  private final Cluster cluster;
  private final InstantSource clock;
  private final Ping ping;
  private final Duration lookEvery;
  private final Duration bound;
  private final Watch watch;
  private final Orphans orphans;
  private final Alarm alarm = new Alarm();
  private final AvroSerde<Page> pages;
  private final AvroSerde<DeadLetter> letters;
  private final AtomicInteger troubles = new AtomicInteger();
  private final Thread thread;
  private volatile @Nullable KafkaConsumer<String, byte[]> consumer;
  private volatile boolean closing;
  private volatile boolean reading;

  /** One that pages when something is a minute late. */
  public WatcherService(
      Cluster cluster, Environment environment, MeterRegistry metrics, InstantSource clock) {
    this(
        cluster,
        new Ping(environment.value(ADDRESS).map(URI::create), PING_EVERY),
        metrics,
        clock,
        BOUND,
        LOOK_EVERY);
  }

  /** One with other times. */
  public WatcherService(
      Cluster cluster,
      Ping ping,
      MeterRegistry metrics,
      InstantSource clock,
      Duration bound,
      Duration lookEvery) {
    this.cluster = cluster;
    this.clock = clock;
    this.ping = ping;
    this.lookEvery = lookEvery;
    this.bound = bound;
    watch = new Watch(bound);
    orphans = new Orphans(bound);
    pages = cluster.serde(cluster.topics().pages);
    letters = cluster.serde(cluster.topics().deadLetters);
    metrics.gauge("watchbill.watcher.troubles", troubles);
    thread = Thread.ofPlatform().daemon().name("watcher").unstarted(this::run);
  }

  /** Returns at once. */
  public void start() {
    thread.start();
  }

  /** Whether it reads what it goes by. */
  public boolean ready() {
    return reading && thread.isAlive();
  }

  @Override
  public void close() {
    closing = true;
    var current = consumer;
    if (current != null) {
      current.wakeup();
    }
    if (thread.getState() == Thread.State.NEW) {
      return;
    }
    try {
      thread.join(Duration.ofSeconds(2));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!closing) {
      try (var tools = new Tools()) {
        consumer = tools.letters;
        watch(tools);
      } catch (WakeupException e) {
        LOG.atDebug().log("woken up to stop");
      } catch (RuntimeException | ExecutionException | TimeoutException e) {
        LOG.atError().setCause(e).log("the watcher begins again");
        pause();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } finally {
        reading = false;
        consumer = null;
      }
    }
  }

  /** What it reads with, from the beginning to the first failure. */
  private final class Tools implements AutoCloseable {
    final KafkaConsumer<String, byte[]> letters;
    final KafkaProducer<String, byte[]> producer;
    final Lags lags;
    final RosterFollower roster;
    final PublishedShifts shifts = new PublishedShifts();
    final TopicFollower<RotationState> rotation;
    final Evidence evidence;

    Tools() {
      var topics = cluster.topics();
      letters =
          cluster.member(
              clientId("letters"),
              topics.prefix() + "watcher",
              Map.of(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest"));
      letters.subscribe(List.of(topics.deadLetters.name()));
      producer = cluster.producer(clientId("pages"), Map.of());
      lags = new Lags(cluster, topics.prefix() + "escalation");
      roster = new RosterFollower(cluster, "watcher");
      rotation = new TopicFollower<>(cluster, topics.rotationState, "watcher", shifts::accept);
      evidence = new Evidence(cluster, watch, orphans, bound.plus(START_AT_MOST));
    }

    boolean caughtUp() {
      return roster.caughtUp().isDone() && rotation.caughtUp().isDone() && roster.get().isThere();
    }

    @Override
    public void close() {
      letters.close(CloseOptions.timeout(Duration.ofMillis(500)));
      SideBySide.end(evidence::close, rotation::close, roster::close, lags::close);
      producer.close(Duration.ofMillis(500));
    }
  }

  private void watch(Tools tools)
      throws ExecutionException, InterruptedException, TimeoutException {
    var next = clock.instant();
    while (!closing) {
      var read = tools.letters.poll(Duration.ofMillis(200));
      for (var record : read) {
        letter(record);
      }
      if (!read.isEmpty()) {
        tools.letters.commitSync();
      }
      var now = clock.instant();
      if (reading && now.isBefore(next)) {
        continue;
      }
      var complete = tools.evidence.read(now);
      reading = reading || (complete && tools.caughtUp());
      if (reading) {
        next = now.plus(lookEvery);
        if (!tools.letters.assignment().isEmpty()) {
          look(tools, complete, now);
        } else if (complete) {
          // Nobody is told by one that stands by; but it forgets what has its incident meanwhile.
          orphans.look(List.of(), now);
        }
      }
    }
  }

  /**
   * @param complete whether what stands on topics was read up to now
   */
  private void look(Tools tools, boolean complete, Instant now)
      throws ExecutionException, InterruptedException, TimeoutException {
    var backlogs = tools.lags.at(now);
    var found = new ArrayList<>(watch.look(backlogs, now));
    if (complete) {
      orphans.look(backlogs, now).ifPresent(found::add);
    }
    troubles.set(found.size());
    if (found.isEmpty()) {
      ping.well(now);
    }
    var directory = new RosterDirectory(tools.roster.get(), tools.shifts);
    var told = alarm.pages(found, directory, now);
    for (var page : told) {
      send(tools.producer, page);
    }
    if (!told.isEmpty()) {
      found.forEach(
          trouble -> LOG.atError().addKeyValue("trouble", trouble.text()).log("not all is well"));
    }
  }

  private void send(KafkaProducer<String, byte[]> producer, Page page)
      throws ExecutionException, InterruptedException {
    var topic = cluster.topics().pages.name();
    producer
        .send(new ProducerRecord<>(topic, page.getPerson(), pages.serialize(topic, page)))
        .get();
    LOG.atWarn()
        .addKeyValue("page", page.getId())
        .addKeyValue("channel", page.getChannel())
        .log("the fallback is told that not all is well");
  }

  /** Only of what people and senders sent: the rest is no alert that lacks its incident. */
  private void letter(ConsumerRecord<String, byte[]> record) {
    var topics = cluster.topics();
    try {
      var letter = letters.deserialize(record.topic(), record.value());
      if (letter != null
          && Set.of(topics.alerts.name(), topics.responses.name()).contains(letter.getTopic())) {
        putAside(letter);
      }
    } catch (SerializationException e) {
      LOG.atWarn().addKeyValue("offset", record.offset()).setCause(e).log("unreadable dead letter");
    }
  }

  private void putAside(DeadLetter letter) {
    var topic = letter.getTopic().substring(cluster.topics().prefix().length());
    watch.putAside(topic, letter.getReason(), letter.getAt());
  }

  private String clientId(String what) {
    return "watcher-" + what + "-" + cluster.instance();
  }

  private static void pause() {
    try {
      Thread.sleep(Duration.ofSeconds(1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
