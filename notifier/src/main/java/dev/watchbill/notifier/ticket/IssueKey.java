package dev.watchbill.notifier.ticket;

import dev.watchbill.notifier.ticket.PolledTracker.Seen;
import dev.watchbill.notifier.ticket.Tracker.Result;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

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

  /** What a tracker says of issues, asked project by project. */
  static Result<List<Seen>> ofEach(
      List<String> keys, BiFunction<String, List<String>, Result<List<Seen>>> look) {
    var numbers =
        keys.stream()
            .flatMap(key -> of(key).stream())
            .collect(
                Collectors.groupingBy(
                    IssueKey::project,
                    LinkedHashMap::new,
                    Collectors.mapping(IssueKey::number, Collectors.toList())));
    var all = new ArrayList<Seen>();
    for (var project : numbers.entrySet()) {
      switch (look.apply(project.getKey(), project.getValue())) {
        case Result.Ok<List<Seen>> some -> all.addAll(some.value());
        case Result.Failed<List<Seen>> failed -> {
          return failed;
        }
      }
    }
    return new Result.Ok<>(all);
  }

  @Override
  public String toString() {
    return project + "#" + number;
  }
}
