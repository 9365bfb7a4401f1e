package dev.watchbill.notifier.ticket;

import static java.time.temporal.ChronoUnit.SECONDS;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchbill.notifier.ticket.PolledTracker.Deed;
import dev.watchbill.notifier.ticket.PolledTracker.Seen;
import dev.watchbill.notifier.ticket.Tracker.Result;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * GitHub's issues as they are, and who made them so and when, as their events have it.
 *
 * @see <a href="https://docs.github.com/rest/issues/events">events</a>
 */
final class GitHubHistory {
  private static final Pattern IN_REPOSITORY = Pattern.compile("/repos/([^/]+/[^/]+)$");
  private static final int PAGE = 100;
  private static final int MOST_PAGES = 10;

  private final TicketCalls calls;
  private final OwnAccount own;
  private final MovedTickets moved;

  GitHubHistory(TicketCalls calls) {
    this.calls = calls;
    own = new OwnAccount(calls, "user", body -> body.path("login").asText());
    moved = new MovedTickets(key -> IssueKey.ask(key, GitHubTracker.LIKE, this::issue));
  }

  /** These of a repository, as far as they are ours and were touched since then. */
  Result<List<Seen>> look(String project, List<String> numbers, Instant since) {
    var path =
        "repos/%s/issues?labels=%s&state=all&sort=updated&direction=desc&per_page=%d%s"
            .formatted(
                project,
                GitHubTracker.LABEL,
                PAGE,
                since.equals(Instant.EPOCH) ? "" : "&since=" + since.truncatedTo(SECONDS));
    var wanted = numbers.stream().map(number -> new IssueKey(project, number).toString()).toList();
    return list(project, path, wanted).then(seen -> moved.with(wanted, seen, since));
  }

  private Result<List<Seen>> list(String project, String path, List<String> wanted) {
    return TouchedLast.of(
        wanted,
        name -> {
          var page = name.isEmpty() ? 1 : Integer.parseInt(name);
          return Result.of(calls.get(path + "&page=" + page), body -> page(project, body, page));
        });
  }

  private Result<Seen> issue(IssueKey key) {
    return Result.of(calls.get(path(key)), issue -> seen(key(issue).orElse(key).project(), issue));
  }

  private static String path(IssueKey key) {
    return "repos/%s/issues/%s".formatted(key.project(), key.number());
  }

  private static TouchedLast.Page page(String project, JsonNode issues, int number) {
    return new TouchedLast.Page(
        StreamSupport.stream(issues.spliterator(), false)
            .map(issue -> seen(project, issue))
            .toList(),
        issues.size() < PAGE ? Optional.empty() : Optional.of(Integer.toString(number + 1)));
  }

  private static Seen seen(String project, JsonNode issue) {
    return new Seen(
        new IssueKey(project, issue.path("number").asText()).toString(),
        issue.path("state").asText().equals("closed"),
        StreamSupport.stream(issue.path("assignees").spliterator(), false)
            .map(person -> person.path("login").asText())
            .toList(),
        issue.path("updated_at").asText());
  }

  /** Its repository was renamed perhaps, or it was transferred to another. */
  Result<String> now(IssueKey key) {
    return Result.of(calls.get(path(key)), issue -> key(issue).orElse(key).toString());
  }

  private static Optional<IssueKey> key(JsonNode issue) {
    var repository = IN_REPOSITORY.matcher(issue.path("repository_url").asText());
    return repository.find() && issue.hasNonNull("number")
        ? Optional.of(new IssueKey(repository.group(1), issue.path("number").asText()))
        : Optional.empty();
  }

  Result<Optional<Deed>> closed(IssueKey key) {
    return last(key, event -> event.path("event").asText().equals("closed"));
  }

  /** Of several who have it each has an event of their own. */
  Result<Optional<Deed>> assigned(IssueKey key, String account) {
    return last(
        key,
        event ->
            event.path("event").asText().equals("assigned")
                && event.at("/assignee/login").asText().equals(account));
  }

  private Result<Optional<Deed>> last(IssueKey key, Predicate<JsonNode> kind) {
    var now = IssueKey.of(moved.now(key.toString())).orElse(key);
    return own.askIfTold().then(ours -> last(now, kind, ours, 1, Optional.empty()));
  }

  /** Oldest first: the last one may be on the last page. */
  private Result<Optional<Deed>> last(
      IssueKey key, Predicate<JsonNode> kind, String ours, int page, Optional<Deed> found) {
    var path =
        "repos/%s/issues/%s/events?per_page=%d&page=%d"
            .formatted(key.project(), key.number(), PAGE, page);
    return Result.of(calls.get(path), body -> body)
        .then(events -> {
          var newest =
              StreamSupport.stream(events.spliterator(), false)
                  .filter(kind)
                  .flatMap(event -> deed(event, ours).stream())
                  .reduce((earlier, later) -> later)
                  .or(() -> found);
          return events.size() < PAGE || page == MOST_PAGES
              ? new Result.Ok<>(newest)
              : last(key, kind, ours, page + 1, newest);
        });
  }

  private static Optional<Deed> deed(JsonNode event, String ours) {
    var by = event.at("/assigner/login").asText(event.at("/actor/login").asText(""));
    return Deed.of(by, ours, event.path("created_at").asText(), event.path("id").asText());
  }
}
