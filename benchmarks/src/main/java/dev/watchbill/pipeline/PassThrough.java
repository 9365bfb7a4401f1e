package dev.watchbill.pipeline;

import dev.watchbill.launcher.broker.EmbeddedBroker;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * The least that Kafka Streams can do with a state, on the same broker with the same settings: each
 * record is put into one store by its key and handed on, exactly once.
 */
final class PassThrough {
  private static final int PARTITIONS = 6;
  private static final int BYTES = 600;

  private PassThrough() {}

  /**
   * Records a second.
   *
   * @param records how many
   * @param keys of these many services
   */
  static double run(Path folder, int records, int keys) throws Exception {
    try (var broker = EmbeddedBroker.start(folder.resolve("kafka"), free(), free());
        var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      var topics =
          List.of(
              new NewTopic("in", PARTITIONS, (short) 1),
              new NewTopic("out", PARTITIONS, (short) 1));
      admin.createTopics(topics).all().get();
      fill(broker.bootstrapServers(), records, keys);
      var settings = settings(broker.bootstrapServers(), folder);
      try (var streams = new KafkaStreams(topology(), settings)) {
        streams.setUncaughtExceptionHandler(
            problem -> StreamThreadExceptionResponse.REPLACE_THREAD);
        streams.start();
        while (written(admin) == 0) {
          TimeUnit.MILLISECONDS.sleep(5);
        }
        var before = written(admin);
        var begun = System.nanoTime();
        // Each commit adds a marker to each partition: the end is near enough.
        while (written(admin) < records) {
          TimeUnit.MILLISECONDS.sleep(10);
        }
        return (records - before) * 1e9 / (System.nanoTime() - begun);
      }
    }
  }

  private static Properties settings(String bootstrap, Path folder) {
    var settings = new Properties();
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "pass-through");
    settings.put(StreamsConfig.STATE_DIR_CONFIG, folder.resolve("state").toString());
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 2);
    settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 25L);
    settings.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, 1);
    settings.put(StreamsConfig.consumerPrefix("auto.offset.reset"), "earliest");
    return settings;
  }

  private static void fill(String bootstrap, int records, int keys) {
    var value = new byte[BYTES];
    try (var producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrap, "linger.ms", 5),
            new StringSerializer(),
            new ByteArraySerializer())) {
      for (var i = 0; i < records; i++) {
        var _ = producer.send(new ProducerRecord<>("in", "service-" + i % keys, value));
      }
    }
  }

  private static long written(Admin admin) throws Exception {
    var asked =
        IntStream.range(0, PARTITIONS)
            .mapToObj(partition -> new TopicPartition("out", partition))
            .collect(Collectors.toMap(one -> one, one -> OffsetSpec.latest()));
    return admin.listOffsets(asked).all().get().values().stream()
        .mapToLong(end -> end.offset())
        .sum();
  }

  private static Topology topology() {
    var topology = new Topology();
    topology.addSource(
        "read", Serdes.String().deserializer(), Serdes.ByteArray().deserializer(), "in");
    topology.addProcessor("keep", Keep::new, "read");
    topology.addStateStore(
        Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore("kept"), Serdes.String(), Serdes.ByteArray())
            .withCachingDisabled(),
        "keep");
    topology.addSink("write", "out", new StringSerializer(), new ByteArraySerializer(), "keep");
    return topology;
  }

  private static final class Keep extends ContextualProcessor<String, byte[], String, byte[]> {
    private @Nullable KeyValueStore<String, byte[]> store;

    @Override
    public void process(Record<String, byte[]> record) {
      if (store == null) {
        store = context().getStateStore("kept");
      }
      store.put(record.key(), record.value());
      context().forward(record);
    }
  }

  static int free() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
