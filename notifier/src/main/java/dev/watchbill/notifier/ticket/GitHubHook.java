package dev.watchbill.notifier.ticket;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchbill.notifier.ticket.TicketAnswers.Change;
import dev.watchbill.notifier.web.JsonText;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.stream.StreamSupport;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * GitHub's {@code issues} events.
 *
 * @see <a
 *     href="https://docs.github.com/webhooks/using-webhooks/validating-webhook-deliveries">validation</a>
 */
public final class GitHubHook implements IssueHook {
  private static final String ALGORITHM = "HmacSHA256";
  private static final String SIGNED = "sha256=";

  private final String secret;
  private final TicketAnswers answers;

  public GitHubHook(String secret, TicketAnswers answers) {
    this.secret = secret;
    this.answers = answers;
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
    return credential != null
        && MessageDigest.isEqual(
            (SIGNED + hmac(body)).getBytes(StandardCharsets.UTF_8),
            credential.getBytes(StandardCharsets.UTF_8));
  }

  private String hmac(String body) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
    }
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
    switch (event.path("action").asText()) {
      case "closed" -> answers.resolve(change, by.get());
      case "assigned" ->
          answers
              .person(GitHubTracker.NAME, event.at("/assignee/login").asText())
              .ifPresent(to -> answers.reassign(change, by.get(), to));
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
