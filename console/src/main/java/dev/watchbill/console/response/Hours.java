package dev.watchbill.console.response;

import java.time.Duration;

/**
 * Time on call, and how much of it was at night and on weekends by somebody's own clock.
 *
 * @param night from 22:00 to 07:00
 * @param weekend on Saturdays and Sundays
 */
record Hours(Duration whole, Duration night, Duration weekend) {
  static final Hours NONE = new Hours(Duration.ZERO, Duration.ZERO, Duration.ZERO);

  Hours plus(Hours other) {
    return new Hours(whole.plus(other.whole), night.plus(other.night), weekend.plus(other.weekend));
  }

  static double number(Duration duration) {
    return Math.round(duration.toMinutes() / 6.0) / 10.0;
  }
}
