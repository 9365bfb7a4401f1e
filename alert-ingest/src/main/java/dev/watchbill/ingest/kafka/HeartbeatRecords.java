package dev.watchbill.ingest.kafka;

import dev.watchbill.ingest.auth.KeyUse;
import dev.watchbill.ingest.heartbeat.Absences;
import dev.watchbill.ingest.heartbeat.Heard;
import dev.watchbill.ingest.heartbeat.Standing;
import dev.watchbill.schemas.Absence;
import dev.watchbill.schemas.Heartbeat;
import dev.watchbill.schemas.HeartbeatWatch;
import dev.watchbill.schemas.Watched;
import java.time.Instant;
import java.util.Optional;

/** Heartbeats between their topic and what decides. */
final class HeartbeatRecords {
  static final String HEARD = "heard:";
  static final String WATCHED = "watched:";
  static final String KEY = "key:";
  static final String WATCH = "watch";

  private HeartbeatRecords() {}

  static Heartbeat heard(Heard beat) {
    return Heartbeat.newBuilder()
        .setName(beat.name())
        .setHeard(
            dev.watchbill.schemas.Heard.newBuilder().setAt(beat.at()).setBy(beat.by()).build())
        .build();
  }

  static Heartbeat used(KeyUse use) {
    return Heartbeat.newBuilder()
        .setName(use.credential())
        .setKeyUsed(
            dev.watchbill.schemas.KeyUse.newBuilder()
                .setAt(use.at())
                .setIntegration(use.integration())
                .setBy(use.by())
                .build())
        .build();
  }

  static Heartbeat watched(String name, Standing standing) {
    return Heartbeat.newBuilder()
        .setName(name)
        .setWatched(
            Watched.newBuilder()
                .setSince(standing.since())
                .setService(standing.service())
                .setMissedAt(standing.missedAt().orElse(null))
                .build())
        .build();
  }

  static Standing standing(Watched watched) {
    return new Standing(
        watched.getSince(), Optional.ofNullable(watched.getMissedAt()), watched.getService());
  }

  static Heartbeat watch(Instant listenedUntil, Absences absences) {
    var spans =
        absences.spans().stream()
            .map(span -> Absence.newBuilder().setFrom(span.from()).setUntil(span.until()).build())
            .toList();
    return Heartbeat.newBuilder()
        .setWatch(
            HeartbeatWatch.newBuilder().setListenedUntil(listenedUntil).setAbsences(spans).build())
        .build();
  }

  static Absences absences(HeartbeatWatch watch) {
    return new Absences(
        watch.getAbsences().stream()
            .filter(span -> span.getFrom().isBefore(span.getUntil()))
            .map(span -> new Absences.Span(span.getFrom(), span.getUntil()))
            .toList());
  }
}
