package dev.watchbill.notifier.ticket;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchbill.notifier.delivery.Delivery;
import dev.watchbill.notifier.web.BaseAddress;
import dev.watchbill.notifier.web.Exchange;
import dev.watchbill.notifier.web.Exchange.Answer;
import dev.watchbill.notifier.web.JsonText;
import dev.watchbill.notifier.web.LiteralMarkdown;
import dev.watchbill.schemas.config.Environment;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * GitLab issues. A project is its path (GROUP/PROJECT) or number; an issue is found by its
 * incident's id at the end of its title.
 *
 * @see <a href="https://docs.gitlab.com/api/issues/">issues</a>
 */
public final class GitLabTracker implements PolledTracker {
  /** As in {@code ticket} and {@code contacts}. */
  public static final String NAME = "gitlab";

  static final String LABEL = "watchbill";
  private static final String LIKE = "an issue such as GROUP/PROJECT#1";
  private static final int AT_ONCE = 50;
  private static final int LONGEST_TITLE = 255;
  private static final Set<String> TYPES = Set.of("issue", "incident", "task");

  private final TicketCalls calls;
  private final SaidLast said = new SaidLast();
  private final GitLabHistory history;
  private final Looks looks = new Looks(NAME);

  /**
   * @param url of the API, ends with a slash
   */
  GitLabTracker(URI url, String token, InstantSource clock) {
    calls =
        new TicketCalls(
            new Exchange(NAME, "WATCHBILL_GITLAB_TOKEN", clock), url, "PRIVATE-TOKEN", token, true);
    history = new GitLabHistory(calls);
  }

  /**
   * Reads {@code WATCHBILL_GITLAB_URL}, {@code _TOKEN}.
   *
   * @return empty: there is no token
   */
  public static Optional<GitLabTracker> of(Environment environment, InstantSource clock) {
    var url = environment.value("WATCHBILL_GITLAB_URL").orElse("https://gitlab.com/");
    return environment
        .value("WATCHBILL_GITLAB_TOKEN")
        .map(token -> new GitLabTracker(BaseAddress.of(url).resolve("api/v4/"), token, clock));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Result<Optional<String>> find(String incident, TicketPlace place) {
    var path =
        "%s?labels=%s&in=title&search=%s&per_page=100"
            .formatted(issues(place.project()), LABEL, encoded(Mark.of(incident)));
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

  /** GitLab reads mentions and references in titles, too. */
  private static String plain(String title) {
    return title.replaceAll("([@#!~%&$])(?=\\w)", "$1\u200B");
  }

  private static String key(TicketPlace place, JsonNode issue) {
    return new IssueKey(place.project(), issue.path("iid").asText()).toString();
  }

  @Override
  public Result<String> create(Ticket ticket, TicketPlace place) {
    var issue = JsonText.object();
    issue.put("title", Mark.on(plain(ticket.title()), ticket.incident(), LONGEST_TITLE));
    issue.put("description", LiteralMarkdown.of(ticket.lines(), ticket.link()));
    var labels = issue.putArray("labels").add(LABEL);
    place.component().ifPresent(labels::add);
    place
        .type()
        .map(type -> type.toLowerCase(Locale.ROOT))
        .filter(TYPES::contains)
        .ifPresent(type -> issue.put("issue_type", type));
    ticket
        .account()
        .flatMap(GitLabTracker::number)
        .ifPresent(id -> issue.putArray("assignee_ids").add(id));
    return Result.of(calls.post(issues(place.project()), issue), made -> key(place, made));
  }

  @Override
  public Result<String> comment(String key, String text) {
    var body = JsonText.object().put("body", LiteralMarkdown.of(List.of(text), Optional.empty()));
    return said.once(key, text, () -> at(key, issue -> calls.post(issue + "/notes", body)));
  }

  @Override
  public Result<String> assign(String key, String account) {
    var id = number(account);
    if (id.isEmpty()) {
      return new Result.Failed<>(
          Delivery.refused("Expected a number as GitLab account, but got " + account));
    }
    var body = JsonText.object();
    body.putArray("assignee_ids").add(id.get());
    return at(key, issue -> calls.put(issue, body));
  }

  @Override
  public Result<String> finish(String key, TicketPlace place, String text) {
    var body = JsonText.object().put("state_event", "close");
    return comment(key, text) instanceof Result.Failed<String> failed
        ? failed
        : at(key, issue -> calls.put(issue, body));
  }

  static String issues(String project) {
    return "projects/%s/issues".formatted(encoded(project));
  }

  @Override
  public Result<List<Seen>> look(List<String> keys, Instant since) {
    return looks.byProject(
        keys, AT_ONCE, since, (project, numbers, _) -> history.look(project, numbers));
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
  public Result<Boolean> hasMoved(String key) {
    return IssueKey.ask(key, LIKE, history::hasMoved);
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
        it -> Result.of(ask.apply(issues(it.project()) + "/" + it.number()), body -> key));
  }

  private static Optional<Integer> number(String text) {
    return text.matches("\\d{1,9}") ? Optional.of(Integer.parseInt(text)) : Optional.empty();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
