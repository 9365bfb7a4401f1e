package dev.watchbill.notifier.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.IntSupplier;

/** What operators see of the notifier. */
public final class NotifierMetrics {
  private final MeterRegistry registry;

  public NotifierMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /**
   * A page has its end result.
   *
   * @param latency since the processor decided it
   */
  void settled(String channel, String outcome, Duration latency) {
    registry.counter("watchbill_pages_total", "channel", channel, "outcome", outcome).increment();
    registry.timer("watchbill_page_latency_seconds", "channel", channel).record(latency);
  }

  /**
   * So old an alert is.
   *
   * @param step request: it is about to leave for its provider; receipt: its end result is written
   */
  void aged(String step, Duration age) {
    Timer.builder("watchbill_alert_age_seconds")
        .tag("step", step)
        .publishPercentileHistogram()
        .maximumExpectedValue(Duration.ofMinutes(1))
        .register(registry)
        .record(age);
  }

  /** An assignment was shown in a room, or for good not. */
  void shown(String provider, String outcome) {
    registry
        .counter("watchbill_room_posts_total", "provider", provider, "outcome", outcome)
        .increment();
  }

  /** One message told of several pages, as their person had no slot left for each. */
  void summedUp(String channel, int pages) {
    registry.counter("watchbill_pages_summed_up_total", "channel", channel).increment(pages);
  }

  /** How much is taken and not settled. */
  void waiting(String channel, IntSupplier waiting) {
    registry.gauge(
        "watchbill_pages_waiting",
        java.util.List.of(io.micrometer.core.instrument.Tag.of("channel", channel)),
        waiting,
        IntSupplier::getAsInt);
  }

  /** How many posts and tickets are to be shown and aren't yet. */
  void postsWaiting(String provider, IntSupplier waiting) {
    registry.gauge(
        "watchbill_room_posts_waiting",
        java.util.List.of(io.micrometer.core.instrument.Tag.of("provider", provider)),
        waiting,
        IntSupplier::getAsInt);
  }

  /** A record could not be read. */
  public void unreadable(String topic) {
    registry
        .counter("watchbill_dead_letters_total", "topic", topic, "reason", "reading")
        .increment();
  }

  /**
   * Somebody pressed a button.
   *
   * @param result applied | already | refused | unknown | unlinked | forbidden | late | unsure |
   *     failed | forged | unreadable
   */
  public void pressed(String provider, String result) {
    registry
        .counter("watchbill_chat_actions_total", "provider", provider, "result", result)
        .increment();
  }
}
