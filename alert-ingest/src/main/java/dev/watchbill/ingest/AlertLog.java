package dev.watchbill.ingest;

import dev.watchbill.schemas.Alert;
import dev.watchbill.schemas.RejectedAlert;
import java.util.List;

/** Where alerts become durable. */
public interface AlertLog {

  /**
   * Writes all alerts of one request and waits until every one of them is safe.
   *
   * @return within about five seconds, whatever the broker does
   */
  Appended append(List<Alert> alerts);

  /** Writes down what was refused, some time later or, when that is impossible, never. */
  void reject(RejectedAlert rejected);

  /** Writes down what was refused, and waits until it is safe, as {@link #append} does. */
  Appended refuse(List<RejectedAlert> refused);

  /** Whether alerts are safe now. */
  sealed interface Appended {

    /** Every alert is on all in-sync replicas. */
    record Durable() implements Appended {}

    /**
     * At least one alert may be lost; the sender must send all of them again.
     *
     * @param why for the log; holds nothing of an alert
     */
    record Unavailable(String why) implements Appended {}
  }
}
