package dev.watchbill.console.pages.http;

import dev.watchbill.console.api.When;
import dev.watchbill.console.http.Call;
import dev.watchbill.console.http.Endpoint;
import dev.watchbill.console.http.Route;
import dev.watchbill.console.pages.AskView;
import dev.watchbill.console.pages.Frame;
import dev.watchbill.console.pages.MyShiftsView;
import dev.watchbill.console.pages.OfferedShift;
import dev.watchbill.console.schedules.Previews;
import dev.watchbill.console.schedules.Rotations;
import dev.watchbill.console.schedules.Wish;
import dev.watchbill.schemas.ScheduleEvent;
import dev.watchbill.schemas.Team;
import dev.watchbill.schemas.roster.Role;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One's own shifts, and what can be asked of plans, with what it would move. */
final class AskPages {
  private static final List<String> FIELDS =
      List.of(
          "schedule",
          "who",
          "insteadOf",
          "rotation",
          "from",
          "to",
          "returnFrom",
          "returnTo",
          "text");
  private static final Set<String> ACTIONS = Set.of("override", "swap", "absence");
  private static final Duration AHEAD = Duration.ofDays(70);
  private static final Duration BEFORE = Duration.ofDays(14);
  private static final Duration LONGEST = Duration.ofDays(366);

  private final Stage stage;
  private final ScheduleActions actions;

  AskPages(Stage stage, ScheduleActions actions) {
    this.stage = stage;
    this.actions = actions;
  }

  Map<Route, Endpoint> endpoints() {
    return Map.of(
        Route.SHIFTS_PAGE, this::shifts,
        Route.ASK_PAGE, this::form,
        Route.ASK, this::ask);
  }

  private void shifts(Call call) {
    var who = call.principal();
    var roster = stage.model().roster();
    var person = call.query("person").filter(roster.people()::containsKey).orElse(who.person());
    var own = person != null && person.equals(who.person());
    var may =
        own
            ? who.highest().covers(Role.RESPONDER)
            : person != null && who.mayActFor(person, roster);
    var now = stage.now();
    var view =
        person == null
            ? new MyShiftsView(
                null, false, false, stage.people(), List.of(), List.of(), List.of(), List.of())
            : new MyShiftsView(
                person,
                own,
                may,
                stage.people(),
                stage.model().shifts().of(person, now, now.plus(AHEAD)),
                stage.model().scheduleStory().openHandoffs(now.minus(BEFORE)).stream()
                    .filter(handoff -> handoff.getIncoming().contains(person))
                    .toList(),
                swaps(person, now),
                offered(person, now));
    stage.show(call, stage.templates().myShifts(stage.frame(call), view));
  }

  private List<ScheduleEvent> swaps(String person, Instant now) {
    return stage.model().scheduleStory().openSwaps(now.minus(AHEAD)).stream()
        .filter(swap -> swap.getIncoming().contains(person))
        .filter(swap -> swap.getEnd() != null && swap.getEnd().isAfter(now))
        .toList();
  }

  /** Offered shifts of the person's schedules that are still their owners'. */
  private List<OfferedShift> offered(String person, Instant now) {
    var mine = schedulesOf(person);
    return stage.model().scheduleStory().since(Set.of("shift-offered"), now.minus(AHEAD)).stream()
        .filter(offer -> mine.contains(offer.getSchedule()))
        .filter(offer -> !offer.getOutgoing().contains(person))
        .filter(offer -> offer.getStart() != null && offer.getStart().isAfter(now))
        .flatMap(offer -> offered(offer).stream())
        .filter(this::isStillTheirs)
        .distinct()
        .toList();
  }

  private Optional<OfferedShift> offered(ScheduleEvent offer) {
    var start = offer.getStart();
    var end = offer.getEnd();
    if (start == null || end == null || offer.getOutgoing().isEmpty()) {
      return Optional.empty();
    }
    var several = new Rotations(stage.model()).of(offer.getSchedule()).size() > 1;
    if (several && offer.getRotation() == null && offer.getOutgoing().size() > 1) {
      // Of an earlier build: which rotation's turn it is nobody knows, and all of them aren't
      // meant.
      return Optional.empty();
    }
    return Optional.of(
        new OfferedShift(
            offer.getSchedule(),
            several ? offer.getRotation() : null,
            offer.getOutgoing(),
            start,
            end));
  }

  private boolean isStillTheirs(OfferedShift offer) {
    return offer.owners().stream()
        .flatMap(owner ->
            stage.model().shifts().of(owner, offer.start(), offer.start().plusSeconds(1)).stream())
        .filter(shift -> shift.schedule().equals(offer.schedule()))
        .anyMatch(shift -> offer.rotation() == null || offer.rotation().equals(shift.rotation()));
  }

