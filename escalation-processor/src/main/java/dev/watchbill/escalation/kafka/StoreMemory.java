package dev.watchbill.escalation.kafka;

import dev.watchbill.escalation.AlertSignal;
import dev.watchbill.escalation.Escalation;
import dev.watchbill.escalation.Memory;
import dev.watchbill.escalation.Pauses;
import dev.watchbill.escalation.Plan;
import dev.watchbill.escalation.ServiceLog;
import dev.watchbill.schemas.Incident;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.serialization.BytesSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was kept, read from the task's stores. */
final class StoreMemory implements Memory {
  private static final Logger LOG = LoggerFactory.getLogger(StoreMemory.class);

  /** More than a task has in hand at once; what others see of an incident can be 50 kB. */
  private static final int REMEMBERED = 256;

  /** As bytes; what they mean takes a few times as much. */
  private static final int REMEMBERED_BYTES = 2 << 20;

  private final Serialization serialization;
  private final Map<String, KeyValueStore<Bytes, byte[]>> stores = new HashMap<>();
  // Plans never change under their hash, and thousands of incidents share a few.
  private final Map<String, Plan> plans = new HashMap<>();
  private final Decoded<Escalation> incidents = new Decoded<>(REMEMBERED, REMEMBERED_BYTES);
  private final Decoded<Incident> shown = new Decoded<>(REMEMBERED, REMEMBERED_BYTES);
  private final Decoded<ServiceLog> services = new Decoded<>(REMEMBERED, REMEMBERED_BYTES);
  private final Attendance attendance;

  StoreMemory(ProcessorContext<?, ?> context, Serialization serialization, LongSupplier stopwatch) {
    this.serialization = serialization;
    TaskStores.ALL.forEach(name -> stores.put(name, context.getStateStore(name)));
    var start = Instant.ofEpochMilli(context.currentSystemTimeMs());
    attendance = new Attendance(store(TaskStores.HEARD), start, stopwatch);
  }

  Attendance attendance() {
    return attendance;
  }

  KeyValueStore<Bytes, byte[]> store(String name) {
    return Objects.requireNonNull(stores.get(name));
  }

  @Override
  public Optional<Escalation> incident(String id) {
    var key = TaskStores.key(id);
    return get(TaskStores.INCIDENTS, key)
        .map(bytes -> incidents.of(key, bytes, this::readIncident));
  }

  /** An incident among others that are gone through; empty: it can't be read, which is logged. */
  Optional<Escalation> readable(byte[] incident) {
    return readable(incident, "state of an incident can't be read", this::readIncident);
  }

  private Escalation readIncident(byte[] bytes) {
    return StateCodec.fromRecord(
        serialization.fromStore(TaskStores.INCIDENTS, serialization.incidentState, bytes));
  }

  @Override
  public Optional<String> incidentOf(String service, String groupKey) {
    return get(TaskStores.GROUPS, TaskStores.key(service, groupKey))
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  @Override
  public ServiceLog service(String id) {
    var key = TaskStores.key(id);
    return get(TaskStores.SERVICES, key)
        .map(bytes -> services.of(key, bytes, this::serviceLog))
        .orElseGet(() -> ServiceLog.quiet(id));
  }

  @Override
  public Optional<AlertSignal> alert(String incident, String integration, String key) {
    return get(TaskStores.ALERTS, TaskStores.key(incident, integration, key)).map(this::alert);
  }

  @Override
  public Stream<AlertSignal> alerts(String incident) {
    return values(
            store(TaskStores.ALERTS).prefixScan(TaskStores.prefix(incident), new BytesSerializer()))
        .map(this::alert);
  }

  /**
   * All services, for what is counted at start; one that can't be read counts for nothing, as that
   * must not keep the others from being served. To be closed.
   */
  Stream<ServiceLog> services() {
    return values(store(TaskStores.SERVICES).all())
        .flatMap(bytes ->
            readable(bytes, "state of a service can't be read", this::serviceLog).stream());
  }

  private static <T> Optional<T> readable(
      byte[] bytes, String problem, Function<byte[], T> reader) {
    try {
      return Optional.of(reader.apply(bytes));
    } catch (RuntimeException e) {
      if (DeadLetters.mayPass(e)) {
        throw e;
      }
      LOG.atError().setCause(e).log(problem);
      return Optional.empty();
    }
  }

  private ServiceLog serviceLog(byte[] bytes) {
    return StateCodec.fromRecord(
        serialization.fromStore(TaskStores.SERVICES, serialization.serviceState, bytes));
  }

  @Override
  public Plan plan(String hash) {
    return plans.computeIfAbsent(hash, this::read);
  }

  /** Whether a plan was read before, so that it needn't be written again. */
  boolean hasRead(String plan) {
    return plans.containsKey(plan);
  }

  private Plan read(String hash) {
    return get(TaskStores.PLANS, TaskStores.key(hash))
        .map(bytes -> serialization.fromStore(TaskStores.PLANS, serialization.plans, bytes))
        .map(Plan::of)
        .orElseThrow(() ->
            new IllegalStateException("Expected a plan with hash " + hash + ", but got none"));
  }

  @Override
  public Optional<Instant> heard(String integration) {
    return get(TaskStores.HEARD, TaskStores.key(integration))
        .map(bytes -> Instant.ofEpochMilli(TaskStores.number(bytes)));
  }

  @Override
  public Pauses pauses() {
    return attendance.pauses();
  }

  @Override
  public Optional<Incident> published(String incident) {
    var key = TaskStores.key(incident);
    return get(TaskStores.PUBLISHED, key).map(bytes -> shown.of(key, bytes, this::readShown));
  }

  private Incident readShown(byte[] bytes) {
    return serialization.incidents.deserialize(serialization.topics.incidents.name(), bytes);
  }

  /** Writes what was decided, and remembers what it means where that is asked again. */
  void write(Encoded.Write write) {
    var store = store(write.store());
    if (write.value() == null) {
      store.delete(write.key());
      return;
    }
    var bytes = write.value().get();
    store.put(write.key(), bytes);
    switch (write.meaning()) {
      case Escalation incident -> incidents.wrote(write.key(), bytes, incident);
      case Incident incident -> shown.wrote(write.key(), bytes, incident);
      case ServiceLog service -> services.wrote(write.key(), bytes, service);
      case null, default -> {}
    }
  }

  private AlertSignal alert(byte[] bytes) {
    return StateCodec.fromRecord(
        serialization.fromStore(TaskStores.ALERTS, serialization.alertState, bytes));
  }

  private Optional<byte[]> get(String store, Bytes key) {
    return Optional.ofNullable(store(store).get(key));
  }

  private static Stream<byte[]> values(KeyValueIterator<Bytes, byte[]> all) {
    Iterable<byte[]> values =
        () ->
            new java.util.Iterator<>() {
              @Override
              public boolean hasNext() {
                return all.hasNext();
              }

              @Override
              public byte[] next() {
                return all.next().value;
              }
            };
    return StreamSupport.stream(values.spliterator(), false).onClose(all::close);
  }
}
