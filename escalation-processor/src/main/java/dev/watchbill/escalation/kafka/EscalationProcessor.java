package dev.watchbill.escalation.kafka;

import dev.watchbill.escalation.Decision;
import dev.watchbill.escalation.Effect;
import dev.watchbill.escalation.EscalationEvent;
import dev.watchbill.escalation.EscalationMachine;
import dev.watchbill.escalation.ServiceLog;
import dev.watchbill.schemas.Alert;
import dev.watchbill.schemas.Receipt;
import dev.watchbill.schemas.Response;
import dev.watchbill.schemas.trace.Trace;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds the machine what happens in one task and does what it decides: decide, encode, apply. Until
 * the first byte is written a record can still be skipped; afterwards a failure is the task's.
 */
final class EscalationProcessor implements Processor<String, SpecificRecord, String, byte[]> {
  private static final Logger LOG = LoggerFactory.getLogger(EscalationProcessor.class);

  // A longer look would outlive the transaction after an outage, and be undone and repeated for
  // ever.
  private static final long SWEEP_AT_MOST = 30;
  private static final int BATCH = 64;
  private static final Duration TRY_AGAIN = Duration.ofSeconds(60);
  private static final long SHIFTS_MAY_LAG = 5_000;

  private final EscalationMachine machine = new EscalationMachine();
  private final Serialization serialization;
  private final Boards boards;
  private final CommitPacer pacer;
  private final DeadLetters deadLetters;
  private final EscalationMetrics metrics;
  private final Duration sweepEvery;

  // Set by init, before anything else is called.
  private @Nullable Task task;

  EscalationProcessor(
      Serialization serialization,
      Boards boards,
      CommitPacer pacer,
      DeadLetters deadLetters,
      EscalationMetrics metrics,
      Duration sweepEvery) {
    this.serialization = serialization;
    this.boards = boards;
    this.pacer = pacer;
    this.deadLetters = deadLetters;
    this.metrics = metrics;
    this.sweepEvery = sweepEvery;
  }

  @Override
  public void init(ProcessorContext<String, byte[]> context) {
    task = new Task(context);
  }

  @Override
  public void process(Record<String, SpecificRecord> record) {
    task().process(record);
  }

  @Override
  public void close() {
    if (task != null) {
      task.close();
    }
  }

  private Task task() {
    if (task == null) {
      throw new IllegalStateException("Expected init before the first record");
    }
    return task;
  }

  /** What one task holds while it runs. */
  private final class Task {
    private final ProcessorContext<String, byte[]> context;
    private final StoreMemory memory;
    private final Encoder encoder;
    private final Deadlines deadlines;
    private final WaitingRoom waiting;
    private final SweepGate gate;
    private final String name;
    private long rosterSince = Long.MAX_VALUE;
    private long open;

    Task(ProcessorContext<String, byte[]> context) {
      this.context = context;
      memory = new StoreMemory(context, serialization);
      encoder = new Encoder(serialization, memory);
      deadlines = new Deadlines(memory.store(TaskStores.DEADLINES));
      waiting = new WaitingRoom(memory.store(TaskStores.WAITING));
      gate = new SweepGate(context.currentSystemTimeMs());
      name = context.taskId().toString();
      try (var services = memory.services()) {
        count(services.mapToLong(ServiceLog::openIncidents).sum());
      }
      context.schedule(sweepEvery, PunctuationType.WALL_CLOCK_TIME, at -> tick());
    }

    private void count(long change) {
      open += change;
      metrics.open(change);
    }

    void close() {
      count(-open);
      metrics.gone(name);
    }

    private Instant now() {
      return Instant.ofEpochMilli(context.currentSystemTimeMs());
    }

    // ---- records

    void process(Record<String, SpecificRecord> record) {
      var trace = Trace.of(record.headers());
      // What a person or a provider does is no longer the alert's way to its page.
      (record.value() instanceof Alert ? trace : trace.received(null)).run(() -> take(record));
    }

    private void take(Record<String, SpecificRecord> record) {
      var now = now();
      gate.saw(record.timestamp(), now.toEpochMilli());
      switch (record.value()) {
        case Alert alert -> alert(record.key(), alert, now);
        case Response response -> {
          checkKey(record.key(), response.getService());
          handle(new EscalationEvent.Responded(response, now));
        }
        case Receipt receipt -> {
          checkKey(record.key(), receipt.getService());
          handle(new EscalationEvent.ReceiptCame(receipt, now));
        }
        case null -> throw new IllegalArgumentException("Expected a record, but got a tombstone");
        default ->
            throw new IllegalArgumentException(
                "Expected an alert, a response or a receipt, but got a "
                    + record.value().getClass().getSimpleName());
      }
    }

    private void alert(@Nullable String key, Alert alert, Instant now) {
      checkKey(key, alert.getService());
      if (waiting.isEmpty() && admits(now)) {
        handle(new EscalationEvent.AlertCame(alert, now));
      } else {
        waiting.enter(encoder.held(alert));
      }
    }

    private static void checkKey(@Nullable String key, String service) {
      if (key == null || !key.equals(service) || service.isEmpty()) {
        throw new IllegalArgumentException(
            "Expected the service id '%s' as key, but got %s"
                .formatted(service, key == null ? "none" : "'" + key + "'"));
      }
    }

    private void handle(EscalationEvent event) {
      var decision = machine.decide(memory, boards.directory(), event);
      carryOut(decision, encoder.encode(decision, null), event.at());
    }

