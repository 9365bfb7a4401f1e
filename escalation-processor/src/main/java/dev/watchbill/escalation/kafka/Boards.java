package dev.watchbill.escalation.kafka;

import dev.watchbill.escalation.Directory;
import dev.watchbill.escalation.Hearing;
import dev.watchbill.escalation.PublishedShifts;
import dev.watchbill.escalation.RosterDirectory;
import dev.watchbill.escalation.Surroundings;
import dev.watchbill.schemas.Availability;
import dev.watchbill.schemas.Heartbeat;
import dev.watchbill.schemas.PersonSettings;
import dev.watchbill.schemas.RosterRecord;
import dev.watchbill.schemas.RotationState;
import dev.watchbill.schemas.ServiceStatus;
import dev.watchbill.schemas.Silence;
import dev.watchbill.schemas.roster.RosterSnapshot;
import dev.watchbill.schemas.roster.RosterStage;
import dev.watchbill.schemas.silence.Silences;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The roster in force, the published shifts and what else is going on, as all tasks of a process
 * see them. Written by the global thread alone; a reader sees one whole roster.
 */
final class Boards implements Surroundings {
  private final RosterStage stage = new RosterStage();
  private final PublishedShifts shifts = new PublishedShifts();
  private final Silences silences = new Silences();
  private final Map<String, ServiceStatus> statuses = new ConcurrentHashMap<>();
  private final Map<String, Availability> availabilities = new ConcurrentHashMap<>();
  private final Map<String, PersonSettings> settings = new ConcurrentHashMap<>();
  private final Map<String, Hearing> heard = new ConcurrentHashMap<>();
  private final AtomicLong departures = new AtomicLong();
  private volatile RosterDirectory directory =
      new RosterDirectory(RosterSnapshot.NONE, shifts, this);

  void roster(String key, @Nullable RosterRecord value) {
    stage.accept(key, value).ifPresent(this::roster);
  }

  private void roster(RosterSnapshot whole) {
    var before = directory.roster();
    directory = new RosterDirectory(whole, shifts, this);
    if (!whole.people().keySet().containsAll(before.people().keySet())) {
      departures.incrementAndGet();
    }
  }

  /** How often a whole roster came that lacks somebody the one before had. */
  long departures() {
    return departures.get();
  }

  void shifts(String key, @Nullable RotationState value) {
    shifts.accept(key, value);
  }

  void silence(String id, @Nullable Silence value) {
    silences.accept(id, value);
  }

  void status(String service, @Nullable ServiceStatus value) {
    keep(statuses, service, value);
  }

  void availability(String person, @Nullable Availability value) {
    keep(availabilities, person, value);
  }

  void settings(String person, @Nullable PersonSettings value) {
    keep(settings, person, value);
  }

  /** Of what is on that topic only this matters here: when something was heard. */
  void heartbeat(String key, @Nullable Heartbeat value) {
    if (value != null && value.getHeard() != null) {
      var at = value.getHeard().getAt();
      heard.compute(
          value.getName(), (name, known) -> known == null ? Hearing.first(at) : known.again(at));
    }
  }

  private static <V> void keep(Map<String, V> board, String key, @Nullable V value) {
    if (value == null) {
      board.remove(key);
    } else {
      board.put(key, value);
    }
  }

  Directory directory() {
    return directory;
  }

  boolean hasRoster() {
    return directory.roster().isThere();
  }

  /** Whether each schedule of the roster has been planned; the two topics arrive separately. */
  boolean hasShifts() {
    return shifts.knows(directory.roster().schedules().keySet());
  }

  @Override
  public Optional<Silence> silence(
      String service, Optional<String> team, Map<String, String> labels, Instant at) {
    return silences.covering(service, team, labels, at);
  }

  @Override
  public boolean hasSilences() {
    return !silences.isEmpty();
  }

  @Override
  public Optional<ServiceStatus> status(String service) {
    return Optional.ofNullable(statuses.get(service));
  }

  @Override
  public Optional<Availability> availability(String person) {
    return Optional.ofNullable(availabilities.get(person));
  }

  @Override
  public Optional<PersonSettings> settings(String person) {
    return Optional.ofNullable(settings.get(person));
  }

  @Override
  public Optional<Hearing> heard(String integration) {
    return Optional.ofNullable(heard.get(integration));
  }
}
