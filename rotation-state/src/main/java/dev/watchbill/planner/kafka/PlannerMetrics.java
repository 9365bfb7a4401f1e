package dev.watchbill.planner.kafka;

import io.micrometer.core.instrument.MeterRegistry;

/** What operators see of the planner. */
final class PlannerMetrics {
  private final MeterRegistry registry;

  PlannerMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /**
   * @param outcome planned, unchanged, removed, extended, failed
   */
  void plan(String outcome) {
    registry.counter("watchbill_plans_total", "outcome", outcome).increment();
  }

  void shiftsMoved(int moves) {
    registry.counter("watchbill_shifts_moved_total").increment(moves);
  }

  void handoff() {
    registry.counter("watchbill_handoffs_total").increment();
  }

  void deadLetter(String topic, String reason) {
    registry.counter("watchbill_dead_letters_total", "topic", topic, "reason", reason).increment();
  }

  /**
   * @param outcome proposed, unchanged, refused, failed; fetched, unreachable; calendar-fetched,
   *     calendar-unreadable
   */
  void roster(String outcome) {
    registry.counter("watchbill_roster_readings_total", "outcome", outcome).increment();
  }
}
