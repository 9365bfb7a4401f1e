package dev.watchbill.ingest.batch;

import dev.watchbill.ingest.AlertLog;
import dev.watchbill.ingest.AlertLog.Appended;
import dev.watchbill.ingest.Arrival;
import dev.watchbill.ingest.FormerNames;
import dev.watchbill.ingest.IntegrationSettings;
import dev.watchbill.ingest.Normaliser;
import dev.watchbill.ingest.Reading;
import dev.watchbill.ingest.Reading.RefusedPart;
import dev.watchbill.ingest.SourceFormat;
import dev.watchbill.ingest.heartbeat.Heartbeats;
import dev.watchbill.schemas.Alert;
import dev.watchbill.schemas.RejectedAlert;
import dev.watchbill.schemas.text.Counted;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Takes in once more what was refused, as it would be taken in today: by the same format, the
 * mapping in force, the same normaliser, onto the same topic. An alert that states no start has
 * begun when it first came, so that a second replay is a repeat of the first.
 */
public final class Replaying {
  private static final int UNREADABLE = 400;
  private static final int MOST_TOLD = 3;

  private final AlertLog log;
  private final Normaliser normaliser;
  private final Supplier<String> ids;
  private final Counter counter;

  /** What became of one. */
  public sealed interface Result {
    /** Its alerts, possibly none, are durable. */
    record Accepted(int alerts, String why) implements Result {}

    /** It is still nothing that can be read, or was not kept whole. */
    record Refused(String why) implements Result {}

    /** It can't be made durable now, and must be tried again. */
    record NotNow(String why) implements Result {}
  }

  /**
   * @param ids of alerts and refusals
   */
  public Replaying(AlertLog log, Supplier<String> ids, Counter counter) {
    this.log = log;
    this.normaliser = new Normaliser(ids);
    this.ids = ids;
    this.counter = counter;
  }

  /**
   * Takes one in.
   *
   * @param format makes up the same key for the same original each time, where it has none
   * @param now when it is taken in; what has ended since then has ended
   */
  public Result replay(
      RejectedAlert original, IntegrationSettings from, SourceFormat format, Instant now) {
    var kept = original.getBody() == null ? original.getRaw() : original.getBody();
    if (!kept.hasRemaining()) {
      return new Result.Refused("Expected an original that was kept, but none was");
    }
    if (original.getBody() == null && (original.getRawTruncated() || original.getPart())) {
      return new Result.Refused(
          "Expected an original within %d bytes, but it was larger and isn't kept whole"
              .formatted(Normaliser.RAW_BYTES));
    }
    var headers = new HashMap<>(original.getRawHeaders());
    // It said how the sender's clock went when it came, and now is later.
    headers.remove("date");
    var arrival = new Arrival(now, original.getPath(), original.getSender(), headers);
    var body = bytes(kept);
    return switch (format.read(body, arrival, from)) {
      case Reading.NotNow(var sentence) -> new Result.Refused(sentence + "; ask again later");
      case Reading.Unreadable(var sentence) -> new Result.Refused(sentence);
      case Reading.Read read -> {
        var fit = format.fit(from);
        // That it lived when it was refused says nothing of today.
        var part = sifted(only(read, original), fit, arrival);
        var former = FormerNames.of(format, body, part.alerts(), fit, arrival);
        yield take(part, original, arrival, fit, former);
      }
    };
  }

  /** Of a body whose other parts were taken when it came, only the one that wasn't. */
  private static Reading.Read only(Reading.Read read, RejectedAlert original) {
    return original.getPart()
        ? new Reading.Read(
            read.alerts().stream().filter(it -> it.raw().equals(original.getRaw())).toList(),
            read.refused().stream().filter(it -> it.raw().equals(original.getRaw())).toList(),
            0)
        : read;
  }

  private static Reading.Read sifted(Reading.Read read, IntegrationSettings from, Arrival arrival) {
    return new Reading.Read(
        Heartbeats.sift(read.alerts(), from, arrival).alerts(), read.refused(), read.leftOut());
  }

  private Result take(
      Reading.Read read,
      RejectedAlert original,
      Arrival arrival,
      IntegrationSettings from,
      FormerNames former) {
    var alerts = new ArrayList<Alert>();
    var again = new ArrayList<Alert>();
    for (var source : read.alerts()) {
      var alert = begun(normaliser.normalise(source, from, arrival), original.getReceivedAt());
      alerts.add(alert);
      again.addAll(former.of(source, alert, normaliser, arrival));
    }
    if (alerts.isEmpty() && !read.refused().isEmpty()) {
      return new Result.Refused(told(read.refused()));
    }
    var all = Stream.concat(alerts.stream(), again.stream()).toList();
    if (keep(all, read.refused(), original, arrival, from)
        instanceof Appended.Unavailable(var why)) {
      return new Result.NotNow(why);
    }
    counter.received(from.name(), alerts.size());
    counter.accepted(from.name(), alerts.size());
    counter.refused(from.name(), read.refused().size());
    return new Result.Accepted(alerts.size(), why(alerts, read.refused()));
  }

  private static Alert begun(Alert alert, Instant firstReceived) {
    if (alert.getStatus().equals("firing") && alert.getStartedAt() == null) {
      alert.setStartedAt(firstReceived);
    }
    return alert;
  }

  private Appended keep(
      List<Alert> alerts,
      List<RefusedPart> parts,
      RejectedAlert original,
      Arrival arrival,
      IntegrationSettings from) {
    var kept = alerts.isEmpty() ? new Appended.Durable() : log.append(alerts);
    return kept instanceof Appended.Durable && !parts.isEmpty()
        ? log.refuse(parts.stream().map(it -> refusal(it, original, arrival, from)).toList())
        : kept;
  }

  private RejectedAlert refusal(
      RefusedPart part, RejectedAlert original, Arrival arrival, IntegrationSettings from) {
    var refusal =
        Refusals.whole(ids.get(), from.name(), arrival, UNREADABLE, part.sentence(), part.raw());
    return Refusals.partOf(original.getRaw(), refusal).build();
  }

  private static String why(List<Alert> alerts, List<RefusedPart> parts) {
    if (!parts.isEmpty()) {
      return "%s still refused: %s"
          .formatted(Counted.of(parts.size(), "part of it is", "parts of it are"), told(parts));
    }
    return alerts.isEmpty() ? "It was read, and nothing in it is an alert" : "It was taken in";
  }

  private static String told(List<RefusedPart> parts) {
    return parts.stream()
        .limit(MOST_TOLD)
        .map(RefusedPart::sentence)
        .collect(Collectors.joining("; "));
  }

  private static byte[] bytes(ByteBuffer buffer) {
    var bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
