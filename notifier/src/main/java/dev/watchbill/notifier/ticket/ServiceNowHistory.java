package dev.watchbill.notifier.ticket;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchbill.notifier.ticket.PolledTracker.Deed;
import dev.watchbill.notifier.ticket.Tracker.Result;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What ServiceNow's records say of how they came to be as they are. There is no journal that an
 * account of ours may surely read: who resolved a record, and when, stands in it; of everything
 * else only when it was changed last, and by whom.
 */
final class ServiceNowHistory {
  private static final String FIELDS =
      "resolved_at,resolved_by,closed_at,closed_by,sys_updated_on,sys_updated_by,sys_mod_count";
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  private final TicketCalls calls;
  private final Optional<String> user;

  /**
   * @param user our own name there; empty: not known
   */
  ServiceNowHistory(TicketCalls calls, Optional<String> user) {
    this.calls = calls;
    this.user = user;
  }

  Result<Optional<Deed>> closed(String key) {
    return read(
        key,
        record ->
            Stream.of("resolved", "closed")
                .flatMap(word ->
                    deed(record, word + "_at", record.path(word + "_by").asText("")).stream())
                .findFirst()
                .or(() -> deed(record, "sys_updated_on", "")));
  }

  /** Empty: the last change was ours, or there was none, so that nobody knows when it was given. */
  Result<Optional<Deed>> assigned(String key) {
    return read(
        key,
        record ->
            isOurs(record) || record.path("sys_mod_count").asText("").equals("0")
                ? Optional.empty()
                : deed(record, "sys_updated_on", ""));
  }

  private Result<Optional<Deed>> read(String key, Function<JsonNode, Optional<Deed>> value) {
    return IssueKey.of(key)
        .map(it ->
            calls.get(
                "%s?sysparm_fields=%s&sysparm_exclude_reference_link=true"
                    .formatted(ServiceNowTracker.path(it), FIELDS)))
        .map(answer -> Result.of(answer, body -> value.apply(body.path("result"))))
        .orElseGet(() -> ServiceNowTracker.unknown(key));
  }

  private Optional<Deed> deed(JsonNode record, String field, String account) {
    var text = record.path(field).asText("");
    try {
      return text.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new Deed(
                  account,
                  isOurs(record) && text.equals(record.path("sys_updated_on").asText("")),
                  LocalDateTime.parse(text, TIME).toInstant(ZoneOffset.UTC),
                  text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private boolean isOurs(JsonNode record) {
    return user.filter(record.path("sys_updated_by").asText("")::equals).isPresent();
  }
}
