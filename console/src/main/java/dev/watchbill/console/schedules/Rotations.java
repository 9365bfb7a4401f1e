package dev.watchbill.console.schedules;

import dev.watchbill.console.readmodel.ReadModel;
import java.util.LinkedHashSet;
import java.util.SequencedSet;

/** Which rotations a schedule has. */
public final class Rotations {
  private final ReadModel model;

  public Rotations(ReadModel model) {
    this.model = model;
  }

  /** Their names: of the definition in force first, then others that have published shifts. */
  public SequencedSet<String> of(String schedule) {
    var names = new LinkedHashSet<>(model.roster().rotationsOf(schedule));
    names.addAll(model.shifts().rotationsOf(schedule));
    return names;
  }
}
