package dev.watchbill.notifier.ticket;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchbill.notifier.ticket.PolledTracker.Deed;
import dev.watchbill.notifier.ticket.Tracker.Result;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * Who did what to Redmine's issues, and when, as their journals have it.
 *
 * @see <a href="https://www.redmine.org/projects/redmine/wiki/Rest_IssueJournals">journals</a>
 */
final class RedmineHistory {
  private final TicketCalls calls;
  private final OwnAccount own;

  RedmineHistory(TicketCalls calls) {
    this.calls = calls;
    own = new OwnAccount(calls, "users/current.json", body -> body.at("/user/id").asText());
  }

  /**
   * The last change of a field; empty: it is as it was made.
   *
   * @param field as journals name it
   */
  Result<Optional<Deed>> last(String key, String field) {
    return own.ask()
        .then(ours ->
            Result.of(
                calls.get("issues/%s.json?include=journals".formatted(key)),
                body ->
                    StreamSupport.stream(body.at("/issue/journals").spliterator(), false)
                        .filter(journal -> changes(journal, field))
                        .reduce((earlier, later) -> later)
                        .flatMap(journal -> deed(journal, ours))));
  }

  private static boolean changes(JsonNode journal, String field) {
    return StreamSupport.stream(journal.path("details").spliterator(), false)
        .anyMatch(detail ->
            detail.path("property").asText().equals("attr")
                && detail.path("name").asText().equals(field));
  }

  private static Optional<Deed> deed(JsonNode journal, String ours) {
    return Deed.of(
        journal.at("/user/id").asText(""),
        ours,
        journal.path("created_on").asText(),
        journal.path("id").asText());
  }
}
