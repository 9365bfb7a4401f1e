package dev.watchbill.console.response;

import static java.util.concurrent.CompletableFuture.supplyAsync;

import dev.watchbill.console.readmodel.ReadModel;
import dev.watchbill.console.readmodel.questions.Answered.One;
import dev.watchbill.console.readmodel.questions.Answered.Toll;
import dev.watchbill.console.readmodel.questions.Served;
import dev.watchbill.console.response.Report.Load;
import dev.watchbill.console.response.Report.Spread;
import dev.watchbill.schemas.Team;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads reports from the read model. */
public final class Reports {
  private static final int NOISY = 20;
  private static final List<String> HOURS =
      IntStream.range(0, 24).mapToObj("%02d"::formatted).toList();

  // Not virtual ones: whoever reads a database in this process keeps its carrier from all others.
  private static final ThreadFactory READERS =
      Thread.ofPlatform().daemon().name("report-", 0).factory();

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
    var ahead = to.plus(Duration.between(from, to));
    // Each of these reads tens of thousands of rows, and none waits for another.
    try (var reading = Executors.newThreadPerTaskExecutor(READERS)) {
      var incidents = supplyAsync(() -> model.answered().between(from, to, team), reading);
      var served = supplyAsync(() -> served(from, to, team), reading);
      var tolls = supplyAsync(() -> model.answered().tolls(from, to, team), reading);
      var published = supplyAsync(() -> ahead(to, ahead, team), reading);
      var noisy =
          supplyAsync(() -> model.answered().noisiest(from, to, services(team), NOISY), reading);
      var people =
          supplyAsync(
              () -> people(tolls.join(), hours(from, to, served.join()), published.join()),
              reading);
      var rotations = supplyAsync(() -> rotations(served.join()), reading);
      var all = incidents.join();
      var summed = Groups.of("all", all);
      return new Report(
          from,
          to,
          zone.getId(),
          team,
          summed,
          Groups.by(all, One::team),
          Groups.by(all, One::service),
          Groups.by(all, One::severity),
          Groups.inOrder(all, it -> HOURS.get(it.openedAt().atZone(zone).getHour())),
          people.join(),
          rotations.join(),
          noisy.join(),
          summed.untouched());
    }
  }

  private List<Served.Shift> served(Instant from, Instant to, @Nullable String team) {
    return model.served().between(from, to).stream()
        .filter(shift -> team == null || team.equals(shift.team()))
        .toList();
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

  private List<Load> people(List<Toll> all, Map<String, Hours> hours, Map<String, Duration> ahead) {
    var tolls = all.stream().collect(Collectors.toMap(Toll::person, Function.identity()));
    var teams = teamOf();
    var everybody = new HashSet<String>();
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
    var clocksOf = new HashMap<String, LocalClock>();
    var hours = new HashMap<String, Hours>();
    for (var shift : served) {
      var clock =
          clocksOf.computeIfAbsent(
              shift.who(),
              who ->
                  clocks.computeIfAbsent(
                      roster.zoneOf(who), zone -> new LocalClock(zone, from, to)));
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
    var teams = new HashMap<String, String>();
    model.roster().teams().values().stream()
        .sorted(Comparator.comparing(Team::getId))
        .forEach(team -> team.getMembers().forEach(it -> teams.putIfAbsent(it, team.getId())));
    return teams;
  }

  private record Rotation(String schedule, String name) {}

  private static List<Spread> rotations(List<Served.Shift> served) {
    var turns = new HashMap<Rotation, List<Served.Shift>>();
    for (var shift : served) {
      var rotation = shift.rotation();
      if (rotation != null) {
        turns
            .computeIfAbsent(new Rotation(shift.schedule(), rotation), _ -> new ArrayList<>())
            .add(shift);
      }
    }
    return turns.entrySet().stream()
        .sorted(
            Map.Entry.comparingByKey(
                Comparator.comparing(Rotation::schedule).thenComparing(Rotation::name)))
        .map(turn -> spread(turn.getKey(), turn.getValue()))
        .toList();
  }

  private static Spread spread(Rotation rotation, List<Served.Shift> shifts) {
    var byPerson =
        shifts.stream()
            .collect(
                Collectors.groupingBy(
                    Served.Shift::who, Collectors.summingDouble(it -> Hours.number(it.length()))));
    var most = byPerson.values().stream().mapToDouble(it -> it).max().orElse(0);
    var least = byPerson.values().stream().mapToDouble(it -> it).min().orElse(0);
    return new Spread(
        rotation.schedule(),
        rotation.name(),
        round(most),
        round(least),
        round(most - least),
        shifts.stream().mapToDouble(it -> Hours.number(it.length())).max().orElse(0));
  }

  private static double round(double hours) {
    return Math.round(hours * 10) / 10.0;
  }
}
