package dev.watchbill.roster.check;

import dev.watchbill.roster.Moment;
import dev.watchbill.roster.RotationEntry;
import dev.watchbill.roster.RotationEntry.TurnLength;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A handoff at a local time that a clock change leaves out. */
record SkippedHandoff(LocalDateTime at, ZoneId zone) {
  /** How far ahead clock changes are looked at. */
  private static final int YEARS = 3;

  /** The first handoff that is the anchor itself or in the next years, if one is left out. */
  static Optional<SkippedHandoff> of(RotationEntry rotation, Instant now) {
    if (rotation.follows().isPresent()) {
      return Optional.empty();
    }
    var zone = rotation.zone();
    var start = Moment.instantOf(rotation.start(), zone);
    var from = start.isAfter(now) ? start : now;
    return gaps(zone, start, from.plus(366L * YEARS, ChronoUnit.DAYS), now)
        .flatMap(gap -> in(gap, rotation))
        .map(local -> new SkippedHandoff(local, zone))
        .findFirst();
  }

  private static Stream<ZoneOffsetTransition> gaps(
      ZoneId zone, Instant start, Instant to, Instant now) {
    var rules = zone.getRules();
    var first = start.isAfter(now) ? start : now;
    var ahead =
        Stream.iterate(
            Optional.ofNullable(rules.nextTransition(first.minusSeconds(1))),
            it -> it.isPresent() && it.get().getInstant().isBefore(to),
            it -> Optional.ofNullable(rules.nextTransition(it.get().getInstant())));
    // The anchor itself may lie in one that is long over: all turns are counted from it.
    var anchor =
        Optional.ofNullable(rules.nextTransition(start.minusSeconds(1)))
            .filter(it -> it.getInstant().equals(start));
    return Stream.concat(Stream.of(anchor), ahead)
        .flatMap(Optional::stream)
        .filter(ZoneOffsetTransition::isGap);
  }

  private static Stream<LocalDateTime> in(ZoneOffsetTransition gap, RotationEntry rotation) {
    var day = gap.getDateTimeBefore().toLocalDate();
    return Stream.of(day, gap.getDateTimeAfter().toLocalDate())
        .distinct()
        .flatMap(date -> handoffs(date, rotation))
        .filter(it -> !it.isBefore(gap.getDateTimeBefore()) && it.isBefore(gap.getDateTimeAfter()));
  }

  private static Stream<LocalDateTime> handoffs(LocalDate date, RotationEntry rotation) {
    var start = rotation.start();
    if (date.isBefore(start.toLocalDate())) {
      return Stream.empty();
    }
    int days = rotation.shift().wholeDays();
    if (days > 0) {
      long since = ChronoUnit.DAYS.between(start.toLocalDate(), date);
      return since % days == 0 ? Stream.of(date.atTime(start.toLocalTime())) : Stream.empty();
    }
    return hourly(rotation.shift())
        ? IntStream.range(0, 24 / rotation.shift().count())
            .mapToObj(turn ->
                date.atTime(start.toLocalTime().plusHours((long) turn * rotation.shift().count())))
        : Stream.empty();
  }

  private static boolean hourly(TurnLength shift) {
    return shift.unit() == TurnLength.Unit.HOURS && 24 % shift.count() == 0;
  }

  @Override
  public String toString() {
    return "%s, which %s leaves out on %s (the turn then begins at %s)"
        .formatted(
            at.toLocalTime(),
            zone,
            at.toLocalDate(),
            Moment.instantOf(at, zone).atZone(zone).toLocalTime());
  }
}
