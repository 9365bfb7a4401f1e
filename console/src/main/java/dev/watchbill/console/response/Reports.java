package dev.watchbill.console.response;

import dev.watchbill.console.readmodel.Answered.One;
import dev.watchbill.console.readmodel.Answered.Toll;
import dev.watchbill.console.readmodel.ReadModel;
import dev.watchbill.console.readmodel.Served;
import dev.watchbill.console.response.Report.Load;
import dev.watchbill.console.response.Report.Spread;
import dev.watchbill.schemas.Team;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads reports from the read model. */
public final class Reports {
  private static final int NOISY = 20;
  private static final List<String> HOURS =
      IntStream.range(0, 24).mapToObj("%02d"::formatted).toList();

  private final ReadModel model;

  public Reports(ReadModel model) {
    this.model = model;
  }

  /**
   * One report.
   *
   * @param team null: all
   * @param zone of the hours of the day
   */
  public Report of(Instant from, Instant to, @Nullable String team, ZoneId zone) {
    var incidents = model.answered().between(from, to, team);
    var served = model.served().between(from, to).stream().filter(of(team)).toList();
    return new Report(
        from,
        to,
        zone.getId(),
        team,
        Groups.of("all", incidents),
        Groups.by(incidents, One::team),
        Groups.by(incidents, One::service),
        Groups.by(incidents, One::severity),
        Groups.inOrder(incidents, it -> HOURS.get(it.openedAt().atZone(zone).getHour())),
        people(from, to, team, served),
        rotations(served),
        model.answered().noisiest(from, to, services(team), NOISY),
        incidents.stream().filter(One::untouched).count());
  }

  private static java.util.function.Predicate<Served.Shift> of(@Nullable String team) {
    return shift -> team == null || team.equals(shift.team());
  }

  /** Null: any. */
  private @Nullable Collection<String> services(@Nullable String team) {
    return team == null
        ? null
        : model.roster().services().values().stream()
            .filter(service -> team.equals(service.getTeam()))
            .map(service -> service.getId())
            .toList();
  }

  private List<Load> people(
      Instant from, Instant to, @Nullable String team, List<Served.Shift> served) {
    var tolls =
        model.answered().tolls(from, to, team).stream()
            .collect(Collectors.toMap(Toll::person, Function.identity()));
    var hours = hours(from, to, served);
    var ahead = ahead(to, to.plus(Duration.between(from, to)), team);
    var teams = teamOf();
    var everybody = new TreeSet<String>();
    everybody.addAll(tolls.keySet());
    everybody.addAll(hours.keySet());
    everybody.addAll(ahead.keySet());
    return everybody.stream()
        .map(person ->
            load(
                person,
                teams.get(person),
                hours.getOrDefault(person, Hours.NONE),
                ahead.getOrDefault(person, Duration.ZERO),
                Optional.ofNullable(tolls.get(person))))
        .filter(Load::isSomething)
        .sorted(
            Comparator.comparingLong(Load::brokenNights)
                .reversed()
                .thenComparing(Comparator.comparingLong(Load::pages).reversed())
                .thenComparing(Comparator.comparingDouble(Load::hours).reversed())
                .thenComparing(Load::person))
        .toList();
  }

  private static Load load(
      String person, @Nullable String team, Hours hours, Duration ahead, Optional<Toll> toll) {
    return new Load(
        person,
        team,
        Hours.number(hours.whole()),
        Hours.number(hours.night()),
        Hours.number(hours.weekend()),
        Hours.number(ahead),
        toll.map(Toll::pages).orElse(0L),
        toll.map(Toll::brokenNights).orElse(0L),
        Hours.number(Duration.ofMillis(toll.map(Toll::offHoursMs).orElse(0L))));
  }

  private Map<String, Hours> hours(Instant from, Instant to, List<Served.Shift> served) {
    var roster = model.roster();
    var clocks = new HashMap<ZoneId, LocalClock>();
    var hours = new HashMap<String, Hours>();
    for (var shift : served) {
      var clock =
          clocks.computeIfAbsent(
              roster.zoneOf(shift.who()), zone -> new LocalClock(zone, from, to));
      hours.merge(shift.who(), clock.between(shift.start(), shift.end()), Hours::plus);
    }
    return hours;
  }

  private Map<String, Duration> ahead(Instant from, Instant to, @Nullable String team) {
    var schedules =
        team == null
            ? List.<String>of()
            : model.roster().schedules().values().stream()
                .filter(it -> it.getTeam().equals(team))
                .map(it -> it.getId())
                .toList();
    if (team != null && schedules.isEmpty()) {
      return Map.of();
    }
    return model.shifts().hoursOf(schedules, from, to);
  }

  private Map<String, String> teamOf() {
    var teams = new TreeMap<String, String>();
    model.roster().teams().values().stream()
        .sorted(Comparator.comparing(Team::getId))
        .forEach(team -> team.getMembers().forEach(it -> teams.putIfAbsent(it, team.getId())));
    return teams;
  }

  private static List<Spread> rotations(List<Served.Shift> served) {
    return served.stream()
        .filter(shift -> shift.rotation() != null)
        .collect(
            Collectors.groupingBy(
                shift -> shift.schedule() + "\n" + shift.rotation(),
                TreeMap::new,
                Collectors.toList()))
        .values()
        .stream()
        .map(Reports::spread)
        .toList();
  }

  private static Spread spread(List<Served.Shift> shifts) {
    var first = shifts.getFirst();
    var byPerson =
        shifts.stream()
            .collect(
                Collectors.groupingBy(
                    Served.Shift::who, Collectors.summingDouble(it -> Hours.number(it.length()))));
    var most = byPerson.values().stream().mapToDouble(it -> it).max().orElse(0);
    var least = byPerson.values().stream().mapToDouble(it -> it).min().orElse(0);
    return new Spread(
        first.schedule(),
        Objects.requireNonNull(first.rotation()),
        round(most),
        round(least),
        round(most - least),
        shifts.stream().mapToDouble(it -> Hours.number(it.length())).max().orElse(0));
  }

  private static double round(double hours) {
    return Math.round(hours * 10) / 10.0;
  }
}
