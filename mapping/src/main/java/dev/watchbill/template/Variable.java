package dev.watchbill.template;

import java.util.Arrays;
import java.util.List;

/** What a message's template may name. What isn't known of an incident is empty. */
public enum Variable {
  SIGN("sign", "severity in capitals, or the state once it isn't open any more"),
  INCIDENT("incident", "id of the incident"),
  SERVICE("service", "id of the service"),
  TEAM("team", "id of the team"),
  TIER("tier", "1 to 4"),
  REGION("region", "of the service"),
  SEVERITY("severity", "critical, error, warning, info, or as the source has it"),
  URGENCY("urgency", "high or low"),
  STATE("state", "open, acknowledged, snoozed, resolved"),
  TITLE("title", "what the alert says in a line"),
  TEXT("text", "what the alert says further"),
  RUNBOOK("runbook", "address of the runbook"),
  SOURCE("source", "address of the alert at its source"),
  LINK("link", "address of the incident's page"),
  SINCE("since", "when it opened: day, time and zone"),
  SINCE_TIME("since-time", "when it opened: hour and minute"),
  ALERTS("alerts", "how many: 1 alert, 3 alerts"),
  WHY_NOW("why-now", "what changed, so that this is sent"),
  WHY_YOU("why-you", "why this person; empty in channels and tickets"),
  PAGED("paged", "names of all who are paged"),
  OTHERS("others", "names of those who are paged beside this person"),
  BY("by", "who acknowledged, snoozed or resolved"),
  NEXT("next", "what happens if nobody acts, and when");

  /** Followed by the name of a label. */
  static final String LABELS = "labels";

  private final String word;
  private final String meaning;

  Variable(String word, String meaning) {
    this.word = word;
    this.meaning = meaning;
  }

  /** As templates write it. */
  public String word() {
    return word;
  }

  /** In a few words, for documentation. */
  public String meaning() {
    return meaning;
  }

  /** All of them, as templates write them; beside them there is {@code labels.NAME}. */
  public static List<String> words() {
    return Arrays.stream(values()).map(Variable::word).toList();
  }
}
