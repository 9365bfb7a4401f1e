package dev.watchbill.ingest.opsgenie;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.core.JsonToken;
import dev.watchbill.ingest.IntegrationSettings;
import dev.watchbill.ingest.PlainText;
import dev.watchbill.ingest.Reading;
import dev.watchbill.ingest.SourceAlert;
import dev.watchbill.ingest.SourceAlert.Stated;
import dev.watchbill.ingest.SourceFormat;
import dev.watchbill.ingest.json.JsonBody;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request of Opsgenie's Alert API.
 *
 * <p>What closes an alert carries its identifier only, so that nothing in a body may name the
 * service: all alerts of an integration belong to its {@code service}, or to one named like the
 * integration.
 *
 * @see <a href="https://docs.opsgenie.com/docs/alert-api">Alert API</a>
 */
public final class AlertFormat implements SourceFormat {
  private static final String TAGS = "tags";

  private final Action action;
  private final String key;
  private final Payload query;

  private AlertFormat(Action action, String key, Payload query) {
    this.action = action;
    this.key = key;
    this.query = query;
  }

  /**
   * What creates an alert.
   *
   * @param key of an alert that has no alias
   */
  public static AlertFormat create(String key) {
    return new AlertFormat(Action.CREATE, key, Payload.of("", "", "", ""));
  }

  /** What is done to the alert with a key. */
  public static AlertFormat act(Action action, String key) {
    return new AlertFormat(action, key, Payload.of("", "", "", ""));
  }

  /**
   * What is done without a body; where there is one all the same, what it says holds.
   *
   * @param removed names of what is taken away, separated by commas
   */
  public static AlertFormat act(
      Action action, String key, String user, String note, String source, String removed) {
    return new AlertFormat(action, key, Payload.of(user, note, source, removed));
  }

  @Override
  public IntegrationSettings fit(IntegrationSettings settings) {
    return settings.withOneService();
  }

  @Override
  public Reading read(byte[] body, Instant receivedAt) {
    if (isBlank(body) && action != Action.CREATE) {
      return check(query, ByteBuffer.wrap(body));
    }
    return JsonBody.read(
        body, JsonToken.START_OBJECT, json -> check(Payload.read(json).over(query), json.whole()));
  }

  private static boolean isBlank(byte[] body) {
    for (var b : body) {
      if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
        return false;
      }
    }
    return true;
  }

  private Reading check(Payload payload, ByteBuffer raw) {
    return payload
        .problem()
        .or(() -> missing(payload))
        .<Reading>map(Reading.Unreadable::new)
        .orElseGet(() -> new Reading.Read(List.of(alert(payload, raw)), List.of(), 0));
  }

  private Optional<String> missing(Payload payload) {
    return switch (action) {
      case CREATE, MESSAGE -> needed("message", payload.message());
      case DESCRIPTION -> needed("description", payload.description());
      case PRIORITY ->
          payload.priority().matches("P[1-5]")
              ? Optional.empty()
              : Optional.of(
                  "priority: expected P1, P2, P3, P4 or P5, but got "
                      + PlainText.quoted(payload.priority()));
      case NOTES -> needed("note", payload.note());
      case ASSIGN -> needed("owner", payload.owner());
      case SNOOZE ->
          payload.endTime() == null
              ? Optional.of("endTime: expected a time such as 2026-01-05T09:00:00Z, but got none")
              : Optional.empty();
      case TAGS -> needed("tags", String.join("", payload.tags()));
      case REMOVE_TAGS -> needed("tags", String.join("", removedTags(payload)));
      case DETAILS -> needed("details", String.join("", payload.details().keySet()));
      case REMOVE_DETAILS -> needed("keys", String.join("", payload.removed()));
      case CLOSE, DELETE, ACKNOWLEDGE, UNACKNOWLEDGE, ESCALATE, RESPONDERS, TEAMS ->
          Optional.empty();
    };
  }

  private static Optional<String> needed(String field, String text) {
    return text.isBlank()
        ? Optional.of(field + ": expected a text, but got nothing")
        : Optional.empty();
  }

  private SourceAlert alert(Payload payload, ByteBuffer raw) {
    return new SourceAlert(
        action.status(),
        action == Action.CREATE && !payload.alias().isBlank() ? payload.alias().strip() : key,
        null,
        labels(payload),
        Map.of(),
        null,
        action == Action.SNOOZE ? payload.endTime() : null,
        List.of(),
        note(payload),
        raw,
        new Stated(
            null,
            emptyToNull(payload.priority()),
            emptyToNull(payload.message()),
            emptyToNull(payload.description()),
            emptyToNull(payload.user()),
            removed(payload)));
  }

  private Map<String, String> removed(Payload payload) {
    return switch (action) {
      case REMOVE_TAGS -> Map.of(TAGS, String.join(", ", removedTags(payload)));
      case REMOVE_DETAILS ->
          payload.removed().stream().distinct().collect(toMap(name -> name, _ -> ""));
      default -> Map.of();
    };
  }

  private static List<String> removedTags(Payload payload) {
    return payload.tags().isEmpty() ? payload.removed() : payload.tags();
  }

  private static String note(Payload payload) {
    return payload.responder().isEmpty()
        ? payload.note()
        : (payload.note() + "\nAsked for: " + payload.responder()).strip();
  }

  private Map<String, String> labels(Payload payload) {
    var isRemoval = action == Action.REMOVE_TAGS || action == Action.REMOVE_DETAILS;
    var labels = new LinkedHashMap<>(isRemoval ? Map.of() : payload.details());
    put(labels, "entity", payload.entity());
    put(labels, "source", payload.source());
    put(labels, TAGS, isRemoval ? "" : String.join(", ", payload.tags()));
    put(labels, "owner", payload.owner());
    return labels;
  }

  private static void put(Map<String, String> labels, String name, String value) {
    if (!value.isBlank()) {
      labels.put(name, value);
    }
  }

  private static @Nullable String emptyToNull(String text) {
    return text.isBlank() ? null : text;
  }
}
