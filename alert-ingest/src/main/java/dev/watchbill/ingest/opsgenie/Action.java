package dev.watchbill.ingest.opsgenie;

import dev.watchbill.ingest.SourceStatus;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What Opsgenie's senders do to an alert. */
public enum Action {
  CREATE("create", SourceStatus.FIRING, "Created alert"),
  CLOSE("close", SourceStatus.RESOLVED, "Closed alert"),
  DELETE("delete", SourceStatus.RESOLVED, "Deleted alert"),
  ACKNOWLEDGE("acknowledge", SourceStatus.ACKNOWLEDGED, "Acknowledged alert"),
  UNACKNOWLEDGE("unacknowledge", SourceStatus.UNACKNOWLEDGED, "Unacknowledged alert"),
  SNOOZE("snooze", SourceStatus.SNOOZED, "Snoozed alert"),
  ESCALATE("escalate", SourceStatus.ESCALATED, "Escalated alert"),
  ASSIGN("assign", SourceStatus.REASSIGNED, "Assigned alert"),
  NOTES("notes", SourceStatus.NOTED, "Added note"),
  /** Who gets an alert is the roster's word; the wish is kept. */
  RESPONDERS("responders", SourceStatus.NOTED, "Noted responder"),
  TEAMS("teams", SourceStatus.NOTED, "Noted team"),
  TAGS("tags", SourceStatus.UPDATED, "Added tags"),
  REMOVE_TAGS("remove-tags", SourceStatus.UPDATED, "Removed tags"),
  DETAILS("details", SourceStatus.UPDATED, "Added details"),
  REMOVE_DETAILS("remove-details", SourceStatus.UPDATED, "Removed details"),
  MESSAGE("message", SourceStatus.UPDATED, "Updated message"),
  DESCRIPTION("description", SourceStatus.UPDATED, "Updated description"),
  PRIORITY("priority", SourceStatus.UPDATED, "Updated priority");

  /** What no path ends with: its method says it. */
  private static final Set<Action> SAID_BY_METHOD =
      Set.of(CREATE, DELETE, REMOVE_TAGS, REMOVE_DETAILS);

  private final String word;
  private final SourceStatus status;
  private final String done;

  Action(String word, SourceStatus status, String done) {
    this.word = word;
    this.status = status;
    this.done = done;
  }

  /** As it stands in a request's id and, where the path says it, behind an alert. */
  public String word() {
    return word;
  }

  SourceStatus status() {
    return status;
  }

  /** What a request's status says once it is done. */
  public String done() {
    return done;
  }

  static Optional<Action> of(String word) {
    return Arrays.stream(values()).filter(action -> action.word.equals(word)).findFirst();
  }

  /** The one that stands behind an alert in a path. */
  static Optional<Action> inPath(String word) {
    return of(word).filter(action -> !SAID_BY_METHOD.contains(action));
  }

  /** All that may stand behind an alert in a path, for a sentence. */
  public static String wordsInPath() {
    return Arrays.stream(values())
        .filter(action -> !SAID_BY_METHOD.contains(action))
        .map(Action::word)
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
