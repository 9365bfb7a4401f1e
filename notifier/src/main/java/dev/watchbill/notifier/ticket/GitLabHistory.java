package dev.watchbill.notifier.ticket;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchbill.notifier.ticket.PolledTracker.Deed;
import dev.watchbill.notifier.ticket.PolledTracker.Seen;
import dev.watchbill.notifier.ticket.Tracker.Result;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * GitLab's issues as they are, and who made them so and when, as it notes itself.
 *
 * @see <a href="https://docs.gitlab.com/api/notes/">notes</a>
 */
final class GitLabHistory {
  private final TicketCalls calls;
  private final OwnAccount own;

  GitLabHistory(TicketCalls calls) {
    this.calls = calls;
    own = new OwnAccount(calls, "user", body -> body.path("id").asText());
  }

  /** Those of ours in a project that were touched last: of others there is no news. */
  Result<List<Seen>> look(String project) {
    var path =
        "%s?labels=%s&scope=all&order_by=updated_at&per_page=100"
            .formatted(GitLabTracker.issues(project), GitLabTracker.LABEL);
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
        issue.path("state").asText().equals("closed"),
        issue.at("/assignees/0/id").asText(""),
        issue.path("updated_at").asText());
  }

  /**
   * The last of GitLab's own notes that begins so.
   *
   * @param words such as {@code assigned to}
   */
  Result<Optional<Deed>> last(IssueKey key, String words) {
    var path =
        "%s/%s/notes?sort=desc&order_by=created_at&activity_filter=only_activity&per_page=100"
            .formatted(GitLabTracker.issues(key.project()), key.number());
    return own.askIfTold()
        .then(ours ->
            Result.of(
                calls.get(path),
                body ->
                    StreamSupport.stream(body.spliterator(), false)
                        .filter(note -> note.path("system").asBoolean())
                        .filter(note -> note.path("body").asText().startsWith(words))
                        .findFirst()
                        .flatMap(note -> deed(note, ours))));
  }

  private static Optional<Deed> deed(JsonNode note, String ours) {
    return Deed.of(
        note.at("/author/id").asText(""),
        ours,
        note.path("created_at").asText(),
        note.path("id").asText());
  }
}
