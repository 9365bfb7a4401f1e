package dev.watchbill.escalation.kafka;

import dev.watchbill.escalation.Directory;
import dev.watchbill.escalation.PublishedShifts;
import dev.watchbill.escalation.RosterDirectory;
import dev.watchbill.schemas.roster.RosterSnapshot;
import dev.watchbill.schemas.roster.RosterStage;
import dev.watchbill.schemas.silence.Silences;
import org.jspecify.annotations.Nullable;

/**
 * The roster in force and the published shifts, as all tasks of a process see them. Written by the
 * global thread alone; a reader sees one whole roster.
 */
final class Boards {
  private final RosterStage stage = new RosterStage();
  private final PublishedShifts shifts = new PublishedShifts();
  private final Silences silences = new Silences();
  private volatile RosterDirectory directory = directory(RosterSnapshot.NONE);

  void roster(String key, dev.watchbill.schemas.@Nullable RosterRecord value) {
    stage.accept(key, value).ifPresent(whole -> directory = directory(whole));
  }

  private RosterDirectory directory(RosterSnapshot roster) {
    return new RosterDirectory(roster, shifts, silences::covering);
  }

  void shifts(String key, dev.watchbill.schemas.@Nullable RotationState value) {
    shifts.accept(key, value);
  }

  void silence(String id, dev.watchbill.schemas.@Nullable Silence value) {
    silences.accept(id, value);
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
}
