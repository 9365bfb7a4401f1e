package dev.watchbill.launcher.simulate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.watchbill.schemas.Alert;
import dev.watchbill.schemas.Receipt;
import dev.watchbill.schemas.Response;
import dev.watchbill.schemas.Silence;
import dev.watchbill.schemas.silence.Silences;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One line of an event file. */
final class LineReader {
  private static final List<String> KINDS =
      List.of("alert", "response", "receipt", "silence", "roster");
  private static final Set<String> OF_TAIL = Set.of("at", "partition", "offset", "key", "value");
  private static final Set<String> SEVERITIES = Set.of("critical", "error", "warning", "info");
  private static final Set<String> STATUSES =
      Set.of(
          "firing",
          "resolved",
          "acknowledged",
          "unacknowledged",
          "snoozed",
          "noted",
          "escalated",
          "reassigned",
          "updated",
          "change");

  /** What says all there is to say; others refer to an alert that was sent before. */
  private static final Set<String> STANDS_ALONE = Set.of("firing", "change");

  private static final String PAGE = "page";
  private static final Set<String> OUTCOMES =
      Set.of("accepted", "delivered", "seen", "failed", "expired", "cancelled", Happening.NOTHING);

  private final Path beside;
  private final Function<String, Instant> times;
  private final RecordReader alerts;
  private final RecordReader responses;
  private final RecordReader receipts;
  private final RecordReader silences;

  LineReader(Path beside, Function<String, Instant> times) {
    this.beside = beside;
    this.times = times;
    alerts = new RecordReader(Alert.class, times);
    responses = new RecordReader(Response.class, times);
    receipts = new RecordReader(Receipt.class, times);
    silences = new RecordReader(Silence.class, times);
  }

  /**
   * @param number of the line; what has no id of its own gets one from it
   */
  Happening read(int number, ObjectNode line) throws BadInput {
    var at = time(line);
    var kind = kind(line);
    var body = line.has("value") ? line.get("value") : line.get(kind);
    return switch (kind) {
      case "alert" -> alert(number, at, object(kind, body));
      case "response" -> response(number, at, object(kind, body));
      case "receipt" -> receipt(at, object(kind, body));
      case "silence" -> silence(number, at, object(kind, body));
      default -> new Happening.NewRoster(at, beside.resolve(folder(body)));
    };
  }

  private Instant time(ObjectNode line) throws BadInput {
    var at = line.path("at");
    try {
      // Deadlines are kept to the millisecond.
      return times.apply(at.isTextual() ? at.textValue() : "").truncatedTo(ChronoUnit.MILLIS);
    } catch (IllegalArgumentException e) {
      throw new BadInput(
          "at",
          "an instant such as 2026-02-01T08:00:00Z, or a local time such as 2026-02-01T09:00",
          at.isMissingNode() ? "none" : RecordReader.shown(at));
    }
  }

  /** As the line names it, or, in a line of {@code tail}, as its value looks. */
  private static String kind(ObjectNode line) throws BadInput {
    if (line.has("value")) {
      refuseOthers(line, OF_TAIL);
      var value = line.get("value");
      return value.has("action")
          ? "response"
          : value.has("outcome") ? "receipt" : value.has("matchers") ? "silence" : "alert";
    }
    var named = KINDS.stream().filter(line::has).toList();
    if (named.size() != 1) {
      throw new BadInput(
          "",
          "one of " + String.join(", ", KINDS),
          named.isEmpty() ? RecordReader.shown(line) : String.join(" and ", named));
    }
    refuseOthers(line, Set.of("at", named.getFirst()));
    return named.getFirst();
  }

  private static void refuseOthers(ObjectNode line, Set<String> known) throws BadInput {
    for (var names = line.fieldNames(); names.hasNext(); ) {
      var name = names.next();
      if (!known.contains(name)) {
        throw new BadInput("", "only " + String.join(", ", known), '"' + name + '"');
      }
    }
  }

  private static ObjectNode object(String kind, JsonNode body) throws BadInput {
    if (body instanceof ObjectNode object) {
      return object;
    }
    throw new BadInput(kind, "an object", RecordReader.shown(body));
  }

  private static String folder(JsonNode body) throws BadInput {
    if (body.isTextual() && !body.textValue().isBlank()) {
      return body.textValue();
    }
    throw new BadInput("roster", "the folder of a roster", RecordReader.shown(body));
  }

