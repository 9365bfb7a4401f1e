package dev.watchbill.notifier.ticket;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchbill.notifier.ticket.TicketAnswers.Change;
import dev.watchbill.notifier.web.JsonText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * GitLab's issue events. GitLab signs nothing: it sends the secret itself.
 *
 * @see <a href="https://docs.gitlab.com/user/project/integrations/webhook_events/">events</a>
 */
public final class GitLabHook implements IssueHook {
  /** Tasks and incidents are told of as work items. */
  private static final Set<String> KINDS = Set.of("issue", "work_item");

  private final String secret;
  private final CalledAnswers answers;

  public GitLabHook(String secret, CalledAnswers answers) {
    this.secret = secret;
    this.answers = answers;
  }

  @Override
  public String tracker() {
    return GitLabTracker.NAME;
  }

  @Override
  public String path() {
    return "/gitlab/webhook";
  }

  @Override
  public String header() {
    return "X-Gitlab-Token";
  }

  @Override
  public boolean accepts(@Nullable String credential, String body) {
    return credential != null
        && MessageDigest.isEqual(
            secret.getBytes(StandardCharsets.UTF_8), credential.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void take(String body) {
    var event = JsonText.read(body);
    var issue = event.path("object_attributes");
    var incident = Mark.incident(issue.path("title").asText());
    var by = answers.person(GitLabTracker.NAME, event.at("/user/id").asText());
    if (!KINDS.contains(event.path("object_kind").asText())
        || incident.isEmpty()
        || by.isEmpty()
        || !isOurs(event)) {
      return;
    }
    var key = event.at("/project/path_with_namespace").asText() + "#" + issue.path("iid").asText();
    var change =
        new Change(GitLabTracker.NAME, incident.get(), key, issue.path("updated_at").asText());
    var at = CalledAnswers.time(issue.path("updated_at").asText());
    if (issue.path("action").asText().equals("close") && !GitLabHistory.hasMoved(issue)) {
      answers.closedOrMoved(change, by.get(), at);
    }
    var had = accounts(event.at("/changes/assignees/previous"));
    var fresh =
        accounts(event.at("/changes/assignees/current")).stream()
            .filter(account -> !had.contains(account))
            .flatMap(account -> answers.person(GitLabTracker.NAME, account).stream())
            .toList();
    // Of several nobody knows who is meant.
    if (fresh.size() == 1) {
      answers.assigned(change, by.get(), fresh.getFirst(), at);
    }
  }

  private static List<String> accounts(JsonNode people) {
    return StreamSupport.stream(people.spliterator(), false)
        .map(person -> person.path("id").asText())
        .toList();
  }

  /** Anybody may open an issue that is called like ours; the label takes rights. */
  private static boolean isOurs(JsonNode event) {
    return StreamSupport.stream(event.path("labels").spliterator(), false)
        .anyMatch(label -> label.path("title").asText().equals(GitLabTracker.LABEL));
  }
}
