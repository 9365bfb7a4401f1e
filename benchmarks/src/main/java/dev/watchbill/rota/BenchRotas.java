package dev.watchbill.rota;

import dev.watchbill.schemas.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What is measured: schedules of eight people, each on leave for two weeks if asked for. */
final class BenchRotas {
  /** The first handoff of those that take daily turns. */
  static final Instant START = Instant.parse("2026-01-05T08:00:00Z");

  /** A company's. */
  static final int SCHEDULES = 1_000;

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final LocalDateTime ANCHOR = LocalDateTime.parse("2026-01-05T09:00");
  private static final LocalDateTime LONG_AGO = LocalDateTime.parse("2020-01-06T09:00");

  private BenchRotas() {}

  /** One that takes turns of a day. */
  static Rota daily(int number, boolean leave) {
    return rota(number, ANCHOR, "1d", leave, START);
  }

  static List<Rota> daily(boolean leave) {
    return IntStream.range(0, SCHEDULES).mapToObj(i -> daily(i, leave)).toList();
  }

  /**
   * Those of a company that takes turns of a week since 2020, as the planner is told of them.
   *
   * @param leaveFrom when leave begins
   */
  static List<Schedule> weekly(boolean leave, Instant leaveFrom) {
    return IntStream.range(0, SCHEDULES)
        .mapToObj(i -> schedule(rota(i, LONG_AGO, "1w", leave, leaveFrom)))
        .toList();
  }

  private static Schedule schedule(Rota rota) {
    return Schedule.newBuilder()
        .setId(rota.schedule())
        .setTeam("team")
        .setTimezone(BERLIN.getId())
        .setDefinition(RotaJson.write(rota))
        .build();
  }

  private static Rota rota(
      int number, LocalDateTime anchor, String turn, boolean leave, Instant leaveFrom) {
    var members = IntStream.range(0, 8).mapToObj(i -> "person-" + i).toArray(String[]::new);
    var rotation =
        Rotation.named("turns", BERLIN, anchor, TurnLength.parse(turn)).members(members).build();
    var rota = Rota.of("schedule-" + number, BERLIN, rotation);
    var people = new ArrayList<Person>();
    for (int i = 0; i < members.length; i++) {
      var from = leaveFrom.plus(Duration.ofDays(20L * i + number % 20));
      var person = Person.of(members[i], BERLIN);
      people.add(leave ? person.away(from, from.plus(Duration.ofDays(14)), "leave") : person);
    }
    return rota.people(people);
  }
}
