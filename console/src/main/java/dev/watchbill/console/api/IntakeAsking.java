package dev.watchbill.console.api;

import dev.watchbill.console.auth.Lately;
import dev.watchbill.console.readmodel.ReadModel;
import dev.watchbill.console.readmodel.projection.Change;
import dev.watchbill.console.readmodel.questions.Alerts;
import dev.watchbill.schemas.IntakeCommand;
import dev.watchbill.schemas.RejectedAlert;
import dev.watchbill.schemas.Replay;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What people ask of intake: refused originals once more, and test alerts. */
public final class IntakeAsking {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration TESTS_WITHIN = Duration.ofMinutes(10);
  private static final int MOST_TESTS = 10;
  private static final Set<Change.Kind> NEWS =
      Set.of(Change.Kind.REJECTED, Change.Kind.ALERT, Change.Kind.INCIDENT);

  private final ReadModel model;
  private final IntakeLog log;
  private final InstantSource clock;
  private final Lately tests;
  private final Set<Semaphore> waiting = ConcurrentHashMap.newKeySet();

  /** What became of a test. */
  public sealed interface Sent {
    /** It was sent; empty: nothing is known of its alert yet. */
    record Test(Optional<Alerts.Episode> alert) implements Sent {}

    /** Not sent: they sent many just now. */
    record TooMany() implements Sent {
      /** What to say. */
      public String sentence() {
        return "Expected at most %d tests of one person within %d minutes; a test pages people"
            .formatted(MOST_TESTS, TESTS_WITHIN.toMinutes());
      }
    }
  }

  /** What became of a replay. */
  public sealed interface Replayed {
    /** It was taken in before, and isn't twice. */
    record Already(Replay replay) implements Replayed {}

    /** What intake made of it. */
    record Decided(Replay replay) implements Replayed {}

    /** It is recorded; nothing has answered yet. */
    record Pending() implements Replayed {}
  }

  /**
   * Who asks.
   *
   * @param by person or token
   */
  public record Asker(String by, String via) {}

  public IntakeAsking(ReadModel model, IntakeLog log, InstantSource clock) {
    this.model = model;
    this.log = log;
    this.clock = clock;
    this.tests = new Lately(TESTS_WITHIN, clock);
    var _ = model.changes().subscribe(this::changed);
  }

  private void changed(Change change) {
    if (NEWS.contains(change.kind())) {
      waiting.forEach(Semaphore::release);
    }
  }

  /** Has intake take in once more what it refused, and waits a few seconds for its word. */
  public Replayed replay(RejectedAlert refused, Asker asker) throws InterruptedException {
    var before = refused.getReplay();
    if (before != null && isTaken(before)) {
      return new Replayed.Already(before);
    }
    var command =
        command(UUID.randomUUID().toString(), "replay", refused.getIntegration(), asker)
            .setRejected(RejectedAlert.newBuilder(refused).setReplay(null).build())
            .build();
    var replay = after(command, () -> replayOf(refused.getId()).filter(it -> isOf(it, command)));
    return replay
        .<Replayed>map(Replayed.Decided::new)
        // Somebody else asked for the same at the same moment.
        .or(() ->
            replayOf(refused.getId()).filter(IntakeAsking::isTaken).map(Replayed.Already::new))
        .orElseGet(Replayed.Pending::new);
  }

  /** What no alert came of isn't taken in; a mended mapping may make some of it. */
  public static boolean isTaken(Replay replay) {
    return replay.getOutcome().equals("accepted") && replay.getAlerts() > 0;
  }

  private Optional<Replay> replayOf(String id) {
    return model.senders().find(id).map(RejectedAlert::getReplay);
  }

  private static boolean isOf(Replay replay, IntakeCommand command) {
    return replay.getCommand().equals(command.getId());
  }

  /**
   * Has intake send a test alert, and waits a few seconds for its incident.
   *
   * @param id of the wish, and of the alert; asked twice it is the same
   * @param service null: the integration's own
   * @param severity null: the integration's default
   */
  public Sent test(
      String id,
      String integration,
      @Nullable String service,
      @Nullable String severity,
      Asker asker)
      throws InterruptedException {
    var known = model.alerts().find(id);
    if (known.isPresent()) {
      return new Sent.Test(known);
    }
    if (!tests.admit(asker.by(), MOST_TESTS)) {
      return new Sent.TooMany();
    }
    var command =
        command(id, "test", integration, asker).setService(service).setSeverity(severity).build();
    var _ = after(command, () -> model.alerts().find(id).filter(it -> it.incident() != null));
    return new Sent.Test(model.alerts().find(id));
  }

  private IntakeCommand.Builder command(String id, String action, String integration, Asker asker) {
    return IntakeCommand.newBuilder()
        .setId(id)
        .setAt(clock.instant())
        .setBy(asker.by())
        .setVia(asker.via())
        .setAction(action)
        .setIntegration(integration);
  }

  private <T> Optional<T> after(IntakeCommand command, Supplier<Optional<T>> outcome)
      throws InterruptedException {
    var news = new Semaphore(0);
    waiting.add(news);
    try {
      log.add(command);
      var until = System.nanoTime() + PATIENCE.toNanos();
      var found = outcome.get();
      while (found.isEmpty() && news.tryAcquire(until - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        news.drainPermits();
        found = outcome.get();
      }
      return found;
    } finally {
      waiting.remove(news);
    }
  }
}
