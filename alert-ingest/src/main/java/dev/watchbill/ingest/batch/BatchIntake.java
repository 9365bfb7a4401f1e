package dev.watchbill.ingest.batch;

import dev.watchbill.ingest.AlertLog;
import dev.watchbill.ingest.AlertLog.Appended;
import dev.watchbill.ingest.FormerNames;
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
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Takes bodies in that nobody sends again by himself: each ends as alerts or as a refusal that is
 * written down, and only when all of that is durable are they done with.
 */
public final class BatchIntake {
  /** Of one body; as over HTTP. */
  public static final int LARGEST = 5 * 1024 * 1024;

  /** Alerts that the producer has room for, and that a broker acknowledges in time. */
  public static final int MOST_AT_ONCE = 5_000;

  /**
   * Refused parts that each keep the body they stood in; more of them would make many megabytes of
   * a small body.
   */
  private static final int MOST_WITH_BODY = 50;

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
   * @param kept durable: {@code done} needn't be kept any longer; else all that were given must
   *     come again, as a repeat is the same alert to everybody
   * @param done how many bodies, from the first, are done with
   * @param weight how much work they were: alerts, heartbeats and refusals, at least one a body
   */
  public record Taken(Appended kept, int done, int weight) {}

  /**
   * What became of bodies before any of it is written.
   *
   * @param again what is said of alerts by former names, behind what is said by theirs
   */
  private record Sorted(
      List<Alert> alerts, List<Alert> again, List<Heard> beats, List<RejectedAlert> refused) {
    Sorted() {
      this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    int size() {
      return alerts.size() + again.size() + beats.size() + refused.size();
    }
  }

  /** Takes all of them in, in their order. */
  public Taken take(List<Body> bodies, SourceFormat format, IntegrationSettings from) {
    return take(bodies, format, from, MOST_AT_ONCE);
  }

  /**
   * Takes in from the first on, until there is enough to write; a body is done as a whole.
   *
   * @param most alerts that are written, and waited for, together; what makes up more than that is
   *     held in memory for one body only
   */
  public Taken take(List<Body> bodies, SourceFormat format, IntegrationSettings from, int most) {
    var sorted = new Sorted();
    var done = 0;
    for (var body : bodies) {
      counter.heard(from.name(), body.arrival().at());
      if (sort(body, format, from, sorted) instanceof Appended.Unavailable later) {
        if (done == 0) {
          return new Taken(later, 0, 0);
        }
        // Those before it needn't wait for it.
        break;
      }
      done++;
      if (sorted.size() >= most) {
        break;
      }
    }
    counter.received(from.name(), sorted.alerts().size() + sorted.refused().size());
    var kept = keep(sorted, most);
    if (kept instanceof Appended.Unavailable) {
      counter.notDurable(from.name(), sorted.alerts().size());
      return new Taken(kept, 0, 0);
    }
    bodies.stream().limit(done).forEach(body -> heartbeats.heard(from, body.arrival()));
    counter.accepted(from.name(), sorted.alerts().size());
    counter.refused(from.name(), sorted.refused().size());
    return new Taken(kept, done, Math.max(done, sorted.size()));
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
        sort(read, body, format, format.fit(from), into);
        yield new Appended.Durable();
      }
    };
  }

  private void sort(
      Reading.Read read, Body body, SourceFormat format, IntegrationSettings from, Sorted into) {
    var arrival = body.arrival();
    var sifted = Heartbeats.sift(read.alerts(), from, arrival);
    into.beats().addAll(sifted.beats());
    var former = FormerNames.of(format, body.bytes(), sifted.alerts(), from, arrival);
    for (var source : sifted.alerts()) {
      var alert = normaliser.normalise(source, from, arrival);
      into.alerts().add(alert);
      into.again().addAll(former.of(source, alert, normaliser, arrival));
    }
    var whole = ByteBuffer.wrap(body.bytes());
    var parts = read.refused();
    for (var i = 0; i < parts.size(); i++) {
      var part = parts.get(i);
      var refusal =
          Refusals.whole(
              ids.get(), from.name(), body.arrival(), UNREADABLE, part.sentence(), part.raw());
      var kept = Refusals.partOf(whole, refusal);
      into.refused().add((i < MOST_WITH_BODY ? kept : kept.setBody(null)).build());
    }
  }

  private Appended keep(Sorted sorted, int most) {
    var kept = heartbeats.keep(sorted.beats().stream().distinct().toList());
    if (kept instanceof Appended.Durable) {
      kept = inPieces(sorted.alerts(), most, log::append);
    }
    if (kept instanceof Appended.Durable) {
      kept = inPieces(sorted.again(), most, log::append);
    }
    return kept instanceof Appended.Durable ? inPieces(sorted.refused(), most, log::refuse) : kept;
  }

  private static <T> Appended inPieces(List<T> all, int most, Function<List<T>, Appended> write) {
    for (var from = 0; from < all.size(); from += most) {
      var piece = all.subList(from, Math.min(from + most, all.size()));
      if (write.apply(piece) instanceof Appended.Unavailable lost) {
        return lost;
      }
    }
    return new Appended.Durable();
  }

  private RejectedAlert refusal(
      Body body, IntegrationSettings from, int status, String sentence, ByteBuffer raw) {
    return Refusals.whole(ids.get(), from.name(), body.arrival(), status, sentence, raw).build();
  }
}
