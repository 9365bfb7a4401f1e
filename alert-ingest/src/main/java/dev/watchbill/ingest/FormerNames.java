package dev.watchbill.ingest;

import dev.watchbill.schemas.Alert;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * By which names what a body says of alerts is said once more: an alert that was open when the
 * roster named its integration's alerts otherwise is known by the name it had (ADR 0032). What
 * fires has one name only, that of today.
 */
public final class FormerNames {
  private static final FormerNames NONE = new FormerNames(List.of());

  private final List<Name> names;

  /**
   * One of them.
   *
   * @param read what the body is as it was read then, by what stands there of each; empty: as it is
   *     read now
   */
  private record Name(FormerName former, Optional<Map<ByteBuffer, SourceAlert>> read) {}

  /** What tells one alert from another, and where it belongs. */
  private record Identity(String service, String integration, String key, String group) {
    static Identity of(Alert alert) {
      return new Identity(
          alert.getService(), alert.getIntegration(), alert.getKey(), alert.getGroupKey());
    }
  }

  private FormerNames(List<Name> names) {
    this.names = names;
  }

  /**
   * Of one body.
   *
   * @param alerts what was read of it
   * @param from as its format can honour it
   */
  public static FormerNames of(
      SourceFormat format,
      byte[] body,
      List<SourceAlert> alerts,
      IntegrationSettings from,
      Arrival arrival) {
    if (from.formerly().isEmpty() || alerts.stream().noneMatch(it -> isFollowUp(it, arrival))) {
      return NONE;
    }
    return new FormerNames(
        from.formerly().stream()
            .filter(former -> arrival.at().isBefore(former.until()))
            .map(former -> new Name(former, read(former, format, body, from, arrival)))
            .toList());
  }

  private static Optional<Map<ByteBuffer, SourceAlert>> read(
      FormerName former,
      SourceFormat format,
      byte[] body,
      IntegrationSettings from,
      Arrival arrival) {
    if (!former.sameFormat() || former.settings().mapping().equals(from.mapping())) {
      return Optional.empty();
    }
    var read = new HashMap<ByteBuffer, SourceAlert>();
    if (format.read(body, arrival, former.settings()) instanceof Reading.Read found) {
      found.alerts().forEach(alert -> read.putIfAbsent(alert.raw(), alert));
    }
    return Optional.of(read);
  }

  /** What is said of an alert, by each name it had that is another; nothing where it fires. */
  public List<Alert> of(SourceAlert source, Alert alert, Normaliser normaliser, Arrival arrival) {
    if (names.isEmpty() || !isFollowUp(source, arrival)) {
      return List.of();
    }
    var said = new HashSet<Identity>();
    said.add(Identity.of(alert));
    var again = new ArrayList<Alert>();
    for (var name : names) {
      name.read()
          .map(read -> Optional.ofNullable(read.get(source.raw())))
          .orElse(Optional.of(source))
          .map(then -> normaliser.normalise(then, name.former().settings(), arrival))
          .filter(then -> said.add(Identity.of(then)))
          .map(then -> named(alert, then, name.former()))
          .ifPresent(again::add);
    }
    return again;
  }

  /** What is said is what it says by today's reading; of what, by the one before. */
  private static Alert named(Alert alert, Alert then, FormerName former) {
    return Alert.newBuilder(alert)
        .setId(then.getId())
        .setService(then.getService())
        .setIntegration(then.getIntegration())
        .setKey(then.getKey())
        .setGroupKey(then.getGroupKey())
        .setFoundByKey(then.getFoundByKey())
        .setNamedUntil(former.namedUntil())
        // Some say that an alert is over by sending it with an end that is past.
        .setStatus(alert.getStatus().equals("firing") ? "resolved" : alert.getStatus())
        // The original stands beside the alert itself.
        .setRaw(null)
        .setRawTruncated(false)
        .setRawHeaders(Map.of())
        .build();
  }

  private static boolean isFollowUp(SourceAlert alert, Arrival arrival) {
    var end = alert.endsAt();
    return alert.status() == SourceStatus.FIRING
        ? end != null && !end.isAfter(arrival.at())
        : !alert.status().standsAlone();
  }
}
