package dev.watchbill.planner.kafka;

import dev.watchbill.planner.Definitions;
import dev.watchbill.planner.Standing;
import dev.watchbill.roster.check.Contacts;
import dev.watchbill.rota.Person;
import dev.watchbill.schemas.PersonSettings;
import dev.watchbill.schemas.RosterRecord;
import dev.watchbill.schemas.Schedule;
import dev.watchbill.schemas.roster.OwnWord;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The schedules and people of the roster: of the one in force, or of one that is being proposed.
 */
final class StagedRoster {
  private final KeyValueStore<String, RosterRecord> staged;
  private final KeyValueStore<String, PersonSettings> ownWords;

  /** Schedules by member, of the roster in force, once it was read. */
  private final Map<String, Set<String>> members = new HashMap<>();

  /** Not the same as that there are members: else one without any would be read for each page. */
  private boolean membersRead;

  StagedRoster(ProcessorContext<String, Outgoing> context) {
    staged = context.getStateStore(PlannerStores.STAGED);
    ownWords = context.getStateStore(PlannerStores.OWN_WORDS);
  }

  /** Keeps an object of the roster until it is proposed, and for later proposals. */
  void stage(String key, @Nullable RosterRecord value, Changes changes) {
    if (value == null) {
      changes.then(() -> staged.delete(key));
    } else if (value.getSchedule() != null || value.getPerson() != null) {
      changes.then(() -> staged.put(key, value));
    }
  }

  /** What it wants of its schedules. */
  Definitions wanted(Standing standing) {
    return Definitions.of(schedules(), standing);
  }

  List<Schedule> schedules() {
    var schedules = new ArrayList<Schedule>();
    try (var all = staged.all()) {
      all.forEachRemaining(entry -> {
        if (entry.value.getSchedule() != null) {
          schedules.add(entry.value.getSchedule());
        }
      });
    }
    return schedules;
  }

  /** Ids of everybody in it. */
  List<String> people() {
    var people = new ArrayList<String>();
    try (var found = staged.prefixScan("person:", new StringSerializer())) {
      found.forEachRemaining(entry -> people.add(entry.value.getPerson().getId()));
    }
    return people;
  }

  boolean isPerson(String id) {
    return staged.get("person:" + id) != null;
  }

  /** Everybody in it, with when they are away. */
  Map<String, Person> everybody(Standing standing) {
    var all = new TreeMap<String, Person>();
    people().forEach(id -> all.put(id, standing.on(Person.of(id, zone(id)))));
    wanted(standing).readable().values().stream()
        .flatMap(definition -> definition.rotas().stream())
        .flatMap(rota -> rota.people().stream())
        .forEach(person -> all.put(person.id(), person));
    return all;
  }

  ZoneId zone(String who) {
    var record = staged.get("person:" + who);
    return record == null || record.getPerson() == null
        ? ZoneOffset.UTC
        : ZoneId.of(record.getPerson().getTimezone());
  }

  /** Keeps what somebody set for themselves. */
  void ownWord(String who, @Nullable PersonSettings settings, Changes changes) {
    changes.then(() -> ownWords.put(who, settings));
  }

  /**
   * Whether somebody has a contact that works, of the roster or verified by themselves. Of whom
   * nothing is known is not said to be unreachable.
   */
  boolean isReachable(String who) {
    var record = staged.get("person:" + who);
    if (record == null || record.getPerson() == null) {
      return true;
    }
    var own = ownWords.get(who);
    return Contacts.work(own == null ? record.getPerson() : OwnWord.on(record.getPerson(), own));
  }

  /** Whose schedule it is; empty where that isn't known. */
  String team(@Nullable String schedule) {
    return Optional.ofNullable(schedule)
        .map(id -> staged.get("schedule:" + id))
        .map(RosterRecord::getSchedule)
        .map(Schedule::getTeam)
        .orElse("");
  }

  /** Schedules in which somebody may be on call; the roster in force is read once. */
  Collection<String> schedulesOf(String who) {
    if (!membersRead) {
      for (var definition : Definitions.of(schedules()).readable().values()) {
        for (var rota : definition.rotas()) {
          rota.people().forEach(person -> member(person.id(), rota.schedule()));
          rota.overrides().forEach(override -> member(override.who(), rota.schedule()));
        }
      }
      membersRead = true;
    }
    return members.getOrDefault(who, new TreeSet<>());
  }

  private void member(String who, String schedule) {
    members.computeIfAbsent(who, each -> new TreeSet<>()).add(schedule);
  }

  /** It was planned anew, so who serves where is read again. */
  void planned() {
    members.clear();
    membersRead = false;
  }
}
