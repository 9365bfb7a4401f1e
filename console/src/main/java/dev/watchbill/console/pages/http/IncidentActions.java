package dev.watchbill.console.pages.http;

import dev.watchbill.console.http.Call;
import java.util.Map;

/** What buttons do: they ask the escalation processor, and wait for its word. */
public interface IncidentActions {
  /**
   * Acts in the caller's name.
   *
   * @param action acknowledge, resolve, escalate, snooze, reassign, add-responder or note
   * @param fields text of a note, who, until as a local time of the viewer or a length such as 4h
   */
  Said act(Call call, String incident, String action, Map<String, String> fields);

  /**
   * Pages people by hand.
   *
   * @param fields text, service, to (with commas between them), severity
   */
  Said summon(Call call, Map<String, String> fields);

  /**
   * Makes a silence.
   *
   * @param fields service, team, matcher (such as alertname=DiskFull), until, comment
   */
  Said silence(Call call, Map<String, String> fields);

  /** Ends a silence. */
  Said unsilence(Call call, String id);

  /**
   * What came of it.
   *
   * @param good whether it was applied, or was so already
   * @param sentence for the person
   */
  record Said(boolean good, String sentence) {}
}
