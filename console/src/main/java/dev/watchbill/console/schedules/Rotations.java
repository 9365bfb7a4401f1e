package dev.watchbill.console.schedules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.watchbill.console.readmodel.ReadModel;
import dev.watchbill.schemas.Schedule;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/** Which rotations a schedule has. */
public final class Rotations {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final ReadModel model;

  public Rotations(ReadModel model) {
    this.model = model;
  }

  /** Their names: of the definition in force first, then others that have published shifts. */
  public SequencedSet<String> of(String schedule) {
    var known = model.roster().schedules().get(schedule);
    var names = new LinkedHashSet<>(known == null ? List.of() : defined(known));
    names.addAll(model.shifts().rotationsOf(schedule));
    return names;
  }

  private static List<String> defined(Schedule schedule) {
    var names = new ArrayList<String>();
    try {
      JSON.readTree(schedule.getDefinition())
          .path("rotations")
          .forEach(each -> names.add(each.path("name").asText()));
    } catch (JsonProcessingException unreadable) {
      // The planner says so, too, and keeps what is published.
      return List.of();
    }
    return names;
  }
}
