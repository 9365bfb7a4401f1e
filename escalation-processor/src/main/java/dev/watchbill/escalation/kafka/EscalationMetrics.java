package dev.watchbill.escalation.kafka;

import dev.watchbill.escalation.Decision;
import dev.watchbill.escalation.Effect;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What operators see of this module. No label ever holds an incident or a person. */
final class EscalationMetrics {
  private final MeterRegistry registry;
  private final AtomicLong open = new AtomicLong();
  private final Map<String, Long> waiting = new ConcurrentHashMap<>();
  private final Map<String, Long> overdue = new ConcurrentHashMap<>();
  private final Map<String, AtomicLong> behind = new ConcurrentHashMap<>();
  private final Timer sweep;
  private final Timer assignment;

  EscalationMetrics(MeterRegistry registry) {
    this.registry = registry;
    sweep =
        Timer.builder("watchbill.sweep").description("One look at what is due").register(registry);
    assignment =
        Timer.builder("watchbill_alert_age_seconds")
            .tag("step", "assignment")
            .publishPercentileHistogram()
            .maximumExpectedValue(Duration.ofMinutes(1))
            .register(registry);
    Gauge.builder("watchbill.incidents.open", open, AtomicLong::doubleValue).register(registry);
    Gauge.builder("watchbill.alerts.waiting", waiting, EscalationMetrics::sum)
        .description("Alerts, responses and receipts that wait for the first roster")
        .register(registry);
    Gauge.builder("watchbill.deadline.overdue", overdue, EscalationMetrics::worst)
        .baseUnit("seconds")
        .description("How late the oldest deadline is")
        .register(registry);
  }

  void open(long change) {
    open.addAndGet(change);
  }

  void waiting(String task, long alerts) {
    waiting.put(task, alerts);
  }

  void overdue(String task, long millis) {
    overdue.put(task, Math.max(0, millis));
  }

  void gone(String task) {
    overdue.remove(task);
    waiting.remove(task);
  }

  /** So long after it came, an alert has its people. */
  void assigned(Duration age) {
    assignment.record(age);
  }

  void swept(Duration took) {
    sweep.record(took);
  }

  void unreadable(String topic) {
    registry.counter("watchbill.roster.unreadable", "topic", topic).increment();
  }

  /** So many records of a global topic wait for their schema, or for one that does. */
  void behind(String topic, int records) {
    behind.computeIfAbsent(topic, this::behind).set(records);
  }

  private AtomicLong behind(String topic) {
    var records = new AtomicLong();
    Gauge.builder("watchbill.roster.waiting", records, AtomicLong::doubleValue)
        .tag("topic", topic)
        .description("Records of roster, shifts, silences, … that wait for the schema registry")
        .register(registry);
    return records;
  }

  void deadLetter(String topic, String reason) {
    registry.counter("watchbill.dead.letters", "topic", topic, "reason", reason).increment();
  }

  /** Counts what a decision sends, once it was sent. */
  void decided(Decision decision) {
    decision.all(Effect.Page.class).forEach(page -> page(page.page().getKind()));
    decision
        .all(Effect.Tell.class)
        .map(Effect.Tell::event)
        .filter(event -> event.getType().equals("receipt"))
        .forEach(event -> page(String.valueOf(event.getOutcome())));
  }

  private void page(String outcome) {
    var name = outcome.equals("page") ? "sent" : outcome.equals("cancel") ? "cancelled" : outcome;
    registry.counter("watchbill.pages.decided", "outcome", name).increment();
  }

  private static double sum(Map<String, Long> waiting) {
    return waiting.values().stream().mapToLong(Long::longValue).sum();
  }

  private static double worst(Map<String, Long> overdue) {
    return overdue.values().stream().mapToLong(Long::longValue).max().orElse(0) / 1000.0;
  }
}
