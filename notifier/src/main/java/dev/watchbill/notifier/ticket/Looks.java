package dev.watchbill.notifier.ticket;

import dev.watchbill.notifier.delivery.Delivery;
import dev.watchbill.notifier.ticket.PolledTracker.Seen;
import dev.watchbill.notifier.ticket.Tracker.Result;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One look at tickets that takes several requests. A project that can't be read hides no other one,
 * and is said once.
 */
final class Looks {
  private static final Logger LOG = LoggerFactory.getLogger(Looks.class);

  private final String tracker;

  /** What each project answered instead, last. */
  private final Map<String, String> failures = new ConcurrentHashMap<>();

  Looks(String tracker) {
    this.tracker = tracker;
  }

  private record Request(String project, List<String> tickets) {
    static Stream<Request> of(String project, List<String> tickets, int atOnce) {
      return tickets.stream()
          .gather(Gatherers.windowFixed(atOnce))
          .map(some -> new Request(project, some));
    }
  }

  /**
   * Of tickets whose keys stand for themselves.
   *
   * @param atOnce how many a request may name
   */
  Result<List<Seen>> at(
      List<String> keys, int atOnce, Function<List<String>, Result<List<Seen>>> look) {
    return all(Request.of("", keys, atOnce), (none, some) -> look.apply(some));
  }

  /**
   * Of tickets whose numbers count within projects.
   *
   * @param atOnce how many a request may name
   * @param look takes a project and the numbers
   */
  Result<List<Seen>> byProject(
      List<String> keys, int atOnce, BiFunction<String, List<String>, Result<List<Seen>>> look) {
    var numbers =
        keys.stream()
            .flatMap(key -> IssueKey.of(key).stream())
            .collect(
                Collectors.groupingBy(
                    IssueKey::project,
                    LinkedHashMap::new,
                    Collectors.mapping(IssueKey::number, Collectors.toList())));
    return all(
        numbers.entrySet().stream().flatMap(it -> Request.of(it.getKey(), it.getValue(), atOnce)),
        look);
  }

  /** Failed: nothing was answered, or the tracker wants to be left alone for a while. */
  private Result<List<Seen>> all(
      Stream<Request> requests, BiFunction<String, List<String>, Result<List<Seen>>> look) {
    var seen = new ArrayList<Seen>();
    var isAnswered = false;
    var failed = Optional.<Result<List<Seen>>>empty();
    for (var request : requests.toList()) {
      var project = request.project();
      var answer = look.apply(project, request.tickets());
      switch (answer) {
        case Result.Ok<List<Seen>> some -> {
          seen.addAll(some.value());
          isAnswered = true;
          failures.remove(project);
        }
        case Result.Failed<List<Seen>>(Delivery delivery) -> {
          tell(project, delivery.toString());
          if (delivery instanceof Delivery.Retryable wait && wait.after().isPresent()) {
            return answer;
          }
          failed = Optional.of(answer);
        }
      }
    }
    return failed.isEmpty() || isAnswered ? new Result.Ok<>(seen) : failed.get();
  }

  private void tell(String project, String failure) {
    if (!failure.equals(failures.put(project, failure))) {
      LOG.atWarn()
          .addKeyValue("tracker", tracker)
          .addKeyValue("project", project)
          .addKeyValue("answer", failure)
          .log("its tickets can't be seen; they are looked at again");
    }
  }
}
