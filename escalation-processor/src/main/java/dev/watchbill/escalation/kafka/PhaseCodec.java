package dev.watchbill.escalation.kafka;

import dev.watchbill.escalation.Phase;
import dev.watchbill.escalation.Suppression;
import dev.watchbill.schemas.StatePhase;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Phases, whose fields share one flat record. */
final class PhaseCodec {
  private PhaseCodec() {}

  static StatePhase toRecord(Phase phase) {
    var record = StatePhase.newBuilder();
    return (switch (phase) {
          case Phase.Paging p ->
              record
                  .setKind("paging")
                  .setStep(p.step())
                  .setRound(p.round())
                  .setDue(p.due().toEpochMilli())
                  .setHandoffAt(StateCodec.millis(p.handoffAt()))
                  .setAcks(p.acks())
                  .setAcksNeeded(p.acksNeeded());
          case Phase.Acknowledged a ->
              record
                  .setKind("acknowledged")
                  .setBy(a.by())
                  .setKnown(a.known())
                  .setSchedule(a.schedule())
                  .setSince(a.since().toEpochMilli())
                  .setDue(StateCodec.millis(a.expires()))
                  .setTellFrom(StateCodec.millis(a.tellFrom()))
                  .setUntold(a.untold())
                  .setStep(a.step())
                  .setRound(a.round());
          case Phase.Snoozed s ->
              record
                  .setKind("snoozed")
                  .setBy(s.by())
                  .setSchedule(s.schedule())
                  .setSince(s.since().toEpochMilli())
                  .setDue(s.until().toEpochMilli())
                  .setStep(s.step())
                  .setRound(s.round());
          case Phase.Suppressed s ->
              record
                  .setKind("suppressed")
                  .setCause(s.suppression().kind().name())
                  .setBy(s.suppression().by())
                  .setUntil(StateCodec.millis(s.suppression().until()))
                  .setWhy(s.suppression().why())
                  .setSince(s.since().toEpochMilli())
                  .setDue(s.askAgainAt().toEpochMilli());
          case Phase.Deferred d ->
              record
                  .setKind("deferred")
                  .setWhy(d.why())
                  .setSince(d.since().toEpochMilli())
                  .setDue(d.until().toEpochMilli());
          case Phase.Parked p ->
              record.setKind("parked").setWhy(p.why()).setSince(p.since().toEpochMilli());
          case Phase.Resolved r ->
              record
                  .setKind(r.stub() ? "stub" : "resolved")
                  .setBy(r.by())
                  .setSince(r.at().toEpochMilli())
                  .setDue(r.reopenUntil().toEpochMilli())
                  .setForgetAt(r.forgetAt().toEpochMilli());
        })
        .build();
  }

  static Phase fromRecord(StatePhase record) {
    return switch (record.getKind()) {
      case "paging" ->
          new Phase.Paging(
              record.getStep(),
              record.getRound(),
              at(record.getDue()),
              StateCodec.instant(record.getHandoffAt()),
              List.copyOf(record.getAcks()),
              record.getAcksNeeded());
      case "acknowledged" ->
          new Phase.Acknowledged(
              by(record),
              record.getKnown(),
              record.getSchedule(),
              at(record.getSince()),
              StateCodec.instant(record.getDue()),
              record.getStep(),
              record.getRound(),
              StateCodec.instant(record.getTellFrom()),
              record.getUntold());
      case "snoozed" ->
          new Phase.Snoozed(
              by(record),
              record.getSchedule(),
              at(record.getSince()),
              at(record.getDue()),
              record.getStep(),
              record.getRound());
      case "suppressed" ->
          new Phase.Suppressed(
              new Suppression(
                  Suppression.Kind.valueOf(record.getCause()),
                  record.getBy(),
                  StateCodec.instant(record.getUntil()),
                  record.getWhy()),
              at(record.getSince()),
              at(record.getDue()));
      case "deferred" ->
          new Phase.Deferred(at(record.getDue()), record.getWhy(), at(record.getSince()));
      case "parked" -> new Phase.Parked(record.getWhy(), at(record.getSince()));
      case "resolved", "stub" ->
          new Phase.Resolved(
              record.getBy(),
              at(record.getSince()),
              at(record.getDue()),
              at(record.getForgetAt()),
              record.getKind().equals("stub"));
      default ->
          throw new IllegalStateException(
              "Expected a phase this version knows, but got '%s': written by a newer one?"
                  .formatted(record.getKind()));
    };
  }

  private static Instant at(@Nullable Long millis) {
    return Instant.ofEpochMilli(Objects.requireNonNull(millis));
  }

  private static String by(StatePhase record) {
    return Objects.requireNonNull(record.getBy());
  }
}
