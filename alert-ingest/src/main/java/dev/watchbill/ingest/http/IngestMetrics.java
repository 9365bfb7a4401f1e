package dev.watchbill.ingest.http;

import dev.watchbill.ingest.batch.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What operators see of intake. An integration is a label only once its key was right. */
final class IngestMetrics implements Counter {
  private final MeterRegistry registry;
  private final AtomicLong missing = new AtomicLong();
  private final Map<String, AtomicLong> lastReceived = new ConcurrentHashMap<>();
  private final Map<String, AtomicLong> clocks = new ConcurrentHashMap<>();

  IngestMetrics(MeterRegistry registry) {
    this.registry = registry;
    registry.gauge("watchbill_ingest_heartbeats_missing", missing);
  }

  /** Something came from an integration: its heartbeat, whatever became of it. */
  @Override
  public void heard(String integration, Instant at) {
    lastReceived
        .computeIfAbsent(
            integration,
            name ->
                registry.gauge(
                    "watchbill_ingest_last_received_seconds",
                    io.micrometer.core.instrument.Tags.of("integration", name),
                    new AtomicLong()))
        .set(at.getEpochSecond());
  }

  @Override
  public void received(String integration, int alerts) {
    registry
        .counter("watchbill_ingest_alerts_received_total", "integration", integration)
        .increment(alerts);
  }

  @Override
  public void accepted(String integration, int alerts) {
    registry
        .counter("watchbill_ingest_alerts_accepted_total", "integration", integration)
        .increment(alerts);
  }

  /** Alerts or, where nothing of it could be read, a request. */
  void rejected(String integration, Refusal.Reason reason, int count) {
    registry
        .counter(
            "watchbill_ingest_rejected_total", "integration", integration, "reason", reason.label())
        .increment(count);
  }

  @Override
  public void notDurable(String integration, int alerts) {
    rejected(integration, Refusal.Reason.UNAVAILABLE, alerts);
  }

  @Override
  public void refused(String integration, int parts) {
    rejected(integration, Refusal.Reason.INVALID, parts);
  }

  /** Alerts that a sender says it left out of a message. */
  void leftOut(String integration, int alerts) {
    registry
        .counter("watchbill_ingest_alerts_left_out_total", "integration", integration)
        .increment(alerts);
  }

  /** How far a sender's clock is behind ours, as its last request that showed it says. */
  void clockBehind(String integration, Duration behind) {
    clocks
        .computeIfAbsent(
            integration,
            name ->
                registry.gauge(
                    "watchbill_ingest_sender_clock_behind_seconds",
                    io.micrometer.core.instrument.Tags.of("integration", name),
                    new AtomicLong()))
        .set(behind.toSeconds());
  }

  /** How many heartbeats and senders are missing, where this process watches them. */
  void missing(long count) {
    missing.set(count);
  }

  /** A refusal that isn't on its topic. */
  void lostRejection() {
    registry.counter("watchbill_ingest_rejections_lost_total").increment();
  }

  /** So long after they came, alerts are on all in-sync replicas. */
  void aged(Duration age, int alerts) {
    if (alerts > 0) {
      Timer.builder("watchbill_alert_age_seconds")
          .tag("step", "intake")
          .publishPercentileHistogram()
          .maximumExpectedValue(Duration.ofMinutes(1))
          .register(registry)
          .record(age);
    }
  }

  void answered(int status, Duration took) {
    Timer.builder("watchbill_ingest_request_seconds")
        .tag("status", Integer.toString(status))
        .publishPercentileHistogram()
        .register(registry)
        .record(took);
  }
}
