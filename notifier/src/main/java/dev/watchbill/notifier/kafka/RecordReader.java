package dev.watchbill.notifier.kafka;

import dev.watchbill.notifier.delivery.Taken;
import java.time.Instant;
import java.util.List;

/** What is done with the records of a topic. Called by one thread. */
interface RecordReader<V> {

  /**
   * A partition has come to us. Its records from that time on may have been worked on before.
   *
   * @param since when its first record was written that wasn't committed as finished
   */
  void resume(Instant since);

  /** These records come next, all of them: for what must overtake. */
  void ahead(List<V> batch);

  /**
   * Takes one record on and returns at once.
   *
   * @param done called when it is finished, by any thread
   */
  Taken take(V value, Runnable done);
}
