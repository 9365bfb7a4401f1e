package dev.watchbill.console.pages.http;

/** What a button does: asks the escalation processor, and waits for its word. */
@FunctionalInterface
public interface IncidentActions {
  /**
   * Acts in the visitor's name.
   *
   * @param action acknowledge, resolve, escalate or note
   * @param text of a note; else empty
   * @param from remote address
   */
  Said act(Visitor visitor, String incident, String action, String text, String from);

  /**
   * What came of it.
   *
   * @param good whether it was applied, or was so already
   * @param sentence for the person
   */
  record Said(boolean good, String sentence) {}
}
