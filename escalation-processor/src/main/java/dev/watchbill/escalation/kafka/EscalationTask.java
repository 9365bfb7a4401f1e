package dev.watchbill.escalation.kafka;

import dev.watchbill.escalation.Decision;
import dev.watchbill.escalation.Departed;
import dev.watchbill.escalation.Effect;
import dev.watchbill.escalation.Escalation;
import dev.watchbill.escalation.EscalationEvent;
import dev.watchbill.escalation.EscalationMachine;
import dev.watchbill.schemas.Alert;
import dev.watchbill.schemas.Receipt;
import dev.watchbill.schemas.Response;
import dev.watchbill.schemas.trace.Trace;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.LongSupplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One task while it runs: what it holds, what happens to it, and what is due. It decides, encodes
 * and applies: until the first byte is written a record can still be skipped; afterwards a failure
 * is the task's.
 */
final class EscalationTask {
  /** What all tasks of a process share. */
  record Tools(
      Serialization serialization,
      Boards boards,
      CommitPacer pacer,
      DeadLetters deadLetters,
      EscalationMetrics metrics,
      Duration sweepEvery,
      LongSupplier stopwatch) {}

  private static final Logger LOG = LoggerFactory.getLogger(EscalationTask.class);

  // A longer look would outlive the transaction after an outage, and be undone and repeated for
  // ever: all of a thread's tasks together must stay well below it.
  private static final Duration SWEEP_AT_MOST = Duration.ofMillis(500);

  // Nothing waits for it, and each page would.
  private static final Duration LOOK_AT_MOST = Duration.ofMillis(2);
  private static final int BATCH = 64;
  private static final int LOOKED_AT_ONCE = 16;
  private static final Duration TRY_AGAIN = Duration.ofSeconds(60);

  private final EscalationMachine machine = new EscalationMachine();
  private final Serialization serialization;
  private final Boards boards;
  private final DeadLetters deadLetters;
  private final EscalationMetrics metrics;
  private final ProcessorContext<String, byte[]> context;
  private final StoreMemory memory;
  private final Encoder encoder;
  private final Deadlines deadlines;
  private final Departures departures;
  private final WaitingRoom waiting;
  private final SweepGate gate;
  private final String name;
  private final FirstRoster firstRoster;
  private final DecisionWriter writer;
  private final CommitPacer pacer;
  private final LongSupplier stopwatch;

  EscalationTask(Tools tools, ProcessorContext<String, byte[]> context) {
    serialization = tools.serialization();
    boards = tools.boards();
    deadLetters = tools.deadLetters();
    metrics = tools.metrics();
    this.context = context;
    memory = new StoreMemory(context, serialization, tools.stopwatch());
    encoder = new Encoder(serialization, memory);
    deadlines = new Deadlines(memory.store(TaskStores.DEADLINES));
    departures = new Departures(memory.store(TaskStores.INCIDENTS));
    waiting = new WaitingRoom(memory.store(TaskStores.WAITING));
    gate = new SweepGate(context.currentSystemTimeMs());
    name = context.taskId().toString();
    firstRoster = new FirstRoster(boards);
    pacer = tools.pacer();
    stopwatch = tools.stopwatch();
    writer = new DecisionWriter(context, memory, deadlines, metrics, pacer);
    context.schedule(tools.sweepEvery(), PunctuationType.WALL_CLOCK_TIME, at -> tick());
  }

  void close() {
    writer.close();
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
    memory.attendance().isHere(now);
    gate.saw(record.timestamp(), now.toEpochMilli());
    pacer.saw(record.timestamp(), now.toEpochMilli());
    switch (record.value()) {
      case Alert alert -> {
        memory.attendance().waited(Instant.ofEpochMilli(record.timestamp()), now);
        checkKey(record.key(), alert.getService());
        if (isAdmitted(now)) {
          alert(alert, now);
        } else {
          waiting.enter(WaitingRoom.Kind.ALERT, encoder.held(alert));
        }
      }
      case Response response -> {
        checkKey(record.key(), response.getService());
        if (isAdmitted(now)) {
          response(response, now);
        } else {
          waiting.enter(WaitingRoom.Kind.RESPONSE, encoder.held(response));
        }
      }
      case Receipt receipt -> {
        checkKey(record.key(), receipt.getService());
        if (isAdmitted(now)) {
          receipt(receipt, now);
        } else {
          waiting.enter(WaitingRoom.Kind.RECEIPT, encoder.held(receipt));
        }
      }
      case null -> throw new IllegalArgumentException("Expected a record, but got a tombstone");
      default ->
          throw new IllegalArgumentException(
              "Expected an alert, a response or a receipt, but got a "
                  + record.value().getClass().getSimpleName());
    }
  }

  private boolean isAdmitted(Instant now) {
    return waiting.isEmpty() && firstRoster.admits(now);
  }

