package dev.watchbill.planner;

import dev.watchbill.schemas.Credential;
import dev.watchbill.schemas.RosterProblems;
import dev.watchbill.schemas.RosterProposed;
import dev.watchbill.schemas.RosterRecord;
import dev.watchbill.schemas.roster.RosterStage;
import dev.watchbill.schemas.serde.TrustedRecords;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is on the topics of the roster, and what must be written there so that another one is. Not
 * thread safe.
 */
public final class RosterPublication {
  static {
    TrustedRecords.trust();
  }

  /** Key of the record that says what kept the newest files from being applied. */
  public static final String PROBLEMS = "roster:problems";

  private static final String INTEGRATION = "integration:";

  private final Map<String, RosterRecord> objects = new HashMap<>();
  private final Map<String, RosterRecord> marks = new HashMap<>();
  private final Map<String, Credential> credentials = new HashMap<>();
  private long changes;

  /** What to do with a draft. */
  public sealed interface Step {
    /** It is in force already, or was refused with the same words. */
    record Nothing() implements Step {}

    /** The version before it is still being planned. */
    record Wait(String version) implements Step {}

    /** To be written in one transaction, in this order; null values are tombstones. */
    record Write(
        Map<String, @Nullable RosterRecord> roster, Map<String, @Nullable Credential> credentials)
        implements Step {}
  }

  /** How many records it took: while there are no more, a draft asks for the same. */
  public long changes() {
    return changes;
  }

  /** Takes a record of the roster's topic; null: a tombstone. */
  public void accept(String key, @Nullable RosterRecord value) {
    changes++;
    var kind = key.startsWith("roster:") ? marks : objects;
    if (value == null) {
      kind.remove(key);
    } else {
      kind.put(key, value);
    }
  }

  /** Takes a record of the credentials' topic; null: a tombstone. */
  public void acceptCredential(String key, @Nullable Credential value) {
    changes++;
    if (!key.startsWith(INTEGRATION)) {
      return;
    }
    if (value == null) {
      credentials.remove(key);
    } else {
      credentials.put(key, value);
    }
  }

  /**
   * What must be written for a draft.
   *
   * @param source for people
   * @param patient false: the planner had its time; ask it again
   */
  public Step next(RosterSource.Draft draft, String source, boolean patient, Instant now) {
    return switch (draft) {
      case RosterSource.Draft.Refused refused -> complain(refused, source, now);
      case RosterSource.Draft.Accepted accepted -> {
        if (patient && !version(RosterStage.PROPOSED).equals(version(RosterStage.CURRENT))) {
          yield new Step.Wait(version(RosterStage.PROPOSED));
        }
        yield propose(accepted, source, now);
      }
    };
  }

  private Step complain(RosterSource.Draft.Refused refused, String source, Instant now) {
    return refused.messages().equals(problems())
        ? new Step.Nothing()
        : new Step.Write(
            Map.of(
                PROBLEMS,
                problems(refused.version(), refused.messages(), calendars(), source, now)),
            Map.of());
  }

  private Step propose(RosterSource.Draft.Accepted wanted, String source, Instant now) {
    var roster = new TreeMap<String, @Nullable RosterRecord>();
    objects.keySet().stream()
        .filter(key -> !wanted.records().containsKey(key))
        .forEach(key -> roster.put(key, null));
    FormerNamings.into(wanted.records(), objects.values(), renamed(wanted), now)
        .forEach((key, value) -> {
          var record = RosterRecord.newBuilder(value).setVersion(wanted.version()).build();
          if (!says(objects.get(key), record)) {
            roster.put(key, record);
          }
        });
    var secrets = credentials(wanted);
    var isNew = !wanted.version().equals(version(RosterStage.CURRENT));
    var ordered = new LinkedHashMap<String, @Nullable RosterRecord>(roster);
    if (!problems().isEmpty() || !calendars().equals(wanted.calendars())) {
      ordered.put(PROBLEMS, problems(wanted.version(), List.of(), wanted.calendars(), source, now));
    }
    if (isNew || !roster.isEmpty()) {
      ordered.put(RosterStage.PROPOSED, proposed(wanted.version(), source, now));
    }
    return ordered.isEmpty() && secrets.isEmpty()
        ? new Step.Nothing()
        : new Step.Write(ordered, secrets);
  }

  private Map<String, String> renamed(RosterSource.Draft.Accepted wanted) {
    return FormerNamings.renamed(
        wanted.records().values(),
        objects.values(),
        hashes(wanted.credentials()),
        hashes(credentials));
  }

  private static Map<String, String> hashes(Map<String, Credential> credentials) {
    var hashes = new HashMap<String, String>();
    credentials.forEach(
        (key, value) -> hashes.put(key.substring(INTEGRATION.length()), value.getHash()));
    return hashes;
  }

  private Map<String, @Nullable Credential> credentials(RosterSource.Draft.Accepted wanted) {
    var changes = new TreeMap<String, @Nullable Credential>();
    credentials.keySet().stream()
        .filter(key -> !wanted.credentials().containsKey(key))
        .forEach(key -> changes.put(key, null));
    wanted
        .credentials()
        .forEach((key, value) -> {
          var known = credentials.get(key);
          if (known == null || !known.getHash().equals(value.getHash())) {
            changes.put(key, value);
          }
        });
    return changes;
  }

  private static boolean says(@Nullable RosterRecord known, RosterRecord wanted) {
    return known != null
        && Likeness.of(
            RosterRecord.newBuilder(known).setVersion(wanted.getVersion()).build(), wanted);
  }

  private String version(String key) {
    var mark = marks.get(key);
    return mark == null ? "" : mark.getVersion();
  }

  /** The version in force; empty before the first. */
  public String current() {
    return version(RosterStage.CURRENT);
  }

  private List<String> problems() {
    var mark = marks.get(PROBLEMS);
    return mark == null || mark.getProblems() == null
        ? List.of()
        : mark.getProblems().getMessages();
  }

  /** Calendars that couldn't be read when somebody looked last. */
  private List<String> calendars() {
    var mark = marks.get(PROBLEMS);
    return mark == null || mark.getProblems() == null
        ? List.of()
        : mark.getProblems().getCalendars();
  }

  private static RosterRecord problems(
      String version, List<String> messages, List<String> calendars, String source, Instant now) {
    return RosterRecord.newBuilder()
        .setVersion(version)
        .setProblems(
            RosterProblems.newBuilder()
                .setAt(now)
                .setSource(source)
                .setMessages(messages)
                .setCalendars(calendars)
                .build())
        .build();
  }

  private static RosterRecord proposed(String version, String source, Instant now) {
    return RosterRecord.newBuilder()
        .setVersion(version)
        .setProposed(RosterProposed.newBuilder().setAt(now).setSource(source).build())
        .build();
  }
}