  private Happening alert(int number, Instant at, ObjectNode body) throws BadInput {
    rename(body, "startsAt", "startedAt");
    var alert = alerts.read(Alert.class, body, "alert");
    oneOf("alert.severity", alert.getSeverity(), SEVERITIES);
    oneOf("alert.status", alert.getStatus(), STATUSES);
    given("alert.service", alert.getService());
    var key = first(alert.getKey(), alert.getTitle());
    given("alert.key", key);
    alert.setKey(key);
    alert.setId(first(alert.getId(), "line-" + number));
    alert.setGroupKey(first(alert.getGroupKey(), key));
    alert.setIntegration(first(alert.getIntegration(), "file"));
    var isWhole = STANDS_ALONE.contains(alert.getStatus());
    if (isWhole) {
      alert.setTitle(first(alert.getTitle(), key));
    }
    if (isWhole || (body.has("severity") && !body.has("severityText"))) {
      alert.setSeverityText(first(alert.getSeverityText(), alert.getSeverity()));
    }
    alert.setReceivedAt(at);
    return new Happening.Signal(at, alert);
  }

  private Happening response(int number, Instant at, ObjectNode body) throws BadInput {
    var key = Optional.ofNullable(body.remove("key"));
    var response = responses.read(Response.class, body, "response");
    given("response.action", response.getAction());
    given("response.person", response.getPerson());
    if (response.getAction().equals(PAGE)) {
      // It makes an incident of its own.
      if (key.isPresent()) {
        throw new BadInput("response.key", "none to page by hand", RecordReader.shown(key.get()));
      }
      given("response.text", response.getText());
    } else if (key.isEmpty()) {
      given("response.incident", response.getIncident());
      response.setService(first(response.getService(), serviceOf(response.getIncident())));
    }
    given("response.service", response.getService());
    response.setId(first(response.getId(), "line-" + number));
    response.setVia(first(response.getVia(), "file"));
    response.setAt(at);
    return new Happening.Act(at, response, key.map(JsonNode::asText).orElse(null));
  }

  private Happening receipt(Instant at, ObjectNode body) throws BadInput {
    rename(body, "via", "channel");
    var receipt = receipts.read(Receipt.class, body, "receipt");
    oneOf("receipt.outcome", receipt.getOutcome(), OUTCOMES);
    receipt.setAt(at);
    if (receipt.getPage().isEmpty()) {
      // Written by hand: a failure without further words is one for good, as after all retries.
      receipt.setPermanent(!body.has("permanent") || receipt.getPermanent());
      return new Happening.Rule(
          at, receipt.getPerson(), emptyAsNull(receipt.getChannel()), receipt);
    }
    var incident = first(receipt.getIncident(), incidentOf(receipt.getPage()));
    receipt.setIncident(incident);
    receipt.setService(first(receipt.getService(), serviceOf(incident)));
    return new Happening.Fate(at, receipt);
  }

  private Happening silence(int number, Instant at, ObjectNode body) throws BadInput {
    var silence = silences.read(Silence.class, body, "silence");
    if (!body.has("endsAt")) {
      throw new BadInput("silence.endsAt", "a time such as 2026-02-01T08:00:00Z", "none");
    }
    if (!body.has("startsAt")) {
      silence.setStartsAt(at);
    }
    silence.setId(first(silence.getId(), "line-" + number));
    silence.setCreatedBy(first(silence.getCreatedBy(), "file"));
    try {
      Silences.check(silence);
    } catch (IllegalArgumentException e) {
      throw new BadInput("silence", "one that can be", String.valueOf(e.getMessage()));
    }
    return new Happening.Silencing(at, silence);
  }

  private static @Nullable String emptyAsNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private static void rename(ObjectNode body, String from, String to) {
    var value = body.remove(from);
    if (value != null) {
      body.set(to, value);
    }
  }

  private static String first(String... texts) {
    return Stream.of(texts).filter(text -> !text.isEmpty()).findFirst().orElse("");
  }

  /** {@code checkout-42.1} is a page of {@code checkout-42}. */
  private static String incidentOf(String page) {
    return page.contains(".") ? page.substring(0, page.lastIndexOf('.')) : page;
  }

  /** {@code checkout-42} is an incident of {@code checkout}. */
  static String serviceOf(String incident) {
    return incident.contains("-") ? incident.substring(0, incident.lastIndexOf('-')) : incident;
  }

  private static void given(String path, String text) throws BadInput {
    if (text.isBlank()) {
      throw new BadInput(path, "some text", "none");
    }
  }

  private static void oneOf(String path, String text, Set<String> known) throws BadInput {
    if (!known.contains(text)) {
      throw new BadInput(
          path, "one of " + String.join(", ", known.stream().sorted().toList()), '"' + text + '"');
    }
  }
}
