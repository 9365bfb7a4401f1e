package dev.watchbill.ingest.mapping;

import dev.watchbill.ingest.Arrival;
import dev.watchbill.ingest.IntegrationSettings;
import dev.watchbill.ingest.Reading;
import dev.watchbill.ingest.Reading.RefusedPart;
import dev.watchbill.ingest.Skew;
import dev.watchbill.ingest.SourceAlert;
import dev.watchbill.ingest.SourceAlert.Stated;
import dev.watchbill.ingest.SourceFormat;
import dev.watchbill.ingest.SourceLink;
import dev.watchbill.ingest.SourceStatus;
import dev.watchbill.ingest.Timestamps;
import dev.watchbill.ingest.json.JsonTree;
import dev.watchbill.mapping.MappedAlert;
import dev.watchbill.mapping.Mapper;
import dev.watchbill.mapping.Mapper.Outcome;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Bodies of any shape, made alerts by a mapping: a preset, the integration's own, or both. */
public final class MappedFormat implements SourceFormat {
  /** Bodies that become large trees are read by a few at a time, as memory is everybody's. */
  private static final Semaphore LARGE = new Semaphore(2);

  private static final int LARGE_FROM = 128 * 1024;

  private final String preset;
  private final Mappings mappings;
  private final Decoder decoder;

  /** What makes a value of a body, for senders that wrap it. */
  @FunctionalInterface
  public interface Decoder {
    /** The value the mapping sees as {@code body}. */
    JsonTree.Parsed decode(byte[] body, Arrival arrival, IntegrationSettings from);
  }

  /**
   * @param preset its name
   */
  public MappedFormat(String preset, Mappings mappings, Decoder decoder) {
    this.preset = preset;
    this.mappings = mappings;
    this.decoder = decoder;
  }

  @Override
  public Reading read(byte[] body, Instant receivedAt) {
    throw new IllegalStateException("Expected to be asked with an integration");
  }

  @Override
  public Reading read(byte[] body, Arrival arrival, IntegrationSettings from) {
    var isLarge = body.length > LARGE_FROM;
    if (isLarge) {
      LARGE.acquireUninterruptibly();
    }
    try {
      return switch (mappings.of(preset, from)) {
        case Mappings.Ready.Unusable unusable -> new Reading.Unreadable(unusable.sentence());
        case Mappings.Ready.Usable(var mapper) ->
            switch (decoder.decode(body, arrival, from)) {
              case JsonTree.Parsed.Unreadable unreadable ->
                  new Reading.Unreadable(unreadable.sentence());
              case JsonTree.Parsed.NotNow(var sentence) -> new Reading.NotNow(sentence);
              case JsonTree.Parsed.Value(var value) ->
                  reading(mapped(mapper, value, arrival, from), body, arrival.at());
              case JsonTree.Parsed.Some(var items, var refused) ->
                  reading(
                      mapped(mapper, List.copyOf(items.values()), arrival, from),
                      List.copyOf(items.keySet()),
                      refused,
                      arrival.at());
            };
      };
    } finally {
      if (isLarge) {
        LARGE.release();
      }
    }
  }

  private List<Outcome> mapped(
      Mapper mapper, Object value, Arrival arrival, IntegrationSettings from) {
    var outcomes = mapper.map(value, arrival.headers());
    return from.mapping().isPresent() ? outcomes : outcomes.stream().map(this::explained).toList();
  }

  /** Whoever wrote no mapping isn't told of one. */
  private Outcome explained(Outcome outcome) {
    return outcome instanceof Outcome.Refused(var sentence, var item)
        ? new Outcome.Refused(
            "%s; what type %s takes stands in docs/senders.md"
                .formatted(sentence.replaceFirst("^mapping\\.", ""), preset),
            item)
        : outcome;
  }

  private static Reading reading(List<Outcome> outcomes, byte[] body, Instant receivedAt) {
    if (outcomes.size() != 1) {
      return reading(outcomes, List.of(), List.of(), receivedAt);
    }
    var raw = ByteBuffer.wrap(body);
    return switch (outcomes.getFirst()) {
      case Outcome.PassedOver _ -> new Reading.Read(List.of(), List.of(), 0);
      case Outcome.Mapped(var mapped) ->
          new Reading.Read(List.of(alert(mapped, raw, receivedAt)), List.of(), 0);
      case Outcome.Refused(var sentence, _) ->
          new Reading.Read(List.of(), List.of(new RefusedPart(sentence, raw)), 0);
    };
  }

  /**
   * Of several items.
   *
   * @param places in the body, where that isn't known by their order
   * @param broken what was no item
   */
  private static Reading reading(
      List<Outcome> outcomes, List<Integer> places, List<RefusedPart> broken, Instant receivedAt) {
    var alerts = new ArrayList<SourceAlert>();
    var refused = new ArrayList<>(broken);
    for (var i = 0; i < outcomes.size(); i++) {
      switch (outcomes.get(i)) {
        case Outcome.PassedOver _ -> {}
        case Outcome.Mapped(var mapped) ->
            alerts.add(alert(mapped, raw(mapped.item()), receivedAt));
        case Outcome.Refused(var sentence, var item) -> {
          var place = outcomes.size() == places.size() ? places.get(i) : i;
          refused.add(new RefusedPart("item %d: %s".formatted(place, sentence), raw(item)));
        }
      }
    }
    return new Reading.Read(alerts, refused, 0);
  }

  private static ByteBuffer raw(Object item) {
    return ByteBuffer.wrap(JsonTree.write(item).getBytes(StandardCharsets.UTF_8));
  }

  private static SourceAlert alert(MappedAlert mapped, ByteBuffer raw, Instant receivedAt) {
    var status = StatusWord.of(mapped.status());
    return new SourceAlert(
        status,
        mapped.key(),
        emptyToNull(mapped.group()),
        mapped.labels(),
        Map.of(),
        status.equals(SourceStatus.RESOLVED) ? null : time(mapped.startsAt()),
        time(mapped.endsAt()),
        links(mapped),
        note(mapped, status, receivedAt),
        raw,
        new Stated(
            emptyToNull(mapped.service()),
            emptyToNull(mapped.severity()),
            emptyToNull(mapped.title()),
            emptyToNull(mapped.text()),
            emptyToNull(mapped.by()),
            Map.of(),
            mapped.reminder()));
  }

  private static String note(MappedAlert mapped, SourceStatus status, Instant receivedAt) {
    var problems = String.join("\n", mapped.problems());
    return status.equals(SourceStatus.FIRING)
        ? (problems + "\n" + Skew.noteOfSending(time(mapped.sentAt()), receivedAt)).strip()
        : problems;
  }

  private static List<SourceLink> links(MappedAlert mapped) {
    return mapped.links().entrySet().stream()
        .map(link -> new SourceLink(link.getKey(), link.getValue()))
        .toList();
  }

  /** A text may be a time as people write it, or digits; anything else isn't said. */
  private static @Nullable Instant time(MappedAlert.Time time) {
    return time.instant()
        .or(() -> Timestamps.any(time.text()))
        .filter(Timestamps::isSet)
        .filter(Timestamps::isSayable)
        .orElse(null);
  }

  private static @Nullable String emptyToNull(String text) {
    return Optional.of(text).filter(t -> !t.isBlank()).orElse(null);
  }
}
