package dev.watchbill.escalation.kafka;

import dev.watchbill.escalation.Decision;
import dev.watchbill.escalation.Effect;
import dev.watchbill.escalation.ServiceLog;
import dev.watchbill.schemas.trace.Trace;
import java.time.Instant;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Applies what was decided and encoded, and keeps count of what is open in its task. */
final class DecisionWriter {
  private final ProcessorContext<String, byte[]> context;
  private final StoreMemory memory;
  private final Deadlines deadlines;
  private final EscalationMetrics metrics;
  private final CommitPacer pacer;
  private long open;

  DecisionWriter(
      ProcessorContext<String, byte[]> context,
      StoreMemory memory,
      Deadlines deadlines,
      EscalationMetrics metrics,
      CommitPacer pacer) {
    this.context = context;
    this.memory = memory;
    this.deadlines = deadlines;
    this.metrics = metrics;
    this.pacer = pacer;
    try (var services = memory.services()) {
      count(services.mapToLong(ServiceLog::openIncidents).sum());
    }
  }

  private void count(long change) {
    open += change;
    metrics.open(change);
  }

  /** What is open here is no longer this process's. */
  void close() {
    count(-open);
  }

  /** Writes a decision whole, and tells the metrics and the log. */
  void carryOut(Decision decision, Encoded encoded, Instant now) {
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
    } else {
      memory.write(write);
    }
  }
}
