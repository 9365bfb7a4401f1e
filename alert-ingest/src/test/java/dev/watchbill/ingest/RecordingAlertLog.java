package dev.watchbill.ingest;

import dev.watchbill.ingest.auth.KeyUse;
import dev.watchbill.ingest.heartbeat.Heard;
import dev.watchbill.ingest.heartbeat.HeartbeatLog;
import dev.watchbill.schemas.Alert;
import dev.watchbill.schemas.RejectedAlert;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Keeps what it was given, and answers as a test says. */
public class RecordingAlertLog implements AlertLog, HeartbeatLog {
  public final List<Alert> alerts = Collections.synchronizedList(new ArrayList<>());

  /** How many alerts were written together, each time. */
  public final List<Integer> appended = Collections.synchronizedList(new ArrayList<>());

  public final List<RejectedAlert> rejected = Collections.synchronizedList(new ArrayList<>());
  public final List<Heard> heard = Collections.synchronizedList(new ArrayList<>());
  public final List<Heard> mentioned = Collections.synchronizedList(new ArrayList<>());
  public final List<KeyUse> uses = Collections.synchronizedList(new ArrayList<>());
  private volatile Appended answer = new Appended.Durable();
  private volatile int most = Integer.MAX_VALUE;
  private volatile Duration slow = Duration.ZERO;

  /** From now on answers so. */
  public RecordingAlertLog answering(Appended answer) {
    this.answer = answer;
    return this;
  }

  /** From now on takes its time. */
  public RecordingAlertLog after(Duration slow) {
    this.slow = slow;
    return this;
  }

  /** From now on can't make more durable at once. */
  public RecordingAlertLog atMost(int most) {
    this.most = most;
    return this;
  }

  @Override
  public Appended append(List<Alert> batch) {
    java.util.concurrent.locks.LockSupport.parkNanos(slow.toNanos());
    if (batch.size() > most) {
      return new Appended.Unavailable("too many at once");
    }
    if (answer instanceof Appended.Durable) {
      alerts.addAll(batch);
      appended.add(batch.size());
    }
    return answer;
  }

  @Override
  public Appended refuse(List<RejectedAlert> refused) {
    if (answer instanceof Appended.Durable) {
      rejected.addAll(refused);
    }
    return answer;
  }

  @Override
  public Appended heard(List<Heard> beats) {
    if (answer instanceof Appended.Durable) {
      heard.addAll(beats);
    }
    return answer;
  }

  @Override
  public void used(KeyUse use) {
    uses.add(use);
  }

  @Override
  public void mention(Heard beat) {
    mentioned.add(beat);
  }

  @Override
  public void reject(RejectedAlert refusal) {
    rejected.add(refusal);
  }
}