    private void carryOut(Decision decision, Encoded encoded, Instant now) {
      var before = openIn(decision);
      apply(encoded, now);
      decision
          .all(Effect.KeepService.class)
          .reduce((first, last) -> last)
          .ifPresent(kept -> count(kept.service().openIncidents() - before));
      metrics.decided(decision);
      var trace = Trace.current();
      if (decision.all(Effect.Assign.class).findAny().isPresent()) {
        trace.age(now).ifPresent(metrics::assigned);
      }
      (trace.parent() == null ? encoded.trace() : trace).run(() -> DecisionLog.log(decision));
      if (decision.isUrgent()) {
        pacer.urgent(context, now.toEpochMilli());
      }
    }

    private long openIn(Decision decision) {
      return decision
          .all(Effect.KeepService.class)
          .findFirst()
          .map(kept -> memory.service(kept.service().service()).openIncidents())
          .orElse(0);
    }

    private void apply(Encoded encoded, Instant now) {
      try {
        for (var write : encoded.writes()) {
          write(write);
        }
        for (var output : encoded.outputs()) {
          var value = output.value() == null ? null : output.value().get();
          var headers = new RecordHeaders();
          output.trace().into(headers);
          context.forward(
              new Record<>(output.key(), value, now.toEpochMilli(), headers), output.sink());
        }
      } catch (RuntimeException e) {
        throw ApplyFailed.of(e);
      }
    }

    private void write(Encoded.Write write) {
      if (write.store().equals(TaskStores.DEADLINES)) {
        deadlines.write(write.key(), write.value());
      } else if (write.value() == null) {
        memory.store(write.store()).delete(write.key());
      } else {
        memory.store(write.store()).put(write.key(), write.value().get());
      }
    }

    // ---- time

    private void tick() {
      var now = now();
      admitWaiting(now);
      if (gate.isOpen(now.toEpochMilli())) {
        sweep(now);
        metrics.overdue(name, now.toEpochMilli() - deadlines.next());
      }
      metrics.waiting(name, waiting.size());
    }

    private void sweep(Instant now) {
      if (now.toEpochMilli() < deadlines.next()) {
        return;
      }
      var started = System.nanoTime();
      var until = now.toEpochMilli() + SWEEP_AT_MOST;
      var due = deadlines.due(now.toEpochMilli(), BATCH);
      var any = !due.isEmpty();
      while (!due.isEmpty()) {
        due.forEach(hint -> fire(hint, now));
        due =
            context.currentSystemTimeMs() < until
                ? deadlines.due(now.toEpochMilli(), BATCH)
                : List.of();
      }
      metrics.swept(Duration.ofNanos(System.nanoTime() - started));
      if (any) {
        context.commit();
      }
    }

    private void fire(Deadlines.Hint hint, Instant now) {
      Decision decision;
      Encoded encoded;
      try {
        decision = rearmed(machine.decide(memory, boards.directory(), event(hint, now)), hint);
        encoded = encoder.encode(decision, new Encoder.Fired(hint, now));
      } catch (RuntimeException e) {
        if (DeadLetters.mayPass(e)) {
          throw e;
        }
        tryLater(hint, now, e);
        return;
      }
      carryOut(decision, encoded, now);
    }

    private static EscalationEvent event(Deadlines.Hint hint, Instant now) {
      return new EscalationEvent.DeadlineFired(hint.incident(), now);
    }

    /** The hint is gone; where nothing else writes the incident, its next one is still needed. */
    private Decision rearmed(Decision decision, Deadlines.Hint hint) {
      return decision.effects().isEmpty()
          ? memory
              .incident(hint.incident())
              .map(incident -> new Decision(List.of(new Effect.KeepIncident(incident))))
              .orElse(decision)
          : decision;
    }

    /** A bug of ours: it must be heard of, must not stop the others, and must not be given up. */
    private void tryLater(Deadlines.Hint hint, Instant now, RuntimeException problem) {
      LOG.atError()
          .addKeyValue("incident", hint.incident())
          .setCause(problem)
          .log("deadline could not be handled, it is tried again in a minute");
      var again = Deadlines.key(now.plus(TRY_AGAIN), hint.incident());
      deadlines.write(again, Deadlines.NOTHING);
      deadlines.write(Deadlines.key(hint.due(), hint.incident()), null);
      letterFor(TaskStores.DEADLINES, hint.incident(), now, problem);
    }

    private void letterFor(String where, String key, Instant now, RuntimeException problem) {
      var topic = serialization.application() + "-" + where;
      var letter = deadLetters.internal(topic, key, now, problem);
      context.forward(
          new Record<>(topic, letter, now.toEpochMilli()), serialization.topics.deadLetters.name());
    }

    // ---- before the first roster

    private boolean admits(Instant now) {
      if (!boards.hasRoster()) {
        return false;
      }
      rosterSince = Math.min(rosterSince, now.toEpochMilli());
      // Roster and shifts are two topics: the shifts of the first roster may come a moment later.
      return boards.hasShifts() || now.toEpochMilli() - rosterSince >= SHIFTS_MAY_LAG;
    }

    private void admitWaiting(Instant now) {
      if (waiting.isEmpty() || !admits(now)) {
        return;
      }
      var until = now.toEpochMilli() + SWEEP_AT_MOST;
      for (var next = waiting.first();
          next.isPresent() && context.currentSystemTimeMs() <= until;
          next = waiting.first()) {
        admit(next.get().value, now);
        waiting.leave(next.get().key);
      }
    }

    private void admit(byte[] bytes, Instant now) {
      try {
        var alert = serialization.fromStore(TaskStores.WAITING, serialization.alerts, bytes);
        // The one it came with is not kept while it waits.
        Trace.begin().run(() -> handle(new EscalationEvent.AlertCame(alert, now)));
      } catch (RuntimeException e) {
        if (ApplyFailed.isTheTasks(e) || DeadLetters.mayPass(e)) {
          throw e;
        }
        letterFor(TaskStores.WAITING, "", now, e);
      }
    }
  }
}
