package dev.watchbill.notifier.ticket;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchbill.notifier.ticket.PolledTracker.Deed;
import dev.watchbill.notifier.ticket.PolledTracker.Seen;
import dev.watchbill.notifier.ticket.Tracker.Result;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Jira's issues as they are, and who made them so and when, as their changelogs have it. */
final class JiraHistory {
  private static final String OURS = "labels = \"watchbill\" ORDER BY updated DESC";

  private static final int PAGE = 100;

  private final TicketCalls calls;
  private final String api;
  private final String search;
  private final OwnAccount own;
  private final MovedTickets moved;

  /**
   * @param api path of the API, ends with a slash
   * @param search path in it
   */
  JiraHistory(TicketCalls calls, String api, String search) {
    this.calls = calls;
    this.api = api;
    this.search = search;
    own = new OwnAccount(calls, api + "myself", JiraTracker::account);
    moved = new MovedTickets(this::issue);
  }

  /** These, as far as they were touched since then. */
  Result<List<Seen>> look(List<String> keys, Instant since) {
    var path =
        "%s%s?jql=%s&maxResults=%d&fields=status,assignee,updated"
            .formatted(api, search, encoded(OURS), PAGE);
    return TouchedLast.of(
            keys, next -> Result.of(calls.get(path + next), body -> page(body, since)))
        .then(seen -> moved.with(keys, seen, since));
  }

  /** Under the key that it has now. */
  private Result<Seen> issue(String key) {
    return Result.of(
        calls.get("%sissue/%s?fields=status,assignee,updated".formatted(api, encoded(key))),
        JiraHistory::seen);
  }

  private static TouchedLast.Page page(JsonNode body, Instant since) {
    var seen =
        StreamSupport.stream(body.path("issues").spliterator(), false)
            .map(JiraHistory::seen)
            .toList();
    return new TouchedLast.Page(
        seen,
        next(body, seen.size())
            .filter(_ -> seen.stream().noneMatch(issue -> isBefore(issue.changed(), since))));
  }

  /** Cloud gives a token for the next page, Data Center counts issues. */
  private static Optional<String> next(JsonNode body, int size) {
    var end = body.path("startAt").asInt() + size;
    return body.hasNonNull("nextPageToken")
        ? Optional.of("&nextPageToken=" + encoded(body.path("nextPageToken").asText()))
        : Optional.of("&startAt=" + end).filter(_ -> size > 0 && end < body.path("total").asInt());
  }

  private static boolean isBefore(String updated, Instant since) {
    return time(updated).filter(at -> at.isBefore(since)).isPresent();
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
    var path = "%sissue/%s?fields=updated&expand=changelog".formatted(api, encoded(key));
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
        withColon(change.path("created").asText()),
        change.path("id").asText());
  }

  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(withColon(text)).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Java wants one in an offset. */
  private static String withColon(String time) {
    return time.replaceFirst("([+-]\\d{2})(\\d{2})$", "$1:$2");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
