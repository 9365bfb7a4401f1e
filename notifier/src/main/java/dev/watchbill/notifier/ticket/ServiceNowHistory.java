package dev.watchbill.notifier.ticket;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchbill.notifier.ticket.PolledTracker.Deed;
import dev.watchbill.notifier.ticket.Tracker.Result;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What ServiceNow's records say of how they came to be as they are. There is no journal that an
 * account of ours may surely read: who resolved a record, and when, stands in it; of everything
 * else only who changed it last.
 */
final class ServiceNowHistory {
  private static final String FIELDS =
      "resolved_at,resolved_by,closed_at,closed_by,sys_updated_on,sys_updated_by,sys_mod_count";
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  private final TicketCalls calls;

  /** Our sys_id, a space, our name. */
  private final OwnAccount own;

  /**
   * @param user our own name there; empty: whoever the token belongs to
   */
  ServiceNowHistory(TicketCalls calls, Optional<String> user) {
    this.calls = calls;
    var self =
        ServiceNowTracker.query(
            "sys_user",
            user.map("user_name="::concat).orElse("sys_id=javascript:gs.getUserID()"),
            "sys_id,user_name",
            2);
    own = new OwnAccount(calls, self, ServiceNowHistory::only);
  }

  /** A query that ServiceNow doesn't understand finds everybody. */
  private static String only(JsonNode body) {
    var found = body.path("result");
    var id = found.at("/0/sys_id").asText("");
    var name = found.at("/0/user_name").asText("");
    return found.size() != 1 || id.isEmpty() || name.isEmpty() ? "" : id + " " + name;
  }

  /** Whether what strangers do can be told from what we did. */
  boolean knowsUs() {
    return own.isKnown();
  }

  /** Empty: the record doesn't say who did it. */
  Result<Optional<Deed>> closed(String key) {
    return own.askIfTold()
        .then(ours ->
            read(
                key,
                record ->
                    // What is resolved is closed days later, by nobody.
                    Stream.of("resolved", "closed")
                        .filter(word -> !record.path(word + "_at").asText("").isEmpty())
                        .findFirst()
                        .flatMap(word -> deed(record, word, ours.split(" ", 2)[0]))));
  }

  private static Optional<Deed> deed(JsonNode record, String word, String ours) {
    var account = record.path(word + "_by").asText("");
    var text = record.path(word + "_at").asText("");
    try {
      return account.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new Deed(
                  account,
                  account.equals(ours),
                  LocalDateTime.parse(text, TIME).toInstant(ZoneOffset.UTC),
                  text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /**
   * Nobody knows when, so that it counts only where it was seen; empty: it can't be told from what
   * we did, or nobody has changed the record.
   */
  Result<Optional<Deed>> assigned(String key) {
    return own.askIfTold()
        .then(ours ->
            read(
                key,
                record -> {
                  var by = record.path("sys_updated_by").asText("");
                  return ours.isEmpty()
                          || by.isEmpty()
                          || record.path("sys_mod_count").asText("").equals("0")
                      ? Optional.empty()
                      : Optional.of(
                          new Deed(
                              "",
                              by.equalsIgnoreCase(ours.split(" ", 2)[1]),
                              Instant.EPOCH,
                              record.path("sys_updated_on").asText("")));
                }));
  }

  private Result<Optional<Deed>> read(String key, Function<JsonNode, Optional<Deed>> value) {
    return IssueKey.ask(
        key,
        ServiceNowTracker.LIKE,
        it ->
            Result.of(
                calls.get(
                    "%s?sysparm_fields=%s&sysparm_exclude_reference_link=true"
                        .formatted(ServiceNowTracker.path(it), FIELDS)),
                body -> value.apply(body.path("result"))));
  }
}
