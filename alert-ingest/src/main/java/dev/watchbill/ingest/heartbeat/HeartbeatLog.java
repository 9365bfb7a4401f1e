package dev.watchbill.ingest.heartbeat;

import dev.watchbill.ingest.AlertLog.Appended;
import dev.watchbill.ingest.auth.KeyUse;
import java.util.List;

/** Where it is kept what was heard. */
public interface HeartbeatLog {

  /**
   * Writes down what was heard and waits until it is safe.
   *
   * @return within about five seconds, whatever the broker does
   */
  Appended heard(List<Heard> beats);

  /** Writes it down without waiting; where it is lost, the next one says the same. */
  void mention(Heard beat);

  /** Writes down, without waiting, when a key was used last. */
  void used(KeyUse use);
}
