package dev.watchbill.notifier.ticket;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.watchbill.notifier.web.Exchange;
import dev.watchbill.notifier.web.Exchange.Answer;
import dev.watchbill.notifier.web.JsonText;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Jira Cloud (REST v3, text as Atlassian Document Format) and Data Center (REST v2, plain text).
 *
 * @see <a href="https://developer.atlassian.com/cloud/jira/platform/rest/v3/">REST v3</a>
 */
public final class JiraTracker implements PolledTracker {
  /** As in {@code ticket} and {@code contacts}. */
  public static final String NAME = "jira";

  static final String LABEL = "watchbill-";
  private static final List<String> PRIORITIES = List.of("Highest", "High", "Medium", "Low");
  private static final List<String> OPTIONAL = List.of("assignee", "priority", "components");

  private final JiraSettings settings;
  private final TicketCalls calls;
  private final SaidLast said = new SaidLast();
  private final String api;
  private final String search;
  private final JiraHistory history;
  private final Looks looks = new Looks(NAME);

  public JiraTracker(JiraSettings settings, InstantSource clock) {
    this.settings = settings;
    api = settings.isCloud() ? "rest/api/3/" : "rest/api/2/";
    calls =
        new TicketCalls(
            new Exchange("jira", "WATCHBILL_JIRA_TOKEN", clock),
            settings.url(),
            "Authorization",
            settings.authorization());
    search = settings.isCloud() ? "search/jql" : "search";
    history = new JiraHistory(calls, api, search);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Result<Optional<String>> find(String incident, TicketPlace place) {
    var query = "labels = \"%s%s\" ORDER BY created ASC".formatted(LABEL, incident);
    var path =
        "%s%s?jql=%s&maxResults=1&fields=summary"
            .formatted(api, search, URLEncoder.encode(query, StandardCharsets.UTF_8));
    return Result.of(
        calls.get(path),
        body -> Optional.of(body.at("/issues/0/key").asText("")).filter(key -> !key.isEmpty()));
  }

  @Override
  public Result<String> create(Ticket ticket, TicketPlace place) {
    var fields = fields(ticket, place);
    var answer = create(fields);
    if (answer instanceof Answer.Not not && not.status() == 400 && spared(fields, not.body())) {
      // Somebody has left, or the project has no such component: the ticket matters more.
      answer = create(fields);
    }
    var made = Result.of(answer, body -> body.path("key").asText(""));
    if (made instanceof Result.Ok<String> key) {
      ticket.link().ifPresent(link -> link(key.value(), link, ticket));
    }
    return made;
  }

  private Answer create(ObjectNode fields) {
    var body = JsonText.object();
    body.set("fields", fields);
    return calls.post(api + "issue", body);
  }

  private ObjectNode fields(Ticket ticket, TicketPlace place) {
    var fields = JsonText.object();
    fields.putObject("project").put("key", place.project());
    fields.putObject("issuetype").put("name", place.type().orElse("Task"));
    fields.put("summary", ticket.title());
    fields.set("description", text(ticket.lines(), ticket.link()));
    fields.putArray("labels").add("watchbill").add(LABEL + ticket.incident());
    fields.putObject("priority").put("name", PRIORITIES.get(ticket.priority() - 1));
    place
        .component()
        .ifPresent(component -> fields.putArray("components").addObject().put("name", component));
    ticket.account().ifPresent(account -> fields.set("assignee", user(account)));
    return fields;
  }

  /** Leaves out what Jira objects to, where a ticket can do without it; whether it did. */
  private static boolean spared(ObjectNode fields, String body) {
    var errors = JsonText.read(body).path("errors");
    var left = OPTIONAL.stream().filter(errors::has).filter(fields::has).toList();
    left.forEach(fields::remove);
    return !left.isEmpty();
  }

  /** Back to the incident. A ticket without it is still one: what comes of it isn't waited for. */
  private void link(String key, String address, Ticket ticket) {
    var body = JsonText.object();
    body.put("globalId", "watchbill=" + ticket.incident());
    body.putObject("object")
        .put("url", address)
        .put("title", "Watchbill incident " + ticket.incident());
    var _ = calls.post(issue(key) + "/remotelink", body);
  }

  @Override
  public Result<String> comment(String key, String text) {
    var body = JsonText.object();
    body.set("body", text(List.of(text), Optional.empty()));
    return said.once(
        key, text, () -> Result.of(calls.post(issue(key) + "/comment", body), answer -> key));
  }

  @Override
  public Result<String> assign(String key, String account) {
    var body = JsonText.object();
    body.putObject("fields").set("assignee", user(account));
    return switch (calls.put(issue(key), body)) {
      case Answer.Taken taken -> new Result.Ok<>(key);
      case Answer.Not not when not.status() == 400 ->
          comment(key, "Watchbill could not assign it: Jira knows no such assignable account.");
      case Answer.Not not -> new Result.Failed<>(not.delivery());
    };
  }

  @Override
  public Result<String> finish(String key, TicketPlace place, String text) {
    return Result.of(calls.get(issue(key) + "/transitions"), body -> ending(body, place))
        .then(ending ->
            comment(key, text)
                .then(_ ->
                    ending.isPresent()
                        ? transition(key, ending.get())
                        : finished(key, place.resolved())));
  }

  /** Without a transition to the end it is there already, or somebody has to know. */
  private Result<String> finished(String key, Optional<String> resolved) {
    return Result.of(calls.get(issue(key) + "?fields=status"), body -> body.at("/fields/status"))
        .then(status ->
            isEnd(status, resolved)
                ? new Result.Ok<>(key)
                : Result.refused(
                    "Jira's workflow has no transition from \"%s\" to %s; the ticket %s stays open"
                        .formatted(
                            status.path("name").asText(""),
                            resolved.map(name -> "\"" + name + "\"").orElse("done"),
                            key)));
  }

  private static boolean isEnd(JsonNode status, Optional<String> resolved) {
    return status.at("/statusCategory/key").asText().equals("done")
        || resolved.filter(name -> name.equalsIgnoreCase(status.path("name").asText())).isPresent();
  }

  /** The transition to the status that the roster names, or to any that means done. */
  private static Optional<String> ending(JsonNode body, TicketPlace place) {
    for (var transition : body.path("transitions")) {
      var to = transition.path("to");
      var matches =
          place
              .resolved()
              .map(name ->
                  name.equalsIgnoreCase(to.path("name").asText())
                      || name.equalsIgnoreCase(transition.path("name").asText()))
              .orElseGet(() -> to.at("/statusCategory/key").asText().equals("done"));
      if (matches) {
        return Optional.of(transition.path("id").asText());
      }
    }
    return Optional.empty();
  }

  private Result<String> transition(String key, String id) {
    var body = JsonText.object();
    body.putObject("transition").put("id", id);
    return Result.of(calls.post(issue(key) + "/transitions", body), answer -> key);
  }

  @Override
  public Result<List<Seen>> look(List<String> keys, Instant since) {
    return looks.at(keys, keys.size(), since, (_, some, from) -> history.look(some, from));
  }

  @Override
  public Duration ahead() {
    return calls.exchange().ahead();
  }

  /**
   * Jira answers by its new key who asks for an issue by the one that it had before it was moved.
   */
  @Override
  public Result<String> now(String key) {
    return Result.of(
        calls.get(issue(key) + "?fields=updated"), body -> body.path("key").asText(key));
  }

  @Override
  public Result<Optional<Deed>> closed(Seen ticket) {
    return history.last(ticket.key(), "status");
  }

  @Override
  public Result<Optional<Deed>> assigned(Seen ticket, String account) {
    return history.last(ticket.key(), "assignee");
  }

  private String issue(String key) {
    return api + "issue/" + URLEncoder.encode(key, StandardCharsets.UTF_8);
  }

  /** Cloud names people by {@code accountId}, Data Center by {@code name}. */
  static String account(JsonNode user) {
    return user.path("accountId").asText(user.path("name").asText(""));
  }

  private ObjectNode user(String account) {
    return JsonText.object().put(settings.isCloud() ? "accountId" : "name", account);
  }

  private JsonNode text(List<String> lines, Optional<String> link) {
    return settings.isCloud()
        ? AtlassianText.of(lines, link)
        : JsonText.tree(AtlassianText.wiki(lines, link));
  }
}
