package dev.watchbill.roster;

import dev.watchbill.roster.Problem.Severity;

/**
 * Something wrong with the roster as a whole, before anybody looked up where it stands.
 *
 * @param path of the key it is about
 */
public record Finding(Severity severity, String path, String expected, String got) {
  public static Finding error(String path, String expected, String got) {
    return new Finding(Severity.ERROR, path, expected, got);
  }

  public static Finding warning(String path, String expected, String got) {
    return new Finding(Severity.WARNING, path, expected, got);
  }
}
