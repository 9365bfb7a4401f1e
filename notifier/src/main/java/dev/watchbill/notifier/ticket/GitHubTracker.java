package dev.watchbill.notifier.ticket;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.watchbill.notifier.web.BaseAddress;
import dev.watchbill.notifier.web.Exchange;
import dev.watchbill.notifier.web.Exchange.Answer;
import dev.watchbill.notifier.web.JsonText;
import dev.watchbill.notifier.web.LiteralMarkdown;
import dev.watchbill.schemas.config.Environment;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * GitHub Issues. A project is OWNER/REPOSITORY; an issue is found by its incident's id at the end
 * of its title, among those with the label {@code watchbill}.
 *
 * @see <a href="https://docs.github.com/rest/issues/issues">issues</a>
 */
public final class GitHubTracker implements PolledTracker {
  /** As in {@code ticket} and {@code contacts}. */
  public static final String NAME = "github";

  static final String LABEL = "watchbill";
  static final String LIKE = "an issue such as OWNER/REPOSITORY#1";
  private static final int LONGEST_TITLE = 250;

  private final TicketCalls calls;
  private final SaidLast said = new SaidLast();
  private final GitHubHistory history;
  private final Looks looks = new Looks(NAME);

  /**
   * @param url ends with a slash
   */
  GitHubTracker(URI url, String token, InstantSource clock) {
    calls =
        new TicketCalls(
            new Exchange(NAME, "WATCHBILL_GITHUB_TOKEN", clock),
            url,
            "Authorization",
            "Bearer " + token,
            true);
    history = new GitHubHistory(calls);
  }

  /**
   * Reads {@code WATCHBILL_GITHUB_URL}, {@code _TOKEN}.
   *
   * @return empty: there is no token
   */
  public static Optional<GitHubTracker> of(Environment environment, InstantSource clock) {
    var url = environment.value("WATCHBILL_GITHUB_URL").orElse("https://api.github.com/");
    return environment
        .value("WATCHBILL_GITHUB_TOKEN")
        .map(token -> new GitHubTracker(BaseAddress.of(url), token, clock));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Result<Optional<String>> find(String incident, TicketPlace place) {
    var path =
        "repos/%s/issues?labels=%s&state=all&sort=created&direction=desc&per_page=100"
            .formatted(place.project(), LABEL);
    return Result.of(
        calls.get(path),
        body -> {
          for (var issue : body) {
            if (Mark.isOn(issue.path("title").asText(), incident)) {
              return Optional.of(key(place, issue));
            }
          }
          return Optional.empty();
        });
  }

  private static String key(TicketPlace place, JsonNode issue) {
    return new IssueKey(place.project(), issue.path("number").asText()).toString();
  }

  @Override
  public Result<String> create(Ticket ticket, TicketPlace place) {
    var issue = JsonText.object();
    issue.put("title", Mark.on(ticket.title(), ticket.incident(), LONGEST_TITLE));
    issue.put("body", LiteralMarkdown.of(ticket.lines(), ticket.link()));
    var labels = issue.putArray("labels").add(LABEL);
    place.component().ifPresent(labels::add);
    place.type().ifPresent(type -> issue.put("type", type));
    ticket.account().ifPresent(account -> issue.putArray("assignees").add(account));
    var path = "repos/%s/issues".formatted(place.project());
    var answer = calls.post(path, issue);
    if (answer instanceof Answer.Not not && not.status() == 422 && spared(issue)) {
      // Somebody has left, or the organisation has no such type: the ticket matters more.
      answer = calls.post(path, issue);
    }
    return Result.of(answer, made -> key(place, made));
  }

  private static boolean spared(ObjectNode issue) {
    var had = issue.has("assignees") || issue.has("type");
    issue.remove(List.of("assignees", "type"));
    return had;
  }

  @Override
  public Result<String> comment(String key, String text) {
    var body = JsonText.object().put("body", LiteralMarkdown.of(List.of(text), Optional.empty()));
    return said.once(key, text, () -> at(key, issue -> calls.post(issue + "/comments", body)));
  }

  @Override
  public Result<String> assign(String key, String account) {
    var body = JsonText.object();
    body.putArray("assignees").add(account);
    return at(
        key,
        issue -> {
          var answer = calls.patch(issue, body);
          return answer instanceof Answer.Not not && not.status() == 422
              ? new Answer.Taken("{}")
              : answer;
        });
  }

  @Override
  public Result<String> finish(String key, TicketPlace place, String text) {
    var body = JsonText.object().put("state", "closed").put("state_reason", "completed");
    return comment(key, text) instanceof Result.Failed<String> failed
        ? failed
        : at(key, issue -> calls.patch(issue, body));
  }

  @Override
  public Result<List<Seen>> look(List<String> keys, Instant since) {
    return looks.byProject(keys, keys.size(), since, history::look);
  }

  @Override
  public Duration ahead() {
    return calls.exchange().ahead();
  }

  @Override
  public Result<String> now(String key) {
    return IssueKey.ask(key, LIKE, history::now);
  }

  @Override
  public Result<Optional<Deed>> closed(Seen ticket) {
    return IssueKey.ask(ticket.key(), LIKE, history::closed);
  }

  @Override
  public Result<Optional<Deed>> assigned(Seen ticket, String account) {
    return IssueKey.ask(ticket.key(), LIKE, key -> history.assigned(key, account));
  }

  private static Result<String> at(String key, Function<String, Answer> ask) {
    return IssueKey.ask(
        key,
        LIKE,
        it ->
            Result.of(
                ask.apply("repos/%s/issues/%s".formatted(it.project(), it.number())), body -> key));
  }
}
