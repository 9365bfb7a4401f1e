package dev.watchbill.roster;

import java.util.List;
import java.util.Optional;

/**
 * What became of reading a roster.
 *
 * @param version git commit of a clean work tree, else a hash of the files
 * @param roster empty if there is any error
 * @param problems all of them, in the order of files and lines
 */
public record Reading(String version, Optional<Roster> roster, List<Problem> problems) {
  /** What a warning about a calendar at an address says was expected. */
  public static final String READABLE_CALENDAR = "a calendar that can be read";

  public Reading {
    problems = List.copyOf(problems);
  }

  public List<Problem> errors() {
    return problems.stream().filter(Problem::isError).toList();
  }

  /** Warnings about calendars at addresses that can't be read now. */
  public List<Problem> unreadCalendars() {
    return problems.stream()
        .filter(problem -> problem.expected().equals(READABLE_CALENDAR))
        .toList();
  }

  public List<Problem> warnings() {
    return problems.stream().filter(problem -> !problem.isError()).toList();
  }
}
