package dev.watchbill.console.pages;

import org.jspecify.annotations.Nullable;

/**
 * What every page has around its content.
 *
 * @param viewer display name of who is signed in
 * @param mayAct whether the viewer may acknowledge, resolve, escalate
 * @param csrf token that each form sends back
 * @param times how the page says times
 * @param roster version of the roster in force; empty before the first
 * @param problem what keeps the newest roster files from being applied; null: nothing
 * @param notice outcome of what the viewer just did; null: nothing
 * @param seen which changes stand on the page, for its stream to go on from
 */
public record Frame(
    String viewer,
    boolean mayAct,
    String csrf,
    Times times,
    String roster,
    @Nullable String problem,
    @Nullable Notice notice,
    String seen) {

  private static final int SHORT = 12;

  /** The version as one names a commit: by its first digits. */
  public String shortRoster() {
    return roster.matches("[0-9a-f]{40,64}") ? roster.substring(0, SHORT) : roster;
  }

  /**
   * Outcome of an action, said on the next page.
   *
   * @param good whether it was applied
   */
  public record Notice(boolean good, String text) {}
}
