package dev.watchbill.rota;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.LongStream;

/** Rotas nobody would write by hand, biased to odd zones and the days clocks change. */
final class Generated {
  private static final List<String> ODD =
      List.of(
          "Australia/Lord_Howe",
          "Antarctica/Troll",
          "Africa/Casablanca",
          "America/Sao_Paulo",
          "America/Havana",
          "Pacific/Apia",
          "Asia/Kathmandu",
          "Pacific/Chatham",
          "Europe/Dublin",
          "Africa/Cairo",
          "Europe/Berlin",
          "America/New_York");
  private static final List<String> ALL = List.copyOf(new TreeSet<>(ZoneId.getAvailableZoneIds()));
  private static final List<String> HANDOFFS =
      List.of("00:00", "01:30", "02:00", "02:30", "03:00", "09:00", "23:30");
  private static final List<String> NAMES =
      List.of(
          "asha", "bo", "carla", "dmitri", "erin", "fay", "gus", "hana", "ivo", "jo", "kai", "lu");

  private final SplittableRandom random;

  Generated(long seed) {
    random = new SplittableRandom(seed);
  }

  /** So many, or as many as {@code -Dseeds} says if that is less. */
  static LongStream seeds(int count) {
    return LongStream.range(0, Math.min(count, Integer.getInteger("seeds", count)));
  }

  SplittableRandom random() {
    return random;
  }

  ZoneId zone() {
    return ZoneId.of(random.nextInt(3) == 0 ? pick(ALL) : pick(ODD));
  }

  <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  /** A local handoff, most often within three days of a clock change. */
  LocalDateTime anchor(ZoneId zone) {
    var year = 2005 + random.nextInt(25);
    var around = LocalDate.of(year, 1, 1).plusDays(random.nextInt(365));
    if (zone.getId().equals("Pacific/Apia") && random.nextBoolean()) {
      around = LocalDate.of(2011, 12, 30);
    }
    var change = zone.getRules().nextTransition(around.atStartOfDay(zone).toInstant());
    if (change != null && random.nextInt(4) != 0) {
      around = change.getDateTimeBefore().toLocalDate();
    }
    return around.plusDays(random.nextInt(7) - 3).atTime(LocalTime.parse(pick(HANDOFFS)));
  }

  TurnLength shift() {
    return switch (random.nextInt(3)) {
      case 0 -> new TurnLength(1 + random.nextInt(36), TurnLength.Unit.HOURS);
      case 1 -> new TurnLength(1 + random.nextInt(15), TurnLength.Unit.DAYS);
      default -> new TurnLength(1 + random.nextInt(6), TurnLength.Unit.WEEKS);
    };
  }

  String[] members(int count) {
    return NAMES.subList(0, count).toArray(String[]::new);
  }

  /** A list some places of which are nobody's. */
  private List<Member> membersAndNobody() {
    var list = new ArrayList<Member>();
    for (var name : members(random.nextInt(5))) {
      list.add(Member.of(name));
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      list.add(random.nextInt(list.size() + 1), Member.NOBODY);
    }
    return list;
  }

  List<Hours> hours() {
    var weekdays = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
    var all = EnumSet.allOf(DayOfWeek.class);
    var start = LocalTime.of(random.nextInt(24), 15 * random.nextInt(4));
    return switch (random.nextInt(10)) {
      case 0 -> List.of(Hours.daily(weekdays, LocalTime.of(9, 0), LocalTime.of(17, 0)));
      case 1 -> List.of(Hours.daily(all, LocalTime.of(22, 0), LocalTime.of(6, 0)));
      case 2 ->
          List.of(
              Hours.weekly(
                  DayOfWeek.FRIDAY, LocalTime.of(22, 0), DayOfWeek.MONDAY, LocalTime.of(6, 0)));
      case 3 ->
          List.of(
              Hours.daily(all, LocalTime.of(1, 0), LocalTime.of(2, 30)),
              Hours.daily(all, LocalTime.of(2, 30), LocalTime.of(4, 0)));
      case 4 -> List.of(Hours.daily(all, LocalTime.of(2, 0), LocalTime.of(2, 20)));
      case 5 ->
          List.of(
              Hours.daily(
                  EnumSet.of(pick(List.copyOf(all))),
                  start,
                  start.plusMinutes(10 + random.nextInt(1400))));
      default -> List.of();
    };
  }

