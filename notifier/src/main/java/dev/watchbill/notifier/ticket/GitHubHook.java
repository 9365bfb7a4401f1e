package dev.watchbill.notifier.ticket;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchbill.notifier.ticket.TicketAnswers.Change;
import dev.watchbill.notifier.web.JsonText;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * GitHub's {@code issues} events.
 *
 * @see <a
 *     href="https://docs.github.com/webhooks/using-webhooks/validating-webhook-deliveries">validation</a>
 */
public final class GitHubHook implements IssueHook {
  private final SignedBody signed;
  private final CalledAnswers answers;

  public GitHubHook(String secret, CalledAnswers answers) {
    signed = new SignedBody(secret);
    this.answers = answers;
  }

  @Override
  public String tracker() {
    return GitHubTracker.NAME;
  }

  @Override
  public String path() {
    return "/github/webhook";
  }

  @Override
  public String header() {
    return "X-Hub-Signature-256";
  }

  @Override
  public boolean accepts(@Nullable String credential, String body) {
    return signed.accepts(credential, body);
  }

  @Override
  public void take(String body) {
    var event = JsonText.read(body);
    var incident = Mark.incident(event.at("/issue/title").asText());
    var by = answers.person(GitHubTracker.NAME, event.at("/sender/login").asText());
    if (incident.isEmpty() || by.isEmpty() || !isOurs(event)) {
      return;
    }
    var change = new Change(GitHubTracker.NAME, incident.get(), key(event), mark(event));
    var at = CalledAnswers.time(event.at("/issue/updated_at").asText());
    switch (event.path("action").asText()) {
      case "closed" -> answers.closed(change, by.get(), at);
      case "assigned" ->
          answers
              .person(GitHubTracker.NAME, event.at("/assignee/login").asText())
              .ifPresent(to -> answers.assigned(change, by.get(), to, at));
      default -> {}
    }
  }

  /** Anybody may open an issue that is called like ours; the label takes rights. */
  private static boolean isOurs(JsonNode event) {
    return StreamSupport.stream(event.at("/issue/labels").spliterator(), false)
        .anyMatch(label -> label.path("name").asText().equals(GitHubTracker.LABEL));
  }

  private static String key(JsonNode event) {
    return event.at("/repository/full_name").asText() + "#" + event.at("/issue/number").asText();
  }

  private static String mark(JsonNode event) {
    return event.at("/issue/updated_at").asText() + event.at("/assignee/login").asText();
  }
}
