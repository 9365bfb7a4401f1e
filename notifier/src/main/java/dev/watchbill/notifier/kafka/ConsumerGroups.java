package dev.watchbill.notifier.kafka;

import dev.watchbill.notifier.delivery.NotifierMetrics;
import dev.watchbill.notifier.delivery.PageDesk;
import dev.watchbill.notifier.delivery.PageLimit;
import dev.watchbill.notifier.delivery.PersonChannel;
import dev.watchbill.notifier.delivery.ProviderTrouble;
import dev.watchbill.notifier.delivery.Receipts;
import dev.watchbill.notifier.delivery.RetryLadder;
import dev.watchbill.notifier.delivery.RoomChannel;
import dev.watchbill.notifier.delivery.RoomDesk;
import dev.watchbill.notifier.delivery.ThreadChannel;
import dev.watchbill.notifier.delivery.ThreadDesk;
import dev.watchbill.notifier.notices.ScheduleNotices;
import dev.watchbill.notifier.notices.TroubleNotices;
import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.Topic;
import dev.watchbill.schemas.kafka.Cluster;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * One consumer group for each channel and each provider's rooms, so that one that is down holds up
 * no other. All write their receipts through one producer.
 */
public final class ConsumerGroups implements AutoCloseable {
  /**
   * As the processors': how long a killed member's partitions wait (ADR 0013). Less than a broker
   * allows unless its {@code group.min.session.timeout.ms} was lowered.
   */
  private static final Map<String, Object> MEMBERSHIP =
      Map.of(
          ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
              Math.toIntExact(Heartbeats.LONGEST_AGO.toMillis()),
          ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 1_000,
          ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1_000);

  private final Cluster cluster;
  private final InstantSource clock;
  private final NotifierMetrics metrics;
  private final Producer<String, byte[]> producer;
  private final Producer<String, byte[]> answers;
  private final Receipts receipts;
  private final TroubleLog trouble;
  private final IncidentTraces traces = new IncidentTraces();
  private final List<RecordLoop<?>> loops = new ArrayList<>();
  private final List<RecordLoop<?>> heldBack = new ArrayList<>();
  private final List<NoticeLoop> noticeLoops = new ArrayList<>();
  private final List<Runnable> desks = new ArrayList<>();

  public ConsumerGroups(Cluster cluster, NotifierMetrics metrics, InstantSource clock) {
    this.cluster = cluster;
    this.clock = clock;
    this.metrics = metrics;
    // Nobody waits for a receipt, so that many may share a request.
    producer = cluster.producer(clientId("receipts"), Map.of(ProducerConfig.LINGER_MS_CONFIG, 5));
    answers =
        cluster.producer(
            clientId("answers"),
            Map.of(
                ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 40_000));
    receipts =
        new ReceiptLog(
            producer, cluster.topics().receipts, cluster.serde(cluster.topics().receipts));
    trouble =
        new TroubleLog(
            producer, cluster.topics().pages, cluster.serde(cluster.topics().pages), clock);
  }

  /** What all of this process writes with. */
  public Producer<String, byte[]> producer() {
    return producer;
  }

  /**
   * With what people's answers are written, or not within a minute: they are told to do it again
   * then.
   */
  public Producer<String, byte[]> answers() {
    return answers;
  }

  /** Where what becomes of pages is written. */
  public Receipts receipts() {
    return receipts;
  }

  /** Hears of providers that can't be used. */
  public ProviderTrouble trouble() {
    return trouble;
  }

  /**
   * Whom to tell of that, from now on.
   *
   * @param notices as of now
   */
  public void tellOfTrouble(Supplier<TroubleNotices> notices) {
    trouble.tell(notices);
  }

  /** What trace an incident is a part of, where people were told of it here. */
  public IncidentTraces traces() {
    return traces;
  }

  /** Adds a channel that reaches people. */
  public void reach(PersonChannel channel, PageLimit limit) {
    reach(channel, limit, page -> page.getChannel().equals(channel.name()), (record, why) -> {});
  }

  /**
   * Adds the channel that answers for more than its own pages, and keeps what can't be read: every
   * group reads all pages, and one of them is enough to do that.
   *
   * @param ours which pages it answers for
   */
  public void reachAndAnswerFor(PersonChannel channel, Predicate<Page> ours) {
    reach(channel, PageLimit.none(), ours, deadLetters());
  }

