package dev.watchbill.console.api;

import dev.watchbill.console.readmodel.ReadModel;
import dev.watchbill.console.readmodel.projection.Change;
import dev.watchbill.console.readmodel.questions.Incidents;
import dev.watchbill.schemas.IncidentEvent;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Waits for what becomes of responses. */
public final class Outcomes {
  private final ReadModel model;
  private final Set<Waiting> waiting = ConcurrentHashMap.newKeySet();

  private static final class Waiting {
    private final String incident;
    private final Semaphore news = new Semaphore(0);

    private Waiting(String incident) {
      this.incident = incident;
    }
  }

  public Outcomes(ReadModel model) {
    this.model = model;
    var _ = model.changes().subscribe(this::changed);
  }

  private void changed(Change change) {
    if (change.kind() == Change.Kind.INCIDENT) {
      waiting.stream()
          .filter(one -> one.incident.isEmpty() || one.incident.equals(change.id()))
          .forEach(one -> one.news.release());
    }
  }

  /** What became of a response already; empty: nothing yet. */
  public Optional<IncidentEvent> of(String response) {
    return incidents().outcome(response);
  }

  /**
   * Does something that will be decided, and waits for the decision.
   *
   * @param incident it is about; empty: one that doesn't exist yet
   * @return empty if it took longer than the patience
   */
  public Optional<IncidentEvent> after(
      Runnable deed, String incident, String response, Duration patience)
      throws InterruptedException {
    var me = new Waiting(incident);
    waiting.add(me);
    try {
      deed.run();
      var until = System.nanoTime() + patience.toNanos();
      var outcome = of(response);
      while (outcome.isEmpty()
          && me.news.tryAcquire(until - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        me.news.drainPermits();
        outcome = of(response);
      }
      return outcome;
    } finally {
      waiting.remove(me);
    }
  }

  private Incidents incidents() {
    return model.incidents();
  }
}