  private Collection<String> schedulesOf(String person) {
    return stage.model().roster().teams().values().stream()
        .filter(team -> team.getMembers().contains(person))
        .flatMap(team -> team.getSchedules().stream())
        .toList();
  }

  private void form(Call call) {
    var action = call.query("action").filter(ACTIONS::contains).orElse("override");
    var fields = new LinkedHashMap<String, String>();
    FIELDS.forEach(name -> call.query(name).ifPresent(value -> fields.put(name, value.strip())));
    stage.show(call, stage.templates().ask(stage.frame(call), view(call, action, fields)));
  }

  private AskView view(Call call, String action, Map<String, String> fields) {
    var own = call.principal().person();
    if (own != null && action.equals("absence")) {
      fields.putIfAbsent("who", own);
    }
    if (own != null && action.equals("swap")) {
      fields.putIfAbsent("insteadOf", own);
    }
    var zone = stage.zone(own);
    var wish = wish(action, fields, zone);
    var whole = fields.containsKey("from") && fields.containsKey("to") && fields.containsKey("who");
    return new AskView(
        action,
        fields,
        candidates(fields.get("schedule"), own),
        stage.model().roster().schedules().keySet().stream().sorted().limit(500).toList(),
        rotations(action, fields.get("schedule")),
        wish.map(it -> new Previews(stage.model(), stage.now()).of(it)).orElse(null),
        whole && wish.isEmpty()
            ? "Expected a schedule and people of the roster, a rotation of that schedule, and an end"
                + " after the start, at most a year later."
            : "",
        stage.people());
  }

  private List<String> rotations(String action, @Nullable String schedule) {
    return schedule == null || !action.equals("override")
        ? List.of()
        : List.copyOf(new Rotations(stage.model()).of(schedule));
  }

  private Optional<Wish> wish(String action, Map<String, String> fields, ZoneId zone) {
    var roster = stage.model().roster();
    var from = when(fields.get("from"), zone);
    var to = when(fields.get("to"), zone);
    var who = fields.getOrDefault("who", "");
    var schedule = fields.get("schedule");
    var insteadOf = blankIsNull(fields.get("insteadOf"));
    var rotation = blankIsNull(fields.get("rotation"));
    if (from == null
        || to == null
        || !from.isBefore(to)
        || Duration.between(from, to).compareTo(LONGEST) > 0
        || !roster.people().containsKey(who)
        || (insteadOf != null && !roster.people().containsKey(insteadOf))
        || (!action.equals("absence")
            && (schedule == null || !roster.schedules().containsKey(schedule)))
        || (rotation != null && !rotations(action, schedule).contains(rotation))
        || (action.equals("swap") && insteadOf == null)) {
      return Optional.empty();
    }
    return Optional.of(
        new Wish(
            action,
            schedule,
            who,
            insteadOf,
            rotation,
            from,
            to,
            when(fields.get("returnFrom"), zone),
            when(fields.get("returnTo"), zone)));
  }

  private static @Nullable Instant when(@Nullable String text, ZoneId zone) {
    return text == null || text.isEmpty() ? null : When.parse(text, zone).orElse(null);
  }

  private static @Nullable String blankIsNull(@Nullable String text) {
    return text == null || text.isBlank() ? null : text;
  }

  /** Members of the schedule's team, and oneself. */
  private List<String> candidates(@Nullable String schedule, @Nullable String own) {
    var roster = stage.model().roster();
    var team =
        Optional.ofNullable(schedule)
            .map(roster.schedules()::get)
            .map(it -> roster.teams().get(it.getTeam()))
            .map(Team::getMembers)
            .orElseGet(() -> own == null ? List.of() : teammates(own));
    return List.copyOf(
        new TreeSet<>(Stream.concat(team.stream(), Stream.ofNullable(own)).toList()));
  }

  private List<String> teammates(String own) {
    return stage.model().roster().teams().values().stream()
        .filter(team -> team.getMembers().contains(own))
        .flatMap(team -> team.getMembers().stream())
        .toList();
  }

  private void ask(Call call) {
    var fields = call.form();
    var said = actions.ask(call, fields);
    var schedule = fields.getOrDefault("schedule", "");
    var back =
        fields.getOrDefault("back", "").equals("shifts") || schedule.isEmpty()
            ? "/shifts"
            : "/schedules/" + SchedulePages.encoded(schedule);
    stage.goOn(call, back, new Frame.Notice(said.good(), said.sentence()));
  }
}
