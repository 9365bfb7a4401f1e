package dev.watchbill.notifier.ticket;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchbill.notifier.ticket.TicketAnswers.Change;
import dev.watchbill.notifier.web.JsonText;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Jira's {@code jira:issue_updated} events. Changes by accounts that belong to nobody in the
 * roster, our own among them, are passed over.
 */
public final class JiraHook implements IssueHook {
  private static final Pattern INCIDENT = Pattern.compile("[A-Za-z0-9._-]{1,100}-[0-9]{1,18}");

  private final SignedBody signed;
  private final CalledAnswers answers;

  public JiraHook(String secret, CalledAnswers answers) {
    signed = new SignedBody(secret);
    this.answers = answers;
  }

  @Override
  public String tracker() {
    return JiraTracker.NAME;
  }

  @Override
  public String path() {
    return "/jira/webhook";
  }

  @Override
  public String header() {
    return "X-Hub-Signature";
  }

  @Override
  public boolean accepts(@Nullable String credential, String body) {
    return signed.accepts(credential, body);
  }

  @Override
  public void take(String body) {
    var event = JsonText.read(body);
    var incident = incident(event.at("/issue/fields/labels"));
    var by = person(event.at("/user"));
    if (incident.isPresent() && by.isPresent()) {
      var key = event.at("/issue/key").asText();
      var mark = event.at("/changelog/id").asText();
      var change = new Change(JiraTracker.NAME, incident.get(), key, mark);
      event.at("/changelog/items").forEach(item -> take(item, event, change, by.get()));
    }
  }

  private void take(JsonNode item, JsonNode event, Change change, String by) {
    var fields = event.at("/issue/fields");
    switch (item.path("field").asText()) {
      case "status" -> {
        if (fields.at("/status/statusCategory/key").asText().equals("done")) {
          answers.closed(change, by, at(event));
        }
      }
      case "assignee" ->
          person(fields.path("assignee"))
              .ifPresent(to -> answers.assigned(change, by, to, at(event)));
      default -> {}
    }
  }

  /** In milliseconds since 1970. */
  private static Optional<Instant> at(JsonNode event) {
    return Optional.of(event.path("timestamp"))
        .filter(JsonNode::canConvertToLong)
        .map(time -> Instant.ofEpochMilli(time.asLong()));
  }

  private static Optional<String> incident(JsonNode labels) {
    for (var label : labels) {
      var text = label.asText();
      if (text.startsWith(JiraTracker.LABEL)) {
        return Optional.of(text.substring(JiraTracker.LABEL.length()))
            .filter(id -> INCIDENT.matcher(id).matches());
      }
    }
    return Optional.empty();
  }

  private Optional<String> person(JsonNode user) {
    return answers.person(JiraTracker.NAME, JiraTracker.account(user));
  }
}
