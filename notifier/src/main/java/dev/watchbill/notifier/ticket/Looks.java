package dev.watchbill.notifier.ticket;

import dev.watchbill.notifier.delivery.Delivery;
import dev.watchbill.notifier.ticket.PolledTracker.Seen;
import dev.watchbill.notifier.ticket.Tracker.Result;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
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

  /** Since when nobody knows what was touched in a project. */
  private final Map<String, Instant> unread = new ConcurrentHashMap<>();

  /** One request. */
  @FunctionalInterface
  interface Ask {
    /**
     * Asks.
     *
     * @param project empty: keys stand for themselves
     * @param since as {@link PolledTracker#look} has it
     */
    Result<List<Seen>> about(String project, List<String> tickets, Instant since);
  }

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
  Result<List<Seen>> at(List<String> keys, int atOnce, Instant since, Ask ask) {
    return all(Request.of("", keys, atOnce), since, ask);
  }

  /**
   * Of tickets whose numbers count within projects.
   *
   * @param atOnce how many a request may name
   * @param ask takes a project and the numbers
   */
  Result<List<Seen>> byProject(List<String> keys, int atOnce, Instant since, Ask ask) {
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
        since,
        ask);
  }

  /** Failed: nothing was answered, or the tracker wants to be left alone for a while. */
  private Result<List<Seen>> all(Stream<Request> requests, Instant since, Ask ask) {
    var seen = new ArrayList<Seen>();
    var isAnswered = false;
    var failed = Optional.<Result<List<Seen>>>empty();
    for (var request : requests.toList()) {
      var project = request.project();
      var answer = ask.about(project, request.tickets(), unread.getOrDefault(project, since));
      switch (answer) {
        case Result.Ok<List<Seen>> some -> {
          seen.addAll(some.value());
          isAnswered = true;
          failures.remove(project);
          unread.remove(project);
        }
        case Result.Failed<List<Seen>>(Delivery delivery) -> {
          tell(project, delivery.toString());
          unread.putIfAbsent(project, since);
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
