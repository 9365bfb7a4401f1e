package dev.watchbill.roster;

/**
 * Something wrong with a roster, where an editor can jump to it. Never holds a secret.
 *
 * @param path of the key, such as {@code teams.payments.members[0]}
 * @param expected what would be right
 * @param got what stands there, quoted where it is text, with a suggestion where there is one
 */
public record Problem(Severity severity, Place place, String path, String expected, String got) {

  /** Whether a roster with it can be used. */
  public enum Severity {
    ERROR,
    WARNING
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /** {@code file:line: path: expected …, but got …}, in one line; the form of every message. */
  public String message() {
    return "%s: %s: expected %s, but got %s"
        .formatted(place, path, expected, got)
        .replaceAll("\\p{Cntrl}+", " ");
  }

  /** The message, and that it is a warning where it is one. */
  @Override
  public String toString() {
    return isError() ? message() : message() + " (warning)";
  }
}
