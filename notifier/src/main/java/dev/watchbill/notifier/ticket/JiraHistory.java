package dev.watchbill.notifier.ticket;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchbill.notifier.ticket.PolledTracker.Deed;
import dev.watchbill.notifier.ticket.PolledTracker.Seen;
import dev.watchbill.notifier.ticket.Tracker.Result;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Jira's issues as they are, and who made them so and when, as their changelogs have it. */
final class JiraHistory {
  private static final String OURS = "labels = \"watchbill\" ORDER BY updated DESC";

  private final TicketCalls calls;
  private final String api;
  private final String search;
  private final OwnAccount own;

  /**
   * @param api path of the API, ends with a slash
   * @param search path in it
   */
  JiraHistory(TicketCalls calls, String api, String search) {
    this.calls = calls;
    this.api = api;
    this.search = search;
    own = new OwnAccount(calls, api + "myself", JiraTracker::account);
  }

  /** Those of ours that were touched last: of others there is no news. */
  Result<List<Seen>> look() {
    var path =
        "%s?jql=%s&maxResults=100&fields=status,assignee,updated"
            .formatted(search, URLEncoder.encode(OURS, StandardCharsets.UTF_8));
    return Result.of(
        calls.get(api + path),
        body ->
            StreamSupport.stream(body.path("issues").spliterator(), false)
                .map(JiraHistory::seen)
                .collect(Collectors.toList()));
  }

  private static Seen seen(JsonNode issue) {
    var fields = issue.path("fields");
    return new Seen(
        issue.path("key").asText(),
        fields.at("/status/statusCategory/key").asText().equals("done"),
        JiraTracker.account(fields.path("assignee")),
        fields.path("updated").asText());
  }

  /** The last change of a field. */
  Result<Optional<Deed>> last(String key, String field) {
    var path =
        "%sissue/%s?fields=updated&expand=changelog"
            .formatted(api, URLEncoder.encode(key, StandardCharsets.UTF_8));
    return own.askIfTold()
        .then(ours ->
            Result.of(
                calls.get(path),
                body ->
                    StreamSupport.stream(body.at("/changelog/histories").spliterator(), false)
                        .filter(change -> isAbout(change, field))
                        .flatMap(change -> deed(change, ours).stream())
                        .max(Comparator.comparing(Deed::at))));
  }

  private static boolean isAbout(JsonNode change, String field) {
    return StreamSupport.stream(change.path("items").spliterator(), false)
        .anyMatch(item -> item.path("field").asText().equals(field));
  }

  private static Optional<Deed> deed(JsonNode change, String ours) {
    return Deed.of(
        JiraTracker.account(change.path("author")),
        ours,
        // Java wants a colon there.
        change.path("created").asText().replaceFirst("([+-]\\d{2})(\\d{2})$", "$1:$2"),
        change.path("id").asText());
  }
}
