package dev.watchbill.console.pages.http;

import dev.watchbill.console.http.Call;
import dev.watchbill.console.pages.http.IncidentActions.Said;
import java.util.Optional;

/** What buttons ask of intake. */
public interface IntakeActions {
  /** Has what was refused taken in once more. */
  Said replay(Call call, String id);

  /** Sends a test alert of an integration. */
  Tested test(Call call, String integration);

  /**
   * What came of a test.
   *
   * @param incident empty: there is none yet
   */
  record Tested(Said said, Optional<String> incident) {}
}
