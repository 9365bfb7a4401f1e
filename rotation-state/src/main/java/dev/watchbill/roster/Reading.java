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
  public Reading {
    problems = List.copyOf(problems);
  }

  public List<Problem> errors() {
    return problems.stream().filter(Problem::isError).toList();
  }

  public List<Problem> warnings() {
    return problems.stream().filter(problem -> !problem.isError()).toList();
  }
}
