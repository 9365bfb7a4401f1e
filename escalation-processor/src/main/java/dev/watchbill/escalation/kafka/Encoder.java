package dev.watchbill.escalation.kafka;

import dev.watchbill.escalation.Decision;
import dev.watchbill.escalation.Effect;
import dev.watchbill.escalation.Escalation;
import dev.watchbill.escalation.kafka.Encoded.Output;
import dev.watchbill.escalation.kafka.Encoded.Write;
import dev.watchbill.schemas.Alert;
import dev.watchbill.schemas.Originals;
import dev.watchbill.schemas.Receipt;
import dev.watchbill.schemas.Response;
import dev.watchbill.schemas.serde.AvroSerde;
import dev.watchbill.schemas.trace.Trace;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.BytesSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/** Turns a decision into bytes, and refuses what would not fit through Kafka. */
final class Encoder {
  /** Below {@code max.request.size} of the producer, with room for headers. */
  static final int LARGEST = 900_000;

  private final Serialization serialization;
  private final StoreMemory memory;

  /** A hint fired, and when it was looked at. */
  record Fired(Deadlines.Hint hint, Instant now) {}

  Encoder(Serialization serialization, StoreMemory memory) {
    this.serialization = serialization;
    this.memory = memory;
  }

  /**
   * Everything a decision asks for, in its order.
   *
   * @param fired the hint whose firing is being decided; null: something else is
   * @throws IllegalArgumentException if a record is too large to be written
   */
  Encoded encode(Decision decision, @Nullable Fired fired) {
    var writes = new ArrayList<Write>();
    if (fired != null) {
      var key = Deadlines.key(fired.hint().due(), fired.hint().incident());
      writes.add(new Write(TaskStores.DEADLINES, key, null));
    }
    var outputs = new ArrayList<Output>();
    var traces = new Traces(decision, memory);
    for (var effect : decision.effects()) {
      switch (effect) {
        case Effect.Keep keep -> keep(keep, fired, traces, writes, outputs);
        case Effect.Send send -> outputs.add(send(send, traces));
      }
    }
    return new Encoded(writes, outputs, traces.ofAll());
  }

  /** An alert that waits, without its untouched original, which nobody here reads. */
  byte[] held(Alert alert) {
    var slim = Originals.without(alert);
    var bytes = serialization.toStore(TaskStores.WAITING, serialization.alerts, slim);
    return checked(TaskStores.WAITING, alert.getId(), bytes).get();
  }

  /** A response that waits. */
  byte[] held(Response response) {
    var bytes = serialization.responses.serialize(serialization.topics.responses.name(), response);
    return checked(TaskStores.WAITING, response.getId(), bytes).get();
  }

  /** A receipt that waits. */
  byte[] held(Receipt receipt) {
    var bytes = serialization.receipts.serialize(serialization.topics.receipts.name(), receipt);
    return checked(TaskStores.WAITING, receipt.getPage(), bytes).get();
  }

  private void keep(
      Effect.Keep keep,
      @Nullable Fired fired,
      Traces traces,
      List<Write> writes,
      List<Output> outputs) {
    switch (keep) {
      case Effect.KeepIncident kept -> incident(traces.begun(kept.incident()), fired, writes);
      case Effect.KeepAlert kept -> writes.add(alert(kept));
      case Effect.KeepService kept ->
          writes.add(
              write(
                  TaskStores.SERVICES,
                  TaskStores.key(kept.service().service()),
                  serialization.serviceState,
                  StateCodec.toRecord(kept.service()),
                  kept.service()));
      case Effect.KeepGroup kept ->
          writes.add(
              new Write(
                  TaskStores.GROUPS,
                  TaskStores.key(kept.service(), kept.groupKey()),
                  Bytes.wrap(kept.incident().getBytes(StandardCharsets.UTF_8))));
      case Effect.KeepPlan kept -> plan(kept, writes);
      case Effect.KeepHeard kept ->
          writes.add(
              new Write(
                  TaskStores.HEARD,
                  TaskStores.key(kept.integration()),
                  TaskStores.key(kept.at().toEpochMilli())));
      case Effect.ForgetGroup gone ->
          writes.add(
              new Write(TaskStores.GROUPS, TaskStores.key(gone.service(), gone.groupKey()), null));
      case Effect.ForgetAlerts gone -> forgetAlerts(gone.incident(), writes);
      case Effect.ForgetIncident gone -> forget(gone.incident(), traces, writes, outputs);
      case Effect.Publish published -> publish(published, traces, writes, outputs);
    }
  }

