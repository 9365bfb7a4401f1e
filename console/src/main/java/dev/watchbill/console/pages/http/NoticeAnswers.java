package dev.watchbill.console.pages.http;

import dev.watchbill.console.http.Call;

/** What a notice's button does: asks the planner, and waits for its word. */
@FunctionalInterface
public interface NoticeAnswers {
  /**
   * Answers in the caller's name.
   *
   * @param target a handoff's event or a swap's command
   * @param answer accept or decline
   */
  IncidentActions.Said answer(Call call, String target, String answer);
}
