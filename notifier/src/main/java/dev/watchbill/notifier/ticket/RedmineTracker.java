package dev.watchbill.notifier.ticket;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.watchbill.notifier.web.BaseAddress;
import dev.watchbill.notifier.web.Exchange;
import dev.watchbill.notifier.web.Exchange.Answer;
import dev.watchbill.notifier.web.JsonText;
import dev.watchbill.schemas.config.Environment;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Redmine. An issue is found by its incident's id at the end of its subject. Its API names nothing:
 * trackers, statuses and categories are looked up.
 *
 * @see <a href="https://www.redmine.org/projects/redmine/wiki/Rest_Issues">issues</a>
 */
public final class RedmineTracker implements PolledTracker {
  /** As in {@code ticket} and {@code contacts}. */
  public static final String NAME = "redmine";

  private static final int LONGEST_SUBJECT = 255;
  private static final int AT_ONCE = 50;

  private final TicketCalls calls;
  private final SaidLast said = new SaidLast();
  private final RedmineHistory history;
  private final Looks looks = new Looks(NAME);

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
    history = new RedmineHistory(calls);
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
                .map(token -> new RedmineTracker(BaseAddress.of(url), token, clock)));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Result<Optional<String>> find(String incident, TicketPlace place) {
    var path =
        "issues.json?project_id=%s&status_id=*&sort=id&limit=100&subject=~%s"
            .formatted(encoded(place.project()), encoded(Mark.of(incident)));
    return Result.of(
        calls.get(path),
        body ->
            all(body.path("issues"))
                .filter(issue -> Mark.isOn(issue.path("subject").asText(), incident))
                .map(issue -> issue.path("id").asText())
                .findFirst());
  }

  @Override
  public Result<String> create(Ticket ticket, TicketPlace place) {
    var issue = JsonText.object();
    issue.put("project_id", place.project());
    issue.put("subject", Mark.on(ticket.title(), ticket.incident(), LONGEST_SUBJECT));
    issue.put("description", RedmineText.of(ticket.lines(), ticket.link()));
    names(issue, place);
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
    return Result.of(answer, body -> body.at("/issue/id").asText());
  }

  /** What the roster names, as the project itself lists it: that takes no right to manage it. */
  private void names(ObjectNode issue, TicketPlace place) {
    if ((place.type().isPresent() || place.component().isPresent())
        && calls.get(
                "projects/%s.json?include=trackers,issue_categories"
                    .formatted(encoded(place.project())))
            instanceof Answer.Taken taken) {
      var project = JsonText.read(taken.body()).path("project");
      named(project.path("trackers"), place.type()).ifPresent(id -> issue.put("tracker_id", id));
      named(project.path("issue_categories"), place.component())
          .ifPresent(id -> issue.put("category_id", id));
    }
  }

  private static Optional<Integer> named(JsonNode list, Optional<String> name) {
    return all(list)
        .filter(one -> name.filter(one.path("name").asText()::equalsIgnoreCase).isPresent())
        .map(one -> one.path("id").asInt())
        .findFirst();
  }

  /** Redmine lists them from the lowest; the highest is ours for the worst. */
  private Optional<Integer> priority(int rank) {
    if (calls.get("enumerations/issue_priorities.json") instanceof Answer.Taken taken) {
      var active =
          all(JsonText.read(taken.body()).path("issue_priorities"))
              .filter(one -> one.path("active").asBoolean(true))
              .toList();
      return active.isEmpty()
          ? Optional.empty()
          : Optional.of(active.get(Math.max(0, active.size() - rank)).path("id").asInt());
    }
    return Optional.empty();
  }

  private Answer create(ObjectNode issue) {
    var body = JsonText.object();
    body.set("issue", issue);
    return calls.post("issues.json", body);
  }

  @Override
  public Result<String> comment(String key, String text) {
    var notes = JsonText.object().put("notes", RedmineText.of(text));
    return said.once(key, text, () -> change(key, notes));
  }

  @Override
  public Result<String> assign(String key, String account) {
    return number(account)
        .map(id -> change(key, JsonText.object().put("assigned_to_id", id)))
        .orElseGet(
            () -> Result.refused("Expected a number as Redmine account, but got " + account));
  }

  @Override
  public Result<String> finish(String key, TicketPlace place, String text) {
    return Result.of(calls.get("issue_statuses.json"), body -> ending(body, place))
        .then(status -> {
          var issue = JsonText.object().put("notes", RedmineText.of(text));
          status.ifPresent(id -> issue.put("status_id", id));
          return change(key, issue).then(done -> ended(key, status));
        });
  }

  /** Redmine answers that all is well when its workflow doesn't let an account close an issue. */
  private Result<String> ended(String key, Optional<Integer> status) {
    return Result.of(calls.get(issue(key)), body -> body.at("/issue/status/id").asInt())
        .then(now ->
            status.isEmpty() || status.get().equals(now)
                ? new Result.Ok<>(key)
                : Result.refused(
                    "redmine's workflow doesn't let our account give issue %s the status %d"
                        .formatted(key, status.get())));
  }

  private static Optional<Integer> ending(JsonNode body, TicketPlace place) {
    return all(body.path("issue_statuses"))
        .filter(status ->
            place
                .resolved()
                .map(status.path("name").asText()::equalsIgnoreCase)
                .orElseGet(() -> status.path("is_closed").asBoolean()))
        .map(status -> status.path("id").asInt())
        .findFirst();
  }

  @Override
  public Result<List<Seen>> look(List<String> keys, Instant since) {
    return looks.at(
        keys,
        AT_ONCE,
        since,
        (_, some, _) ->
            Result.of(
                calls.get(
                    "issues.json?issue_id=%s&status_id=*&limit=100"
                        .formatted(encoded(String.join(",", some)))),
                body ->
                    all(body.path("issues"))
                        .map(RedmineTracker::seen)
                        .collect(Collectors.toList())));
  }

  private static Seen seen(JsonNode issue) {
    return new Seen(
        issue.path("id").asText(),
        issue.at("/status/is_closed").asBoolean(issue.hasNonNull("closed_on")),
        issue.at("/assigned_to/id").asText(""),
        issue.path("updated_on").asText());
  }

  @Override
  public boolean believesStrangers() {
    return true;
  }

  @Override
  public Duration ahead() {
    return calls.exchange().ahead();
  }

  @Override
  public Result<Optional<Deed>> closed(Seen ticket) {
    return history.last(ticket.key(), "status_id");
  }

  @Override
  public Result<Optional<Deed>> assigned(Seen ticket, String account) {
    return history.last(ticket.key(), "assigned_to_id");
  }

  private Result<String> change(String key, ObjectNode issue) {
    var body = JsonText.object();
    body.set("issue", issue);
    return Result.of(calls.put(issue(key), body), answer -> key);
  }

  private static String issue(String key) {
    return "issues/%s.json".formatted(encoded(key));
  }

  private static Stream<JsonNode> all(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }

  private static Optional<Integer> number(String text) {
    return text.matches("\\d{1,9}") ? Optional.of(Integer.parseInt(text)) : Optional.empty();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
