package dev.watchbill.notifier.ticket;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.watchbill.notifier.web.BaseAddress;
import dev.watchbill.notifier.web.Exchange;
import dev.watchbill.notifier.web.JsonText;
import dev.watchbill.notifier.web.PlainWords;
import dev.watchbill.schemas.config.Environment;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * ServiceNow's incidents, over its Table API. A project is a table, usually {@code incident}; a
 * record is found by its {@code correlation_id}. People are named by their {@code sys_id}.
 *
 * @see <a
 *     href="https://www.servicenow.com/docs/bundle/zurich-api-reference/page/integrate/inbound-rest/concept/c_TableAPI.html">Table
 *     API</a>
 */
public final class ServiceNowTracker implements PolledTracker {
  /** As in {@code ticket} and {@code contacts}. */
  public static final String NAME = "servicenow";

  static final String LIKE = "a record such as incident#SYS_ID";
  private static final int LONGEST_TITLE = 160;
  private static final int AT_ONCE = 50;
  private static final String SEEN = "sys_id,state,assigned_to,sys_updated_on";
  private static final String RESOLVED = "6";
  private static final String CLOSE_CODE = "Solution provided";
  private static final List<String> CLOSED = List.of("6", "7", "8");

  private final TicketCalls calls;
  private final SaidLast said = new SaidLast();
  private final ServiceNowHistory history;
  private final Looks looks = new Looks(NAME);

  /**
   * @param url of the instance, ends with a slash
   * @param user our own name there, where it is known
   */
  ServiceNowTracker(URI url, Optional<String> user, String authorization, InstantSource clock) {
    calls =
        new TicketCalls(
            new Exchange(NAME, "WATCHBILL_SERVICENOW_TOKEN", clock),
            url,
            "Authorization",
            authorization);
    history = new ServiceNowHistory(calls, user);
  }

  /**
   * Reads {@code WATCHBILL_SERVICENOW_URL}, {@code _USER}, {@code _TOKEN}: with a user the token is
   * their password, without one it is an OAuth token.
   *
   * @return empty: address or token isn't set
   */
  public static Optional<ServiceNowTracker> of(Environment environment, InstantSource clock) {
    var user = environment.value("WATCHBILL_SERVICENOW_USER");
    return environment
        .value("WATCHBILL_SERVICENOW_URL")
        .flatMap(url ->
            environment
                .value("WATCHBILL_SERVICENOW_TOKEN")
                .map(token ->
                    new ServiceNowTracker(
                        BaseAddress.of(url), user, authorization(user, token), clock)));
  }

  private static String authorization(Optional<String> user, String token) {
    return user.map(name -> (name + ":" + token).getBytes(StandardCharsets.UTF_8))
        .map(login -> "Basic " + Base64.getEncoder().encodeToString(login))
        .orElse("Bearer " + token);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Result<Optional<String>> find(String incident, TicketPlace place) {
    return Result.of(
        calls.get(query(place.project(), "correlation_id=" + correlation(incident), "sys_id", 1)),
        body ->
            Optional.of(body.at("/result/0/sys_id").asText(""))
                .filter(id -> !id.isEmpty())
                .map(id -> new IssueKey(place.project(), id).toString()));
  }

  static String query(String table, String query, String fields, int most) {
    return "%s?sysparm_query=%s&sysparm_fields=%s&sysparm_exclude_reference_link=true&sysparm_limit=%d"
        .formatted(table(table), encoded(query), fields, most);
  }

  /** The column takes a hundred characters. */
  private static String correlation(String incident) {
    return incident.length() <= 100 ? incident : incident.substring(incident.length() - 100);
  }

  @Override
  public Result<String> create(Ticket ticket, TicketPlace place) {
    var grade = Integer.toString(Math.min(3, ticket.priority()));
    var record =
        JsonText.object()
            .put("short_description", PlainWords.line(literal(ticket.title()), LONGEST_TITLE))
            .put("description", literal(String.join("\n\n", ticket.lines())))
            .put("urgency", grade)
            .put("impact", grade)
            .put("correlation_id", correlation(ticket.incident()))
            .put("correlation_display", "Watchbill");
    ticket.link().ifPresent(link -> record.put("work_notes", link));
    place.type().ifPresent(type -> record.put("category", type));
    place.component().ifPresent(component -> record.put("cmdb_ci", component));
    ticket.account().ifPresent(account -> record.put("assigned_to", account));
    return Result.of(
        calls.post(table(place.project()), record),
        body -> new IssueKey(place.project(), body.at("/result/sys_id").asText()).toString());
  }

  @Override
  public Result<String> comment(String key, String text) {
    var notes = JsonText.object().put("work_notes", literal(text));
    return said.once(key, text, () -> change(key, notes));
  }

  @Override
  public Result<String> assign(String key, String account) {
    return change(key, JsonText.object().put("assigned_to", account));
  }

  @Override
  public Result<String> finish(String key, TicketPlace place, String text) {
    return change(
        key,
        JsonText.object()
            .put("state", RESOLVED)
            .put("close_code", place.resolved().orElse(CLOSE_CODE))
            .put("close_notes", literal(text)));
  }

  @Override
  public Result<List<Seen>> look(List<String> keys, Instant since) {
    return looks.byProject(
        keys,
        AT_ONCE,
        since,
        (table, ids, _) ->
            Result.of(
                calls.get(query(table, "sys_idIN" + String.join(",", ids), SEEN, ids.size())),
                body -> seen(table, body.path("result"))));
  }

  private static List<Seen> seen(String table, JsonNode records) {
    var seen = new ArrayList<Seen>();
    for (var record : records) {
      seen.add(
          new Seen(
              new IssueKey(table, record.path("sys_id").asText()).toString(),
              CLOSED.contains(record.path("state").asText()),
              record.path("assigned_to").asText(""),
              record.path("sys_updated_on").asText("")));
    }
    return seen;
  }

  @Override
  public boolean believesStrangers() {
    return history.knowsUs();
  }

  @Override
  public Duration ahead() {
    return calls.exchange().ahead();
  }

  @Override
  public Result<Optional<Deed>> closed(Seen ticket) {
    return history.closed(ticket.key());
  }

  @Override
  public Result<Optional<Deed>> assigned(Seen ticket, String account) {
    return history.assigned(ticket.key());
  }

  private Result<String> change(String key, ObjectNode record) {
    return IssueKey.ask(key, LIKE, it -> Result.of(calls.patch(path(it), record), body -> key));
  }

  /** Journals take what stands between these for HTML. */
  private static String literal(String text) {
    return text.replaceAll("(?i)\\[(/?)code\\]", "($1code)");
  }

  static String path(IssueKey key) {
    return table(key.project()) + "/" + encoded(key.number());
  }

  private static String table(String name) {
    return "api/now/table/" + encoded(name);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
