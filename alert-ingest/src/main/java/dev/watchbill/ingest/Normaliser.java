package dev.watchbill.ingest;

import dev.watchbill.schemas.Alert;
import dev.watchbill.schemas.config.Secrets;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes every sender's alert one of ours, in one way: service, severity, title, text, links and
 * group. What is too long is cut, so that an alert always fits into one record; the original is
 * kept beside it.
 */
public final class Normaliser {
  /** Bytes of the original that are kept with an alert. */
  public static final int RAW_BYTES = 64 * 1024;

  private static final int KEY = 500;
  private static final int TITLE = 300;
  private static final int TEXT = 16_000;
  private static final int NAME = 200;
  private static final int VALUE = 8_000;
  private static final int VALUES_TOGETHER = 64_000;

  private static final List<FieldPath> TITLES =
      paths("annotations.summary", "annotations.title", "labels.alertname", "annotations.message");
  private static final List<FieldPath> TEXTS =
      paths("annotations.description", "annotations.message", "annotations.text");

  private final Supplier<String> ids;

  /**
   * @param ids a new one each time
   */
  public Normaliser(Supplier<String> ids) {
    this.ids = ids;
  }

  /** One alert, ready for its topic. */
  public Alert normalise(SourceAlert alert, IntegrationSettings integration, Arrival arrival) {
    var stated = alert.stated();
    var severityText =
        said(stated.severity()).or(() -> first(integration.severityFrom(), alert)).orElse("");
    return Alert.newBuilder()
        .setId(ids.get())
        .setIntegration(integration.name())
        .setKey(keyOf(alert.key()))
        .setGroupKey(keyOf(groupKey(alert, integration)))
        .setService(service(alert, integration))
        .setStatus(alert.status().word())
        .setSeverity(Severity.of(severityText).orElse(integration.defaultSeverity()).word())
        .setSeverityText(PlainText.line(severityText, NAME))
        .setTitle(title(alert, integration))
        .setText(text(alert, arrival))
        .setLabels(bounded(alert.labels()))
        .setAnnotations(bounded(alert.annotations()))
        .setLinks(SafeLinks.of(alert))
        .setStartedAt(alert.startedAt())
        .setEndsAt(alert.endsAt())
        .setReceivedAt(arrival.at())
        .setSender(arrival.sender())
        .setBy(said(stated.by()).map(by -> PlainText.line(by, NAME)).orElse(null))
        .setRaw(cut(alert.raw()))
        .setRawTruncated(alert.raw().remaining() > RAW_BYTES)
        .setRawHeaders(arrival.headers())
        .setFoundByKey(integration.foundByKey())
        .setRemovedLabels(bounded(stated.removed()))
        .setReminder(stated.reminder())
        .build();
  }

  /** The first {@link #RAW_BYTES} of an original. */
  public static ByteBuffer cut(ByteBuffer raw) {
    return raw.slice(raw.position(), Math.min(raw.remaining(), RAW_BYTES));
  }

  private static String service(SourceAlert alert, IntegrationSettings integration) {
    return said(alert.stated().service())
        .or(() -> first(integration.serviceFrom(), alert))
        .or(integration::service)
        .map(ServiceId::of)
        .orElse(ServiceId.UNKNOWN);
  }

  private static String groupKey(SourceAlert alert, IntegrationSettings integration) {
    var ours =
        integration.groupBy().stream()
            .flatMap(path -> path.in(alert).map(value -> quoted(path, value)).stream())
            .collect(Collectors.joining(","));
    var theirs = alert.groupKey();
    return !ours.isEmpty() ? ours : theirs == null || theirs.isBlank() ? alert.key() : theirs;
  }

  private static String quoted(FieldPath path, String value) {
    return path + "=\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  /**
   * A sender's key as we keep it. A longer one is told from others by its hash, as cutting it could
   * make two alerts one. The key of a key is itself.
   */
  public static String keyOf(String text) {
    return text.length() > KEY ? "sha256:" + Secrets.hash(text) : PlainText.of(text, KEY);
  }

  private static String title(SourceAlert alert, IntegrationSettings integration) {
    return said(alert.stated().title())
        .or(() -> first(TITLES, alert))
        .or(() -> first(TEXTS, alert))
        .or(() ->
            alert.status().standsAlone()
                ? Optional.of(integration.name() + ": " + alert.key())
                : Optional.empty())
        .map(title -> PlainText.line(title, TITLE))
        .orElse("");
  }

  private static String text(SourceAlert alert, Arrival arrival) {
    var own = said(alert.stated().text()).or(() -> first(TEXTS, alert));
    return Stream.of(own.stream(), Stream.of(alert.note()), Skew.note(alert, arrival).stream())
        .flatMap(parts -> parts)
        .filter(part -> !part.isEmpty())
        .map(part -> PlainText.of(part, TEXT))
        .collect(Collectors.joining("\n"));
  }

  private static Map<String, String> bounded(Map<String, String> values) {
    var bounded = new TreeMap<String, String>();
    var left = VALUES_TOGETHER;
    for (var entry : new TreeMap<>(values).entrySet()) {
      var name = PlainText.line(entry.getKey(), NAME);
      var value = PlainText.of(entry.getValue(), VALUE);
      left -= name.length() + value.length();
      if (left < 0) {
        return bounded;
      }
      bounded.put(name, value);
    }
    return bounded;
  }

  private static Optional<String> said(@Nullable String stated) {
    return Optional.ofNullable(stated).map(String::strip).filter(text -> !text.isEmpty());
  }

  private static Optional<String> first(List<FieldPath> paths, SourceAlert alert) {
    return paths.stream().flatMap(path -> path.in(alert).stream()).findFirst();
  }

  private static List<FieldPath> paths(String... written) {
    return Stream.of(written).flatMap(path -> FieldPath.parse(path).stream()).toList();
  }
}
