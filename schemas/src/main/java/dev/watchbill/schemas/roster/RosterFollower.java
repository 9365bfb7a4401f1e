package dev.watchbill.schemas.roster;

import dev.watchbill.schemas.PersonSettings;
import dev.watchbill.schemas.RosterRecord;
import dev.watchbill.schemas.kafka.Cluster;
import dev.watchbill.schemas.kafka.TopicFollower;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The roster in force, with what people say themselves of how they are reached; kept up to date
 * from their topics.
 */
public final class RosterFollower implements Supplier<RosterSnapshot>, AutoCloseable {
  private final RosterStage stage = new RosterStage();
  private final Map<String, PersonSettings> own = new HashMap<>();
  private final TopicFollower<RosterRecord> rosters;
  private final TopicFollower<PersonSettings> settings;
  private RosterSnapshot whole = RosterSnapshot.NONE;
  private volatile @Nullable RosterSnapshot current = RosterSnapshot.NONE;

  public RosterFollower(Cluster cluster, String clientId) {
    var topics = cluster.topics();
    rosters = new TopicFollower<>(cluster, topics.roster, clientId, this::roster);
    settings = new TopicFollower<>(cluster, topics.peopleSettings, clientId, this::settings);
  }

  private void roster(String key, @Nullable RosterRecord value) {
    stage.accept(key, value).ifPresent(this::replace);
  }

  private synchronized void replace(RosterSnapshot next) {
    whole = next;
    current = null;
  }

  private synchronized void settings(String person, @Nullable PersonSettings value) {
    if (value == null) {
      own.remove(person);
    } else {
      own.put(person, value);
    }
    current = null;
  }

  /** The newest whole roster; {@link RosterSnapshot#NONE} before the first. */
  @Override
  public RosterSnapshot get() {
    var known = current;
    return known == null ? putTogether() : known;
  }

  /** Only when it is asked for: at a start thousands of settings come one after another. */
  private synchronized RosterSnapshot putTogether() {
    var next = whole.with(own);
    current = next;
    return next;
  }

  /** Done once everything that was on the topics at the start has been read. */
  public CompletableFuture<Void> caughtUp() {
    return CompletableFuture.allOf(rosters.caughtUp(), settings.caughtUp());
  }

  @Override
  public void close() {
    rosters.close();
    settings.close();
  }
}
