package dev.watchbill.notifier.ticket;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchbill.notifier.answers.Responses;
import dev.watchbill.notifier.delivery.ShownBoard;
import dev.watchbill.schemas.Person;
import dev.watchbill.schemas.Response;
import dev.watchbill.schemas.config.Secrets;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks Redmine, which calls nobody, what became of the tickets of open incidents: closed there is
 * resolved here, assigned there is reassigned here. The same change has the same response id, so
 * that several notifiers and restarts do it once.
 */
public final class RedmineWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RedmineWatch.class);
  private static final Duration EVERY = Duration.ofSeconds(30);
  private static final int AT_ONCE = 50;

  /** Whoever closes an issue without being in the roster. */
  private static final String SOMEBODY = "token:redmine";

  private final RedmineTracker redmine;
  private final ShownBoard board;
  private final Responses responses;
  private final Supplier<RosterSnapshot> roster;
  private final InstantSource clock;
  private final CountDownLatch closing = new CountDownLatch(1);

  /**
   * @param board what the tickets say
   */
  public RedmineWatch(
      RedmineTracker redmine,
      ShownBoard board,
      Responses responses,
      Supplier<RosterSnapshot> roster,
      InstantSource clock) {
    this.redmine = redmine;
    this.board = board;
    this.responses = responses;
    this.roster = roster;
    this.clock = clock;
  }

  /** Starts to ask, again and again. */
  public void start() {
    Thread.ofVirtual().name("redmine-watch").start(this::run);
  }

  @Override
  public void close() {
    closing.countDown();
  }

  private void run() {
    try {
      while (!closing.await(EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        try {
          look();
        } catch (RuntimeException e) {
          LOG.atError().setCause(e).log("redmine could not be asked; it is asked again");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Asks once. */
  void look() {
    var open = open();
    var keys = new ArrayList<>(open.keySet());
    for (var from = 0; from < keys.size(); from += AT_ONCE) {
      var some = keys.subList(from, Math.min(keys.size(), from + AT_ONCE));
      if (redmine.look(some) instanceof Tracker.Result.Ok<JsonNode> answer) {
        for (var issue : answer.value().path("issues")) {
          var known = open.get(issue.path("id").asText());
          if (known != null) {
            changed(issue, known).ifPresent(this::give);
          }
        }
      }
    }
  }

  /** A ticket of an incident that isn't over. */
  private record Known(String incident, List<String> people) {}

  private Map<String, Known> open() {
    var open = new LinkedHashMap<String, Known>();
    board
        .all()
        .forEach((incident, shown) -> {
          var said = shown.ref().split(" ", 3);
          if (said.length > 1 && !said[1].equals("resolved")) {
            var people = said.length > 2 ? List.of(said[2].split(",", -1)) : List.<String>of();
            open.put(said[0], new Known(incident, people));
          }
        });
    return open;
  }

  private Optional<Response> changed(JsonNode issue, Known known) {
    if (issue.at("/status/is_closed").asBoolean(issue.hasNonNull("closed_on"))) {
      return Optional.of(response(issue, known, "resolve").build());
    }
    return person(issue.at("/assigned_to/id").asText(""))
        .filter(to -> !known.people().contains(to))
        .map(to -> response(issue, known, "reassign").setTo(List.of(to)).build());
  }

  private Response.Builder response(JsonNode issue, Known known, String action) {
    var incident = known.incident();
    var mark =
        String.join("\n", issue.path("id").asText(), issue.path("updated_on").asText(), action);
    return Response.newBuilder()
        .setId("redmine-" + Secrets.hash(mark).substring(0, 32))
        .setIncident(incident)
        .setService(incident.substring(0, incident.lastIndexOf('-')))
        .setAt(clock.instant())
        .setPerson(SOMEBODY)
        .setAction(action)
        .setVia(RedmineTracker.NAME)
        .setText("in Redmine, issue " + issue.path("id").asText())
        .setFrom(issue.path("id").asText());
  }

  private Optional<String> person(String account) {
    return roster.get().people().values().stream()
        .filter(person -> account.equals(person.getContacts().get(RedmineTracker.NAME)))
        .map(Person::getId)
        .sorted()
        .findFirst();
  }

  private void give(Response response) {
    LOG.atInfo()
        .addKeyValue("incident", response.getIncident())
        .addKeyValue("action", response.getAction())
        .log("ticket changed in redmine");
    var _ =
        responses
            .give(response)
            .whenComplete((outcome, problem) -> {
              if (problem != null) {
                LOG.atWarn().setCause(problem).log("nothing is known of what became of it");
              }
            });
  }
}
