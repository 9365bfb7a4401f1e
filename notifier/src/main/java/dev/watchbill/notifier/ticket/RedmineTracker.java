package dev.watchbill.notifier.ticket;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.watchbill.notifier.delivery.Delivery;
import dev.watchbill.notifier.web.Exchange;
import dev.watchbill.notifier.web.Exchange.Answer;
import dev.watchbill.notifier.web.JsonText;
import dev.watchbill.schemas.config.Environment;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Redmine. An issue is found by its incident's id at the end of its subject. Its API names nothing:
 * trackers, statuses and categories are looked up.
 *
 * @see <a href="https://www.redmine.org/projects/redmine/wiki/Rest_Issues">issues</a>
 */
public final class RedmineTracker implements PolledTracker {
  /** As in {@code ticket} and {@code contacts}. */
  public static final String NAME = "redmine";

  private final TicketCalls calls;

  /**
   * @param url ends with a slash
   */
  RedmineTracker(URI url, String token, InstantSource clock) {
    calls =
        new TicketCalls(
            new Exchange("redmine", "WATCHBILL_REDMINE_TOKEN", clock),
            url,
            "X-Redmine-API-Key",
            token);
  }

  /**
   * Reads {@code WATCHBILL_REDMINE_URL}, {@code _TOKEN}.
   *
   * @return empty: one of them isn't set
   */
  public static Optional<RedmineTracker> of(Environment environment, InstantSource clock) {
    return environment
        .value("WATCHBILL_REDMINE_URL")
        .flatMap(url ->
            environment
                .value("WATCHBILL_REDMINE_TOKEN")
                .map(token ->
                    new RedmineTracker(
                        URI.create(url.endsWith("/") ? url : url + "/"), token, clock)));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Result<Optional<String>> find(String incident, TicketPlace place) {
    var path =
        "issues.json?project_id=%s&status_id=*&sort=id&limit=100&subject=~%s"
            .formatted(encoded(place.project()), encoded(mark(incident)));
    return read(
        calls.get(path),
        body -> {
          for (var issue : body.path("issues")) {
            if (issue.path("subject").asText().endsWith(mark(incident))) {
              return Optional.of(issue.path("id").asText());
            }
          }
          return Optional.empty();
        });
  }

  private static String mark(String incident) {
    return "[" + incident + "]";
  }

  @Override
  public Result<String> create(Ticket ticket, TicketPlace place) {
    var issue = JsonText.object();
    issue.put("project_id", place.project());
    issue.put("subject", ticket.title() + " " + mark(ticket.incident()));
    issue.put(
        "description",
        String.join("\n\n", ticket.lines()) + ticket.link().map(link -> "\n\n" + link).orElse(""));
    place.type().flatMap(type -> id("trackers", type)).ifPresent(id -> issue.put("tracker_id", id));
    place
        .component()
        .flatMap(
            name -> id("projects/%s/issue_categories".formatted(encoded(place.project())), name))
        .ifPresent(id -> issue.put("category_id", id));
    priority(ticket.priority()).ifPresent(id -> issue.put("priority_id", id));
    ticket
        .account()
        .flatMap(RedmineTracker::number)
        .ifPresent(id -> issue.put("assigned_to_id", id));
    var answer = create(issue);
    if (answer instanceof Answer.Not not && not.status() == 422 && issue.has("assigned_to_id")) {
      // Somebody who has left the project: the ticket matters more.
      issue.remove("assigned_to_id");
      answer = create(issue);
    }
    return read(answer, body -> body.at("/issue/id").asText());
  }

  private Answer create(ObjectNode issue) {
    var body = JsonText.object();
    body.set("issue", issue);
    return calls.post("issues.json", body);
  }

  @Override
  public Result<String> comment(String key, String text) {
    return change(key, JsonText.object().put("notes", text));
  }

  @Override
  public Result<String> assign(String key, String account) {
    var id = number(account);
    return id.isEmpty()
        ? new Result.Failed<>(
            Delivery.refused("Expected a number as Redmine account, but got " + account))
        : change(key, JsonText.object().put("assigned_to_id", id.get()));
  }

  @Override
  public Result<String> finish(String key, TicketPlace place, String text) {
    return switch (read(calls.get("issue_statuses.json"), body -> closed(body, place))) {
      case Result.Failed<Optional<Integer>> failed -> new Result.Failed<>(failed.delivery());
      case Result.Ok<Optional<Integer>> status -> {
        var issue = JsonText.object().put("notes", text);
        status.value().ifPresent(id -> issue.put("status_id", id));
        yield change(key, issue);
      }
    };
  }

  @Override
  public Result<List<Seen>> look(List<String> keys) {
    return read(
        calls.get(
            "issues.json?issue_id=%s&status_id=*&limit=100"
                .formatted(encoded(String.join(",", keys)))),
        RedmineTracker::seen);
  }

  private static List<Seen> seen(JsonNode body) {
    var seen = new ArrayList<Seen>();
    for (var issue : body.path("issues")) {
      seen.add(
          new Seen(
              issue.path("id").asText(),
              issue.at("/status/is_closed").asBoolean(issue.hasNonNull("closed_on")),
              issue.at("/assigned_to/id").asText(""),
              issue.path("updated_on").asText()));
    }
    return seen;
  }

  private static Optional<Integer> closed(JsonNode body, TicketPlace place) {
    for (var status : body.path("issue_statuses")) {
      var matches =
          place
              .resolved()
              .map(name -> name.equalsIgnoreCase(status.path("name").asText()))
              .orElseGet(() -> status.path("is_closed").asBoolean());
      if (matches) {
        return Optional.of(status.path("id").asInt());
      }
    }
    return Optional.empty();
  }

  private Result<String> change(String key, ObjectNode issue) {
    var body = JsonText.object();
    body.set("issue", issue);
    return read(calls.put("issues/%s.json".formatted(encoded(key)), body), answer -> key);
  }

  /** Empty: there is none of that name, or it can't be asked. */
  private Optional<Integer> id(String list, String name) {
    if (calls.get(list + ".json") instanceof Answer.Taken taken) {
      var key = list.substring(list.lastIndexOf('/') + 1);
      for (var one : JsonText.read(taken.body()).path(key)) {
        if (name.equalsIgnoreCase(one.path("name").asText())) {
          return Optional.of(one.path("id").asInt());
        }
      }
    }
    return Optional.empty();
  }

  /** Redmine lists them from the lowest; the highest is ours for the worst. */
  private Optional<Integer> priority(int rank) {
    if (calls.get("enumerations/issue_priorities.json") instanceof Answer.Taken taken) {
      var all = JsonText.read(taken.body()).path("issue_priorities");
      return all.isEmpty()
          ? Optional.empty()
          : Optional.of(all.path(Math.max(0, all.size() - rank)).path("id").asInt());
    }
    return Optional.empty();
  }

  private static Optional<Integer> number(String text) {
    return text.matches("\\d{1,9}") ? Optional.of(Integer.parseInt(text)) : Optional.empty();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static <T> Result<T> read(Answer answer, Function<JsonNode, T> value) {
    return switch (answer) {
      case Answer.Taken taken -> new Result.Ok<>(value.apply(JsonText.read(taken.body())));
      case Answer.Not not -> new Result.Failed<>(not.delivery());
    };
  }
}