  private Output send(Effect.Send send, Traces traces) {
    var topics = serialization.topics;
    return switch (send) {
      case Effect.Assign assign ->
          output(
              topics.assignments.name(),
              assign.assignment().getIncident().getService(),
              serialization.assignments,
              assign.assignment(),
              traces.ofIncident(assign.assignment().getIncident().getId()));
      case Effect.Page page ->
          output(
              topics.pages.name(),
              page.page().getPerson(),
              serialization.pages,
              page.page(),
              traces.ofIncident(page.page().getIncident().getId()));
      case Effect.Tell tell ->
          output(
              topics.incidentEvents.name(),
              tell.event().getService(),
              serialization.incidentEvents,
              tell.event(),
              traces.ofIncident(tell.event().getIncident()));
      case Effect.Measure measure ->
          output(
              topics.responseMetrics.name(),
              measure.metrics().getService(),
              serialization.metrics,
              measure.metrics(),
              traces.ofIncident(measure.metrics().getIncident()));
      case Effect.Status status ->
          output(
              topics.serviceStatus.name(),
              status.status().getService(),
              serialization.status,
              status.status(),
              traces.ofAll());
      case Effect.Publish published -> throw new AssertionError(published);
      case Effect.ForgetIncident gone -> throw new AssertionError(gone);
    };
  }

  /** The incident's state and, where its next deadline moved forward, its one hint. */
  private void incident(Escalation incident, @Nullable Fired fired, List<Write> writes) {
    var next = next(incident, fired);
    var hint = live(incident.hint(), fired);
    var after = incident.withHint(hint);
    if (next != null && (hint == null || next.isBefore(hint))) {
      after = incident.withHint(next);
      writes.add(
          new Write(TaskStores.DEADLINES, Deadlines.key(next, incident.id()), Deadlines.NOTHING));
      if (hint != null) {
        writes.add(new Write(TaskStores.DEADLINES, Deadlines.key(hint, incident.id()), null));
      }
    }
    writes.add(
        write(
            TaskStores.INCIDENTS,
            TaskStores.key(incident.id()),
            serialization.incidentState,
            StateCodec.toRecord(after),
            after));
  }

  /** What is due still, after what was due was done, waits for the next look: no endless one. */
  private static @Nullable Instant next(Escalation incident, @Nullable Fired fired) {
    var next = incident.nextDeadline();
    return next == null || fired == null || next.isAfter(fired.now())
        ? next
        : fired.now().plusMillis(1);
  }

  /** A hint that fired, or was to have fired by now, is none any more. */
  private static @Nullable Instant live(@Nullable Instant hint, @Nullable Fired fired) {
    return hint == null || fired == null || hint.isAfter(fired.now()) ? hint : null;
  }

  private void plan(Effect.KeepPlan kept, List<Write> writes) {
    if (!memory.hasRead(kept.plan().hash())) {
      writes.add(
          write(
              TaskStores.PLANS,
              TaskStores.key(kept.plan().hash()),
              serialization.plans,
              kept.plan().toPolicy(),
              null));
    }
  }

  private Write alert(Effect.KeepAlert kept) {
    var alert = kept.alert();
    return write(
        TaskStores.ALERTS,
        TaskStores.key(alert.incident(), alert.integration(), alert.key()),
        serialization.alertState,
        StateCodec.toRecord(alert),
        null);
  }

  private void publish(
      Effect.Publish published, Traces traces, List<Write> writes, List<Output> outputs) {
    var incident = published.incident();
    var sink = serialization.topics.incidents.name();
    var shown =
        output(
            sink,
            incident.getId(),
            serialization.incidents,
            incident,
            traces.ofIncident(incident.getId()));
    outputs.add(shown);
    writes.add(
        new Write(TaskStores.PUBLISHED, TaskStores.key(incident.getId()), shown.value(), incident));
  }

  private void forget(String incident, Traces traces, List<Write> writes, List<Output> outputs) {
    writes.add(new Write(TaskStores.INCIDENTS, TaskStores.key(incident), null));
    writes.add(new Write(TaskStores.PUBLISHED, TaskStores.key(incident), null));
    outputs.add(
        new Output(
            serialization.topics.incidents.name(), incident, null, traces.ofIncident(incident)));
  }

  private void forgetAlerts(String incident, List<Write> writes) {
    try (KeyValueIterator<Bytes, byte[]> all =
        memory
            .store(TaskStores.ALERTS)
            .prefixScan(TaskStores.prefix(incident), new BytesSerializer())) {
      all.forEachRemaining(alert -> writes.add(new Write(TaskStores.ALERTS, alert.key, null)));
    }
  }

  private <T extends SpecificRecord> Write write(
      String store, Bytes key, AvroSerde<T> serde, T value, @Nullable Object meaning) {
    var bytes = serialization.toStore(store, serde, value);
    return new Write(store, key, checked(store, key, bytes), meaning);
  }

  private static <T extends SpecificRecord> Output output(
      String topic, String key, AvroSerde<T> serde, T value, Trace trace) {
    return new Output(topic, key, checked(topic, key, serde.serialize(topic, value)), trace);
  }

  private static Bytes checked(String where, Object key, byte @Nullable [] bytes) {
    var value = Objects.requireNonNull(bytes);
    if (value.length > LARGEST) {
      throw new IllegalArgumentException(
          "Expected at most %d bytes for %s on %s, but got %d"
              .formatted(LARGEST, key, where, value.length));
    }
    return Bytes.wrap(value);
  }
}
