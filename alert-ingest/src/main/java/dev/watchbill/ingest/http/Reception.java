package dev.watchbill.ingest.http;

import dev.watchbill.ingest.AlertLog;
import dev.watchbill.ingest.AlertLog.Appended;
import dev.watchbill.ingest.Arrival;
import dev.watchbill.ingest.FormerNames;
import dev.watchbill.ingest.IntegrationSettings;
import dev.watchbill.ingest.Normaliser;
import dev.watchbill.ingest.PlainText;
import dev.watchbill.ingest.Reading;
import dev.watchbill.ingest.Reading.RefusedPart;
import dev.watchbill.ingest.Skew;
import dev.watchbill.ingest.SourceAlert;
import dev.watchbill.ingest.SourceFormat;
import dev.watchbill.ingest.auth.Allowance;
import dev.watchbill.ingest.batch.Refusals;
import dev.watchbill.ingest.heartbeat.Heard;
import dev.watchbill.ingest.heartbeat.Heartbeats;
import dev.watchbill.ingest.http.Refusal.Reason;
import dev.watchbill.schemas.Alert;
import dev.watchbill.schemas.trace.Trace;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request of an admitted sender: read, normalised, admitted by rate, made durable, answered.
 * What of it is durable is never taken back by what isn't: a repeat is the same alert to everybody
 * behind intake.
 */
final class Reception {
  private static final Logger LOG = LoggerFactory.getLogger(Reception.class);

  /** Refusals of one request that are written down and told, each for itself. */
  private static final int MOST_REFUSED = 50;

  private static final int MOST_TOLD = 5;

  private final AlertLog log;
  private final Heartbeats heartbeats;
  private final Normaliser normaliser;
  private final Limits limits;
  private final IngestMetrics metrics;
  private final Supplier<String> ids;
  private final InstantSource clock;

  /**
   * How much may be sent.
   *
   * @param perService for all senders of one service together
   * @param assured for each sender of each service before that: another sender's flood can't use it
   */
  record Limits(Allowance perIntegration, Allowance perService, Allowance assured) {
    /**
     * Well above what one region's monitoring sends, well below what would fill a partition for its
     * other services; bursts let one request of 5,000 alerts through.
     */
    static Limits usual() {
      return new Limits(
          new Allowance(10_000, 50_000), new Allowance(1_000, 10_000), new Allowance(50, 500));
    }

    boolean admit(Alert alert, Instant now) {
      var service = alert.getService();
      return assured.take(alert.getIntegration() + "/" + service, now)
          || perService.take(service, now);
    }
  }

  Reception(
      AlertLog log,
      Heartbeats heartbeats,
      Limits limits,
      IngestMetrics metrics,
      Supplier<String> ids,
      InstantSource clock) {
    this.log = log;
    this.heartbeats = heartbeats;
    this.normaliser = new Normaliser(ids);
    this.limits = limits;
    this.metrics = metrics;
    this.ids = ids;
    this.clock = clock;
  }

  /** Takes a body in. */
  Answer take(
      byte[] body,
      SourceFormat format,
      Dialect dialect,
      IntegrationSettings from,
      Arrival arrival) {
    return Trace.of(arrival.headers().get(Trace.HEADER))
        .received(arrival.at())
        .call(() -> traced(body, format, dialect, from, arrival));
  }

  private Answer traced(
      byte[] body,
      SourceFormat format,
      Dialect dialect,
      IntegrationSettings from,
      Arrival arrival) {
    metrics.heard(from.name(), arrival.at());
    noticeClock(from, arrival);
    return switch (format.read(body, arrival, from)) {
      case Reading.Unreadable unreadable -> {
        heartbeats.heard(from, arrival);
        yield refuse(
            new Refusal(Reason.UNREADABLE, PlainText.line(unreadable.sentence(), 500)),
            dialect,
            from.name(),
            arrival,
            ByteBuffer.wrap(body));
      }
      case Reading.NotNow(var sentence) ->
          refuse(
              new Refusal(Reason.UNAVAILABLE, sentence),
              dialect,
              from.name(),
              arrival,
              ByteBuffer.wrap(body));
      case Reading.Read read -> take(read, format, dialect, format.fit(from), arrival, body);
    };
  }

  private void noticeClock(IntegrationSettings from, Arrival arrival) {
    if (!arrival.headers().containsKey("date")) {
      return;
    }
    var behind = Skew.ofClock(arrival);
    metrics.clockBehind(from.name(), behind.orElse(Duration.ZERO));
    behind.ifPresent(skew ->
        LOG.atWarn()
            .addKeyValue("integration", from.name())
            .addKeyValue("behind", skew)
            .log("a sender's clock differs from ours"));
  }

  /** Refuses a request, and writes down what it was. */
  Answer refuse(
      Refusal refusal, Dialect dialect, String integration, Arrival arrival, ByteBuffer raw) {
    metrics.rejected(integration, refusal.reason(), 1);
    // What will be sent again needn't be kept; in a storm it would be kept a thousand times.
    if (!refusal.reason().passes()) {
      writeDown(refusal, dialect, integration, arrival, raw, raw);
    }
    return dialect.refused(refusal);
  }

