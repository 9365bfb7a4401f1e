package dev.watchbill.roster;

import dev.watchbill.roster.Problem.Severity;

/** What a roster is read for: it decides which shortcomings refuse it. */
public enum Purpose {
  /** To say what is wrong with it: a broken promise is an error, an unset variable a warning. */
  CHECK(Severity.WARNING, Severity.ERROR),
  /** To answer offline: neither refuses. */
  ANSWER(Severity.WARNING, Severity.WARNING),
  /** To put it in force: an unset variable is an error. Who is promised is warned otherwise. */
  APPLY(Severity.ERROR, Severity.WARNING);

  private final Severity unsetVariable;
  private final Severity brokenPromise;

  Purpose(Severity unsetVariable, Severity brokenPromise) {
    this.unsetVariable = unsetVariable;
    this.brokenPromise = brokenPromise;
  }

  public Severity unsetVariable() {
    return unsetVariable;
  }

  public Severity brokenPromise() {
    return brokenPromise;
  }
}
