package dev.watchbill.notifier.ticket;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchbill.notifier.ticket.PolledTracker.Deed;
import dev.watchbill.notifier.ticket.PolledTracker.Seen;
import dev.watchbill.notifier.ticket.Tracker.Result;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * GitLab's issues as they are, and who made them so and when.
 *
 * @see <a href="https://docs.gitlab.com/api/resource_state_events/">state events</a>
 * @see <a href="https://docs.gitlab.com/api/notes/">notes</a>
 */
final class GitLabHistory {
  private final TicketCalls calls;
  private final OwnAccount own;

  GitLabHistory(TicketCalls calls) {
    this.calls = calls;
    own = new OwnAccount(calls, "user", body -> body.path("id").asText());
  }

  /**
   * These of a project, as far as they are ours.
   *
   * @param numbers at most a hundred
   */
  Result<List<Seen>> look(String project, List<String> numbers) {
    var path =
        "%s?labels=%s&scope=all&per_page=100%s"
            .formatted(
                GitLabTracker.issues(project),
                GitLabTracker.LABEL,
                numbers.stream().map("&iids%%5B%%5D=%s"::formatted).collect(Collectors.joining()));
    return Result.of(
        calls.get(path),
        body ->
            StreamSupport.stream(body.spliterator(), false)
                .map(issue -> seen(project, issue))
                .collect(Collectors.toList()));
  }

  private static Seen seen(String project, JsonNode issue) {
    return new Seen(
        new IssueKey(project, issue.path("iid").asText()).toString(),
        issue.path("state").asText().equals("closed") && !hasMoved(issue),
        StreamSupport.stream(issue.path("assignees").spliterator(), false)
            .map(person -> person.path("id").asText())
            .toList(),
        issue.path("updated_at").asText());
  }

  /** GitLab closes what goes on in another project. */
  static boolean hasMoved(JsonNode issue) {
    return issue.hasNonNull("moved_to_id");
  }

  Result<Boolean> hasMoved(IssueKey key) {
    return Result.of(calls.get(path(key)), GitLabHistory::hasMoved);
  }

  /** Its project may be known by its number, or be called otherwise by now. */
  Result<String> now(IssueKey key) {
    return Result.of(
        calls.get(path(key)), issue -> issue.at("/references/full").asText(key.toString()));
  }

  private static String path(IssueKey key) {
    return "%s/%s".formatted(GitLabTracker.issues(key.project()), key.number());
  }

  /** A close leaves no note, but an event. */
  Result<Optional<Deed>> closed(IssueKey key) {
    return last(
        "%s/%s/resource_state_events?per_page=100"
            .formatted(GitLabTracker.issues(key.project()), key.number()),
        event -> event.path("state").asText().equals("closed"),
        "user");
  }

  /** As GitLab notes it itself: by names, of which the issue has the numbers. */
  Result<Optional<Deed>> assigned(IssueKey key, String account) {
    var issue = path(key);
    return Result.of(calls.get(issue), body -> name(body, account))
        .then(name ->
            last(
                issue
                    + "/notes?sort=desc&order_by=created_at&activity_filter=only_activity&per_page=100",
                note -> note.path("system").asBoolean() && gives(note.path("body").asText(), name),
                "author"));
  }

  private static String name(JsonNode issue, String account) {
    return StreamSupport.stream(issue.path("assignees").spliterator(), false)
        .filter(person -> person.path("id").asText().equals(account))
        .map(person -> person.path("username").asText(""))
        .findFirst()
        .orElse("");
  }

  /** Such as <i>assigned to @bo, and @cy and unassigned @asha</i>. */
  private static boolean gives(String note, String name) {
    return note.startsWith("assigned to ")
        && Stream.of(note.split(" unassigned ", 2)[0].split("[ ,]+"))
            .anyMatch(("@" + name)::equals);
  }

  private Result<Optional<Deed>> last(String path, Predicate<JsonNode> kind, String who) {
    return own.askIfTold()
        .then(ours ->
            Result.of(
                calls.get(path),
                body ->
                    StreamSupport.stream(body.spliterator(), false)
                        .filter(kind)
                        .flatMap(it -> deed(it, who, ours).stream())
                        .max(Comparator.comparing(Deed::at))));
  }

  private static Optional<Deed> deed(JsonNode entry, String who, String ours) {
    return Deed.of(
        entry.path(who).path("id").asText(""),
        ours,
        entry.path("created_at").asText(),
        entry.path("id").asText());
  }
}
