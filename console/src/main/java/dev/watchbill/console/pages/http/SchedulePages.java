package dev.watchbill.console.pages.http;

import dev.watchbill.console.http.Call;
import dev.watchbill.console.http.Endpoint;
import dev.watchbill.console.http.Route;
import dev.watchbill.console.pages.AnswerView;
import dev.watchbill.console.pages.Answers;
import dev.watchbill.console.pages.SchedulesView;
import dev.watchbill.console.pages.TimelineView;
import dev.watchbill.console.pages.TimelineView.Row;
import dev.watchbill.console.readmodel.questions.Shifts.Published;
import dev.watchbill.console.schedules.Bars;
import dev.watchbill.console.schedules.Window;
import dev.watchbill.schemas.Schedule;
import dev.watchbill.schemas.Team;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Schedules as a calendar shows them, and who is on call when. */
final class SchedulePages {
  private static final Map<String, Integer> SPANS = Map.of("day", 1, "fortnight", 14, "month", 31);
  private static final int ROWS = 40;
  private static final int LISTED_SERVICES = 300;
  private static final int EVENTS = 15;

  private final Stage stage;

  SchedulePages(Stage stage) {
    this.stage = stage;
  }

  Map<Route, Endpoint> endpoints() {
    return Map.of(Route.SCHEDULES_PAGE, this::all, Route.SCHEDULE_PAGE, this::one);
  }

  private void all(Call call) {
    var roster = stage.model().roster();
    var team = call.query("team").filter(roster.teams()::containsKey).orElse(null);
    var found =
        roster.schedules().values().stream()
            .filter(it -> team == null || it.getTeam().equals(team))
            .sorted(Comparator.comparing(Schedule::getTeam).thenComparing(Schedule::getId))
            .toList();
    var shown = found.stream().limit(ROWS).toList();
    var window = window(call);
    var keep = team == null ? "" : "&team=" + encoded(team);
    var timeline = timeline(call, window, "/schedules", keep, rows(shown, window));
    show(call, timeline, null, team, found.size() - shown.size());
  }

  private void one(Call call) {
    var schedule = stage.model().roster().schedules().get(call.path("id"));
    if (schedule == null) {
      stage.refuse(
          call,
          404,
          "No such schedule",
          "Expected a schedule of the roster, but got \"" + call.path("id") + "\".");
      return;
    }
    var window = window(call);
    var base = "/schedules/" + encoded(schedule.getId());
    var timeline = timeline(call, window, base, "", layers(schedule, window));
    show(call, timeline, schedule, schedule.getTeam(), 0);
  }

  private void show(
      Call call,
      TimelineView timeline,
      @Nullable Schedule schedule,
      @Nullable String team,
      int hidden) {
    var roster = stage.model().roster();
    var asked =
        new SchedulesView.Asked(call.query("service").orElse(""), call.query("at").orElse(""));
    var answers = new Answers(stage.model(), timeline.window().zone(), stage.now());
    Optional<AnswerView> answer =
        asked.at().isEmpty() ? Optional.empty() : answers.of(asked, schedule);
    var view =
        new SchedulesView(
            timeline,
            schedule == null ? null : schedule.getId(),
            team,
            roster.teams().keySet().stream().sorted().toList(),
            answer.orElse(null),
            asked.at().isEmpty() || answer.isPresent() ? "" : answers.problem(asked),
            roster.services().size() > LISTED_SERVICES
                ? List.of()
                : roster.services().keySet().stream().sorted().toList(),
            asked,
            hidden,
            schedule == null ? List.of() : events(schedule.getId()),
            schedule == null ? Set.of() : members(schedule));
    stage.show(call, stage.templates().schedules(stage.frame(call), view));
  }

  private List<SchedulesView.Event> events(String schedule) {
    return stage.model().shifts().events(schedule, EVENTS).stream()
        .map(event -> new SchedulesView.Event(event.getAt(), event.getType(), event.getWhy()))
        .toList();
  }

  private Set<String> members(Schedule schedule) {
    return new TreeSet<>(
        Optional.ofNullable(stage.model().roster().teams().get(schedule.getTeam()))
            .map(Team::getMembers)
            .orElse(List.of()));
  }

  private TimelineView timeline(
      Call call, Window window, String base, String keep, List<Row> rows) {
    return new TimelineView(
        window, span(call), base, keep, rows, stage.people(), TimelineView.colours(rows));
  }

  private List<Row> rows(List<Schedule> schedules, Window window) {
    var ids = schedules.stream().map(Schedule::getId).toList();
    if (ids.isEmpty()) {
      return List.of();
    }
    var shifts =
        stage.model().shifts().between(ids, window.start(), window.end()).stream()
            .collect(Collectors.groupingBy(Published::schedule));
    var gaps =
        stage.model().shifts().gaps(ids, window.start(), window.end()).stream()
            .collect(Collectors.groupingBy(gap -> gap.schedule()));
    var until = stage.model().shifts().plannedUntil();
    var bars = new Bars(window);
    return schedules.stream()
        .map(schedule ->
            new Row(
                schedule.getId(),
                schedule.getTeam() + promise(schedule),
                "/schedules/" + encoded(schedule.getId()),
                bars.of(
                    shifts.getOrDefault(schedule.getId(), List.of()).stream()
                        .filter(shift -> !shift.shadow())
                        .toList()),
                bars.gaps(gaps.getOrDefault(schedule.getId(), List.of())),
                bars.unplanned(until.get(schedule.getId())).orElse(null)))
        .toList();
  }

  private static String promise(Schedule schedule) {
    return schedule.getPromise() == null ? "" : " · promises " + schedule.getPromise();
  }

  /** The result, and what each layer gives to it. */
  private List<Row> layers(Schedule schedule, Window window) {
    var result = rows(List.of(schedule), window).getFirst();
    var rows = new ArrayList<Row>();
    rows.add(
        new Row(
            "on call", result.subtitle(), null, result.bars(), result.gaps(), result.unplanned()));
    var bars = new Bars(window);
    stage.model().shifts().between(List.of(schedule.getId()), window.start(), window.end()).stream()
        .collect(
            Collectors.groupingBy(
                SchedulePages::layer, java.util.TreeMap::new, Collectors.toList()))
        .forEach((layer, shifts) ->
            rows.add(new Row(layer, "layer", null, bars.of(shifts), List.of(), null)));
    return rows;
  }

  private static String layer(Published shift) {
    var name = shift.rotation() == null ? "overrides" : shift.rotation();
    return shift.shadow() ? name + " (shadow)" : name;
  }

  private Window window(Call call) {
    var zone = stage.zone(call.principal().person());
    var days = SPANS.getOrDefault(span(call), 14);
    return new Window(from(call, zone), days, zone);
  }

  private static String span(Call call) {
    return call.query("span").filter(SPANS::containsKey).orElse("fortnight");
  }

  private LocalDate from(Call call, ZoneId zone) {
    var today = LocalDate.ofInstant(stage.now(), zone);
    try {
      return call.query("from")
          .map(LocalDate::parse)
          .filter(date -> Math.abs(date.toEpochDay() - today.toEpochDay()) < 4000)
          .orElse(today);
    } catch (DateTimeException e) {
      return today;
    }
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