  private void reach(
      PersonChannel channel, PageLimit limit, Predicate<Page> ours, Unreadable unreadable) {
    var desk = new PageDesk(channel, RetryLadder.PAGES, limit, receipts, trouble, clock, metrics);
    desks.add(desk::close);
    loops.add(
        loop(
            channel.name(),
            cluster.topics().pages,
            new PageReader(desk, ours, history(channel.name()), traces),
            unreadable));
  }

  /**
   * A group that doesn't start with the others.
   *
   * @param begin starts it
   * @param leads whether this process is the one of the group's that does what only one should
   */
  public record Held(RoomDesk desk, Runnable begin, BooleanSupplier leads) {
    public void start() {
      begin.run();
    }
  }

  /** Adds a provider whose rooms show incidents, as soon as it is started. */
  public Held show(RoomChannel channel) {
    var desk = new RoomDesk(channel, RetryLadder.ROOMS, receipts, trouble, clock, metrics);
    var loop =
        loop(
            channel.provider() + "-rooms",
            cluster.topics().assignments,
            new AssignmentReader(desk),
            deadLetters());
    desks.add(desk::close);
    heldBack.add(loop);
    return new Held(desk, loop::start, loop::leads);
  }

  /**
   * Threads that don't start with the others.
   *
   * @param begin starts them
   */
  public record HeldThreads(ThreadDesk desk, Runnable begin) {
    public void start() {
      begin.run();
    }
  }

  /** Adds a provider whose threads tell timelines, as soon as it is started. */
  public HeldThreads tell(ThreadChannel channel) {
    var desk =
        new ThreadDesk(channel, RetryLadder.ROOMS, ThreadDesk.PACE, receipts, clock, metrics);
    var loop =
        loop(
            channel.provider() + "-threads",
            cluster.topics().incidents,
            new IncidentReader(desk),
            deadLetters());
    desks.add(desk::close);
    heldBack.add(loop);
    return new HeldThreads(desk, loop::start);
  }

  /**
   * Adds what tells people and teams of their schedules, as soon as it is started.
   *
   * @param notices who is told what, as of now
   */
  public Runnable tell(Supplier<ScheduleNotices> notices) {
    var name = "notices";
    var topics = cluster.topics();
    var group = topics.prefix() + "notifier-" + name;
    var transactions =
        Map.of(
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            topics.prefix() + "notifier-" + name + "-" + cluster.instance());
    var loop =
        new NoticeLoop(
            topics.scheduleEvents,
            cluster.serde(topics.scheduleEvents),
            topics.pages,
            cluster.serde(topics.pages),
            new NoticeLoop.Clients() {
              @Override
              public Consumer<String, byte[]> consumer() {
                return cluster.member(clientId(name), group, MEMBERSHIP);
              }

              @Override
              public Producer<String, byte[]> producer() {
                return cluster.producer(clientId(name), transactions);
              }
            },
            notices,
            deadLetters());
    noticeLoops.add(loop);
    return loop::start;
  }

  /** Starts to read; returns at once. */
  public void start() {
    loops.forEach(RecordLoop::start);
  }

  /** Whether all groups that reach people have their partitions. */
  public boolean ready() {
    return loops.stream().allMatch(RecordLoop::ready);
  }

  /** All at once, as each waits for what it has under way. */
  @Override
  public void close() {
    var all = Stream.concat(loops.stream(), heldBack.stream()).toList();
    all.forEach(RecordLoop::stop);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      desks.forEach(threads::execute);
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      all.forEach(loop -> threads.execute(loop::close));
      noticeLoops.forEach(loop -> threads.execute(loop::close));
    }
    producer.close(Duration.ofMillis(500));
    answers.close(Duration.ofMillis(500));
  }

  private <V extends SpecificRecord> RecordLoop<V> loop(
      String name, Topic<V> topic, RecordReader<V> reader, Unreadable unreadable) {
    var group = cluster.topics().prefix() + "notifier-" + name;
    return new RecordLoop<>(
        "notifier-" + name,
        topic,
        cluster.serde(topic),
        () -> cluster.member(clientId(name), group, MEMBERSHIP),
        reader,
        unreadable);
  }

  private PastReceipts history(String name) {
    return new ReceiptHistory(
        cluster.topics().receipts,
        cluster.serde(cluster.topics().receipts),
        () -> cluster.consumer(clientId(name + "-history"), Map.of()));
  }

  private DeadLetters deadLetters() {
    return new DeadLetters(
        producer,
        cluster.topics().deadLetters,
        cluster.serde(cluster.topics().deadLetters),
        clock,
        metrics);
  }

  private String clientId(String name) {
    return "notifier-" + name + "-" + cluster.instance();
  }
}