  private Answer take(
      Reading.Read read,
      SourceFormat format,
      Dialect dialect,
      IntegrationSettings from,
      Arrival arrival,
      byte[] body) {
    metrics.received(from.name(), read.alerts().size() + read.refused().size());
    if (read.leftOut() > 0) {
      metrics.leftOut(from.name(), read.leftOut());
    }
    var sifted = Heartbeats.sift(read.alerts(), from, arrival);
    var former = FormerNames.of(format, body, sifted.alerts(), from, arrival);
    var again = new ArrayList<Alert>();
    var within = withinLimits(sifted.alerts(), from, arrival, former, again);
    if (keep(sifted.beats(), within, again) instanceof Appended.Unavailable(var why)) {
      LOG.atWarn()
          .addKeyValue("integration", from.name())
          .addKeyValue("why", why)
          .log("alerts not durable");
      metrics.rejected(from.name(), Reason.UNAVAILABLE, within.size());
      return dialect.refused(
          new Refusal(
              Reason.UNAVAILABLE, "Expected the broker to acknowledge in time; send again"));
    }
    // Behind its alerts, and not of what is sent again: whoever is said to have been heard had what
    // they sent taken in.
    heartbeats.heard(from, arrival);
    metrics.accepted(from.name(), within.size());
    LOG.atDebug()
        .addKeyValue("integration", from.name())
        .addKeyValue("alerts", within.size())
        .log("alerts accepted");
    Trace.current().age(clock.instant()).ifPresent(age -> metrics.aged(age, within.size()));
    var tooFast = sifted.alerts().size() - within.size();
    if (tooFast > 0) {
      return slowDown(tooFast, dialect, from);
    }
    return read.refused().isEmpty()
        ? dialect.accepted(from.name(), read.alerts())
        : refuseParts(read.refused(), dialect, from, arrival, ByteBuffer.wrap(body));
  }

  private Appended keep(List<Heard> beats, List<Alert> alerts, List<Alert> again) {
    var kept = heartbeats.keep(beats);
    return kept instanceof Appended.Durable && !alerts.isEmpty()
        ? log.append(Stream.concat(alerts.stream(), again.stream()).toList())
        : kept;
  }

  /**
   * What may come in.
   *
   * @param again takes what is said of it by former names, which the sender didn't send
   */
  private List<Alert> withinLimits(
      List<SourceAlert> alerts,
      IntegrationSettings from,
      Arrival arrival,
      FormerNames former,
      List<Alert> again) {
    var within = new ArrayList<Alert>(alerts.size());
    for (var source : alerts) {
      if (!limits.perIntegration().take(from.name(), arrival.at())) {
        break;
      }
      var alert = normaliser.normalise(source, from, arrival);
      if (limits.admit(alert, arrival.at())) {
        within.add(alert);
        again.addAll(former.of(source, alert, normaliser, arrival));
      }
    }
    return within;
  }

  private Answer slowDown(int alerts, Dialect dialect, IntegrationSettings from) {
    metrics.rejected(from.name(), Reason.TOO_FAST, alerts);
    LOG.atWarn()
        .addKeyValue("integration", from.name())
        .addKeyValue("alerts", alerts)
        .log("too many alerts at once");
    return dialect.refused(
        new Refusal(
            Reason.TOO_FAST,
            "Expected fewer alerts a second; %d must be sent again".formatted(alerts)));
  }

  private Answer refuseParts(
      List<RefusedPart> parts,
      Dialect dialect,
      IntegrationSettings from,
      Arrival arrival,
      ByteBuffer body) {
    metrics.rejected(from.name(), Reason.INVALID, parts.size());
    parts.stream()
        .limit(MOST_REFUSED)
        .forEach(part ->
            writeDown(
                new Refusal(Reason.INVALID, PlainText.line(part.sentence(), 500)),
                dialect,
                from.name(),
                arrival,
                part.raw(),
                body));
    var told =
        parts.stream()
            .limit(MOST_TOLD)
            .map(RefusedPart::sentence)
            .collect(Collectors.joining("; "));
    var more = parts.size() > MOST_TOLD ? "; and %d more".formatted(parts.size() - MOST_TOLD) : "";
    return dialect.refused(new Refusal(Reason.INVALID, PlainText.line(told, 1_000) + more));
  }

  private void writeDown(
      Refusal refusal,
      Dialect dialect,
      String integration,
      Arrival arrival,
      ByteBuffer raw,
      ByteBuffer body) {
    LOG.atInfo()
        .addKeyValue("integration", integration)
        .addKeyValue("path", arrival.path())
        .addKeyValue("reason", refusal.reason().label())
        .log("refused");
    var status = dialect.refused(refusal).status();
    var rejected = Refusals.whole(ids.get(), integration, arrival, status, refusal.sentence(), raw);
    log.reject(Refusals.partOf(body, rejected).build());
  }
}
