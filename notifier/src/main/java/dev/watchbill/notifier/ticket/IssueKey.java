package dev.watchbill.notifier.ticket;

import java.util.Optional;

/**
 * An issue whose number counts within its project, as PROJECT#NUMBER.
 *
 * @param project as in the roster
 */
record IssueKey(String project, String number) {
  static Optional<IssueKey> of(String key) {
    var at = key.lastIndexOf('#');
    return at < 1 || at == key.length() - 1
        ? Optional.empty()
        : Optional.of(new IssueKey(key.substring(0, at), key.substring(at + 1)));
  }

  @Override
  public String toString() {
    return project + "#" + number;
  }
}
