package dev.watchbill.console.pages.http;

import dev.watchbill.console.http.Call;

/** What a button does: asks the escalation processor, and waits for its word. */
@FunctionalInterface
public interface IncidentActions {
  /**
   * Acts in the caller's name.
   *
   * @param action acknowledge, resolve, escalate or note
   * @param text of a note; else empty
   */
  Said act(Call call, String incident, String action, String text);

  /**
   * What came of it.
   *
   * @param good whether it was applied, or was so already
   * @param sentence for the person
   */
  record Said(boolean good, String sentence) {}
}