  private void alert(Alert alert, Instant now) {
    handle(new EscalationEvent.AlertCame(alert, now));
  }

  private void response(Response response, Instant now) {
    handle(new EscalationEvent.Responded(response, now));
    // Whoever asked waits for what became of it.
    pacer.urgent(context, now.toEpochMilli());
  }

  private void receipt(Receipt receipt, Instant now) {
    handle(new EscalationEvent.ReceiptCame(receipt, now));
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
    writer.carryOut(decision, encoder.encode(decision, null), event.at());
  }

  // ---- time

  private void tick() {
    var now = now();
    memory.attendance().isHere(now);
    admitWaiting(now);
    if (gate.isOpen(now.toEpochMilli())) {
      // Without a roster there is nobody to page: each step would find that, and the next be due.
      // What stops a deadline may still wait for it, too.
      if (firstRoster.admits(now) && (waiting.isEmpty() || firstRoster.isWaitedForEnough(now))) {
        sweep(now);
        lookForDeparted(now);
      }
      metrics.overdue(name, deadlines.overdue(now.toEpochMilli()));
    }
    metrics.waiting(name, waiting.size());
  }

  private void sweep(Instant now) {
    if (now.toEpochMilli() < deadlines.next()) {
      return;
    }
    var started = System.nanoTime();
    var budget = new Budget(SWEEP_AT_MOST, stopwatch);
    var due = deadlines.due(now.toEpochMilli(), BATCH);
    var any = !due.isEmpty();
    while (!due.isEmpty()) {
      due.forEach(hint -> fire(hint, now));
      due = budget.isLeft() ? deadlines.due(now.toEpochMilli(), BATCH) : List.of();
    }
    metrics.swept(Duration.ofNanos(System.nanoTime() - started));
    if (any) {
      pacer.urgent(context, now.toEpochMilli());
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
    writer.carryOut(decision, encoded, now);
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

  // ---- who left

  private void lookForDeparted(Instant now) {
    var budget = new Budget(LOOK_AT_MOST, stopwatch);
    try {
      do {
        var states = departures.next(boards.departures(), now.toEpochMilli(), LOOKED_AT_ONCE);
        if (states.isEmpty()) {
          return;
        }
        states.forEach(state -> memory.readable(state).ifPresent(it -> lookForDeparted(it, now)));
      } while (budget.isLeft());
    } catch (RuntimeException e) {
      if (ApplyFailed.isTheTasks(e) || !DeadLetters.mayPass(e)) {
        throw e;
      }
      // An old state whose schema can't be had just now: pages of today don't wait for it.
      LOG.atWarn().setCause(e).log("looking for whoever left the roster was held up; again later");
      departures.again(now.plus(TRY_AGAIN).toEpochMilli());
    }
  }

  private void lookForDeparted(Escalation incident, Instant now) {
    try {
      if (Departed.concerns(boards.directory(), incident)) {
        handle(new EscalationEvent.SomebodyLeft(incident.id(), now));
      }
    } catch (RuntimeException e) {
      if (ApplyFailed.isTheTasks(e) || DeadLetters.mayPass(e)) {
        throw e;
      }
      letterFor(TaskStores.INCIDENTS, incident.id(), now, e);
    }
  }

  // ---- before the first roster

  private void admitWaiting(Instant now) {
    if (waiting.isEmpty() || !firstRoster.admits(now)) {
      return;
    }
    var budget = new Budget(SWEEP_AT_MOST, stopwatch);
    for (var next = waiting.first(); next.isPresent() && budget.isLeft(); next = waiting.first()) {
      admit(WaitingRoom.kindOf(next.get().key), next.get().value, now);
      waiting.leave(next.get().key);
    }
  }

  private void admit(WaitingRoom.Kind kind, byte[] bytes, Instant now) {
    try {
      // The trace it came with is not kept while it waits.
      Trace.begin().run(() -> admitted(kind, bytes, now));
    } catch (RuntimeException e) {
      if (ApplyFailed.isTheTasks(e) || DeadLetters.mayPass(e)) {
        throw e;
      }
      letterFor(TaskStores.WAITING, "", now, e);
    }
  }

  private void admitted(WaitingRoom.Kind kind, byte[] bytes, Instant now) {
    switch (kind) {
      case ALERT -> {
        var alert = serialization.fromStore(TaskStores.WAITING, serialization.alerts, bytes);
        memory.attendance().waited(alert.getReceivedAt(), now);
        alert(alert, now);
      }
      case RESPONSE ->
          response(
              serialization.fromStore(TaskStores.WAITING, serialization.responses, bytes), now);
      case RECEIPT ->
          receipt(serialization.fromStore(TaskStores.WAITING, serialization.receipts, bytes), now);
    }
  }
}
