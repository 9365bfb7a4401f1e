package dev.watchbill.ingest.batch;

import dev.watchbill.ingest.AlertLog;
import dev.watchbill.ingest.AlertLog.Appended;
import dev.watchbill.ingest.IntegrationSettings;
import dev.watchbill.ingest.Normaliser;
import dev.watchbill.ingest.Reading;
import dev.watchbill.ingest.SourceFormat;
import dev.watchbill.ingest.heartbeat.Heard;
import dev.watchbill.ingest.heartbeat.Heartbeats;
import dev.watchbill.schemas.Alert;
import dev.watchbill.schemas.RejectedAlert;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Takes bodies in that nobody sends again by himself: each ends as alerts or as a refusal that is
 * written down, and only when all of that is durable are they done with.
 */
public final class BatchIntake {
  /** Of one body; as over HTTP. */
  public static final int LARGEST = 5 * 1024 * 1024;

  private static final int UNREADABLE = 400;
  private static final int TOO_LARGE = 413;

  private final AlertLog log;
  private final Heartbeats heartbeats;
  private final Supplier<String> ids;
  private final Counter counter;
  private final Normaliser normaliser;

  /**
   * @param ids of alerts and refusals
   */
  public BatchIntake(AlertLog log, Heartbeats heartbeats, Supplier<String> ids, Counter counter) {
    this.log = log;
    this.heartbeats = heartbeats;
    this.ids = ids;
    this.counter = counter;
    this.normaliser = new Normaliser(ids);
  }

  /**
   * What became of bodies.
   *
   * @param kept durable: they needn't be kept any longer; else all of them must come again, as a
   *     repeat is the same alert to everybody
   * @param alerts that were made of them
   */
  public record Taken(Appended kept, int alerts) {}

  /** What became of bodies before any of it is written. */
  private record Sorted(List<Alert> alerts, List<Heard> beats, List<RejectedAlert> refused) {}

  /** Takes all of them in, in their order. */
  public Taken take(List<Body> bodies, SourceFormat format, IntegrationSettings from) {
    var sorted = new Sorted(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (var body : bodies) {
      counter.heard(from.name(), body.arrival().at());
      heartbeats.heard(from, body.arrival());
      if (sort(body, format, from, sorted) instanceof Appended.Unavailable later) {
        return new Taken(later, 0);
      }
    }
    counter.received(from.name(), sorted.alerts().size() + sorted.refused().size());
    var kept = keep(sorted);
    if (kept instanceof Appended.Durable) {
      counter.accepted(from.name(), sorted.alerts().size());
      counter.refused(from.name(), sorted.refused().size());
    }
    return new Taken(kept, sorted.alerts().size());
  }

  private Appended sort(Body body, SourceFormat format, IntegrationSettings from, Sorted into) {
    if (body.bytes().length > LARGEST) {
      var sentence = "Expected at most %d bytes, but got more".formatted(LARGEST);
      into.refused().add(refusal(body, from, TOO_LARGE, sentence, ByteBuffer.wrap(body.bytes())));
      return new Appended.Durable();
    }
    return switch (format.read(body.bytes(), body.arrival(), from)) {
      case Reading.NotNow(var sentence) -> new Appended.Unavailable(sentence);
      case Reading.Unreadable(var sentence) -> {
        var raw = ByteBuffer.wrap(body.bytes());
        into.refused().add(refusal(body, from, UNREADABLE, sentence, raw));
        yield new Appended.Durable();
      }
      case Reading.Read read -> {
        sort(read, body, format.fit(from), into);
        yield new Appended.Durable();
      }
    };
  }

  private void sort(Reading.Read read, Body body, IntegrationSettings from, Sorted into) {
    var sifted = Heartbeats.sift(read.alerts(), from, body.arrival());
    into.beats().addAll(sifted.beats());
    sifted
        .alerts()
        .forEach(alert -> into.alerts().add(normaliser.normalise(alert, from, body.arrival())));
    var whole = ByteBuffer.wrap(body.bytes());
    for (var part : read.refused()) {
      var arrival = body.arrival();
      var refusal =
          Refusals.whole(ids.get(), from.name(), arrival, UNREADABLE, part.sentence(), part.raw());
      into.refused().add(Refusals.partOf(whole, refusal).build());
    }
  }

  private Appended keep(Sorted sorted) {
    var kept = heartbeats.keep(sorted.beats().stream().distinct().toList());
    if (kept instanceof Appended.Durable && !sorted.alerts().isEmpty()) {
      kept = log.append(sorted.alerts());
    }
    return kept instanceof Appended.Durable && !sorted.refused().isEmpty()
        ? log.refuse(sorted.refused())
        : kept;
  }

  private RejectedAlert refusal(
      Body body, IntegrationSettings from, int status, String sentence, ByteBuffer raw) {
    return Refusals.whole(ids.get(), from.name(), body.arrival(), status, sentence, raw).build();
  }
}