  Rotation.Builder rotation(String name) {
    var zone = zone();
    return rotation(name, zone, anchor(zone));
  }

  Rotation.Builder rotation(String name, ZoneId zone, LocalDateTime anchor) {
    return Rotation.named(name, zone, anchor, shift())
        .members(members(random.nextInt(6)))
        .hours(hours())
        .countIdleTurns(random.nextInt(4) == 0);
  }

  /** One to three layers around the same days, with overrides. */
  Rota plainRota() {
    var zone = zone();
    var anchor = anchor(zone);
    var layers = new ArrayList<Rotation>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      layers.add(layer("layer" + i, zone, anchor));
    }
    var rota = Rota.of("primary", zone, layers.toArray(Rotation[]::new));
    var start = WallClock.instant(anchor, zone);
    var overrides = new ArrayList<ShiftOverride>();
    for (int i = random.nextInt(6); i > 0; i--) {
      var alone = random.nextInt(3) == 0 ? "layer" + random.nextInt(layers.size()) : null;
      overrides.add(override(start).rotation(alone));
    }
    return rota.overrides(overrides)
        .mode(
            switch (random.nextInt(6)) {
              case 0 -> Rota.Mode.EVERYONE;
              case 1 -> Rota.Mode.LEVELS;
              default -> Rota.Mode.PRIORITY;
            })
        .promise(
            random.nextInt(3) == 0
                ? new Promise(
                    zone(),
                    List.of(
                        Hours.daily(
                            EnumSet.allOf(DayOfWeek.class),
                            LocalTime.of(8, 0),
                            LocalTime.of(20, 0))))
                : null);
  }

  private Rotation layer(String name, ZoneId zone, LocalDateTime anchor) {
    var layerZone = random.nextInt(3) == 0 ? zone() : zone;
    var layer = rotation(name, layerZone, anchor.plusHours(random.nextInt(72)));
    var start = WallClock.instant(anchor, layerZone);
    if (random.nextInt(4) == 0) {
      layer.from(start.plusSeconds(random.nextInt(20 * 86_400)));
    }
    if (random.nextInt(4) == 0) {
      layer.until(start.plusSeconds(20 * 86_400 + random.nextInt(20 * 86_400)));
    }
    if (random.nextInt(4) == 0) {
      layer.members(membersAndNobody()).assign(Rotation.Assign.IN_ORDER);
    }
    return layer.priority(random.nextInt(3)).shadow(random.nextInt(6) == 0).build();
  }

  private ShiftOverride override(Instant around) {
    var from = around.plusSeconds(1800L * random.nextInt(40 * 48));
    var to = from.plusSeconds(1800L * (1 + random.nextInt(200)));
    var who = pick(NAMES.subList(0, 7));
    var override =
        switch (random.nextInt(5)) {
          case 0 -> ShiftOverride.cover(who, from, to);
          case 1 -> ShiftOverride.add(who, from, to);
          case 2 -> ShiftOverride.remove(who, from, to);
          default -> ShiftOverride.replace(who, pick(NAMES.subList(0, 6)), from, to);
        };
    return random.nextInt(3) == 0 ? at(override, around.minusSeconds(random.nextInt(4))) : override;
  }

  private static ShiftOverride at(ShiftOverride override, Instant at) {
    return new ShiftOverride(
        override.kind(),
        override.who(),
        override.insteadOf(),
        override.from(),
        override.to(),
        at,
        override.rotation());
  }
}
