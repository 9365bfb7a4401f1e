package dev.watchbill.planner;

import dev.watchbill.rota.Gap;
import dev.watchbill.schemas.ScheduleCommand;
import dev.watchbill.schemas.ScheduleEvent;
import dev.watchbill.schemas.serde.TrustedRecords;
import dev.watchbill.schemas.text.Counted;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is said about schedules.
 *
 * @param at when it is said
 * @param rosterVersion in force then
 */
public record Announcements(Instant at, String rosterVersion) {
  static {
    TrustedRecords.trust();
  }

  /** What made a plan change; of whoever has left the roster it is that. */
  private record Cause(String why, Set<String> people) {
    private String of(Move move) {
      var gone = sorted(people.isEmpty() ? Set.of() : Move.minus(move.outgoing(), people));
      return gone.isEmpty()
          ? why
          : "%s %s no longer in the roster"
              .formatted(String.join(" and ", gone), gone.size() == 1 ? "is" : "are");
    }
  }

  private static final DateTimeFormatter WHEN =
      DateTimeFormatter.ofPattern("EEE d MMM HH:mm", Locale.ENGLISH);

  /** An edited rota of hourly turns moves a thousand shifts; the rest of them is told at once. */
  static final int TOLD_ONE_BY_ONE = 50;

  /**
   * What a new plan changes, for everybody it concerns. Gaps are told only where a promise was
   * made; without one, time with nobody is how the schedule was meant.
   *
   * @param before null: there was none
   * @param why what made it change
   * @param people everybody in the roster; empty: it isn't known
   */
  public List<ScheduleEvent> planned(
      @Nullable Plan before, Plan after, String why, Collection<String> people) {
    var events = new ArrayList<ScheduleEvent>();
    events.add(
        event(after, "plan-published", why).setStart(after.from()).setEnd(after.until()).build());
    changed(before, after, new Cause(why, Set.copyOf(people)), events);
    return numbered(events);
  }

  /** What was offered and nobody took, and who has it now; nothing, where nothing was. */
  public List<ScheduleEvent> given(Plan before, Plan after) {
    var events = new ArrayList<ScheduleEvent>();
    changed(before, after, new Cause("nobody took what was offered", Set.of()), events);
    numbered(events).forEach(event -> event.setId(event.getId() + "/given"));
    return List.copyOf(events);
  }

  private void changed(@Nullable Plan before, Plan after, Cause cause, List<ScheduleEvent> events) {
    if (before != null) {
      var until = Stretch.earlier(before.until(), after.until());
      moved(after, Move.between(before, after, at, until), cause, events);
    }
    gaps(before, after, events);
  }

  /** Stretches whose owners will be away, for anybody to take. */
  public List<ScheduleEvent> offered(Plan plan, List<Offer> offers) {
    return offers.stream()
        .map(offer ->
            event(plan, "shift-offered", whatBecomesOf(offer))
                .setId(
                    "%s/offered/%d/%d/%s"
                        .formatted(
                            plan.schedule(),
                            at.toEpochMilli(),
                            offer.start().toEpochMilli(),
                            offer.rotation()))
                .setRotation(offer.rotation())
                .setOutgoing(sorted(offer.owners()))
                .setStart(offer.start())
                .setEnd(offer.end())
                .build())
        .toList();
  }

  private static String whatBecomesOf(Offer offer) {
    return "%s; it stays theirs until somebody takes it, or until it is given to somebody %d h before"
        .formatted(offer.why(), Duration.between(offer.givenAt(), offer.start()).toHours());
  }

  /**
   * What is said ahead of time.
   *
   * @param zone of a person, to say when their shift is
   * @param reachable whether a person has a contact that works
   */
  public ScheduleEvent ahead(
      Plan plan, Ahead.Notice notice, Function<String, ZoneId> zone, Predicate<String> reachable) {
    return switch (notice) {
      case Ahead.Notice.OfGap it ->
          event(plan, "gap-warning", "nobody is on call in %s".formatted(length(it.gap().start())))
              .setId(id(plan, "gap-warning", it.gap().start(), it.before()))
              .setStart(it.gap().start())
              .setEnd(it.gap().end())
              .build();
      case Ahead.Notice.OfShift it ->
          event(plan, "reminder", reminder(it, zone.apply(it.who()), reachable.test(it.who())))
              .setId(id(plan, "reminder/" + it.who(), it.start(), it.before()))
              .setIncoming(List.of(it.who()))
              .setUnreachable(reachable.test(it.who()) ? List.of() : List.of(it.who()))
              .setStart(it.start())
              .setEnd(it.end())
              .build();
    };
  }

  private static String id(Plan plan, String what, Instant start, Duration before) {
    return "%s/%s/%d/%dh".formatted(plan.schedule(), what, start.toEpochMilli(), before.toHours());
  }

  private String reminder(Ahead.Notice.OfShift shift, ZoneId zone, boolean reachable) {
    var when = WHEN.format(shift.start().atZone(zone));
    var words =
        "%s is on call in %s, from %s (%s)"
            .formatted(shift.who(), length(shift.start()), when, zone);
    return reachable ? words : words + ", and has no contact that works";
  }

  /** How long it is from now, roughly. */
  private String length(Instant until) {
    var hours = Math.max(1, Math.round(Duration.between(at, until).toMinutes() / 60.0));
    if (hours < 24) {
      return hours == 1 ? "an hour" : hours + " hours";
    }
    var days = Math.round(hours / 24.0);
    return days == 1 ? "a day" : days + " days";
  }

  /** A swap that waits for the other's yes. */
  public static ScheduleEvent asked(ScheduleCommand swap, String team, Instant at) {
    return ScheduleEvent.newBuilder()
        .setId("swap/" + swap.getId())
        .setSchedule(Objects.requireNonNullElse(swap.getSchedule(), ""))
        .setTeam(team)
        .setAt(at)
        .setType("swap-asked")
        .setOutgoing(names(swap.getInsteadOf()))
        .setIncoming(names(swap.getWho()))
        .setStart(swap.getFrom())
        .setEnd(swap.getTo())
        .setCommand(swap.getId())
        .setBy(swap.getBy())
        .setWhy(
            "%s asks %s to serve instead of %s"
                .formatted(swap.getBy(), swap.getWho(), swap.getInsteadOf()))
        .build();
  }

  private static List<String> names(@Nullable String name) {
    return name == null ? List.of() : List.of(name);
  }

  /** A schedule that is no longer in the roster. */
  public List<ScheduleEvent> removed(Plan before) {
    var ahead =
        Stretch.of(before.shifts(), at, before.until()).stream()
            .flatMap(stretch -> stretch.who().stream())
            .toList();
    return numbered(
        List.of(
            event(before, "plan-removed", "the schedule is no longer in the roster")
                .setOutgoing(sorted(ahead))
                .setStart(at)
                .setEnd(Stretch.later(at, before.until()))
                .build()));
  }

  /** A schedule that couldn't be planned; what was published of it stays. */
  public ScheduleEvent failed(String schedule, String team, String why) {
    return ScheduleEvent.newBuilder()
        .setId(schedule + "/plan-failed/" + at.toEpochMilli())
        .setSchedule(schedule)
        .setTeam(team)
        .setAt(at)
        .setType("plan-failed")
        .setRosterVersion(rosterVersion)
        .setWhy(why)
        .build();
  }

  private void moved(Plan plan, List<Move> moves, Cause cause, List<ScheduleEvent> events) {
    moves.stream()
        .limit(TOLD_ONE_BY_ONE)
        .forEach(move -> events.add(moved(plan, move, whyMoved(plan, move, cause.of(move)))));
    if (moves.size() > TOLD_ONE_BY_ONE) {
      var rest = moves.subList(TOLD_ONE_BY_ONE, moves.size());
      events.add(
          moved(
              plan,
              Move.all(rest),
              "%s; %s from then on".formatted(cause.why, Counted.of(rest.size(), "shift"))));
    }
  }

  /** What made the plan change, and why it is these people now. */
  private static String whyMoved(Plan plan, Move move, String why) {
    return plan.shifts().stream()
        .filter(shift -> shift.covers(move.start()) && move.incoming().contains(shift.who()))
        .map(shift -> why + ": " + shift.why())
        .findFirst()
        .orElse(why);
  }

  private ScheduleEvent moved(Plan plan, Move move, String why) {
    return event(plan, "shift-moved", why)
        .setOutgoing(sorted(move.outgoing()))
        .setIncoming(sorted(move.incoming()))
        .setStart(move.start())
        .setEnd(move.end())
        .build();
  }

  private void gaps(@Nullable Plan before, Plan after, List<ScheduleEvent> events) {
    var old = before == null || !before.promises() ? List.<Gap>of() : before.gaps();
    var fresh = after.promises() ? after.gaps() : List.<Gap>of();
    ahead(Seam.minus(fresh, old))
        .forEach(gap -> events.add(gap(after, "gap-found", gap, "nobody is on call then")));
    ahead(Seam.minus(old, fresh))
        .forEach(
            gap -> events.add(gap(after, "gap-closed", gap, "covered now, or no longer promised")));
  }

  private List<Gap> ahead(List<Gap> gaps) {
    return gaps.stream()
        .filter(gap -> gap.end().isAfter(at))
        .map(gap -> new Gap(Stretch.later(gap.start(), at), gap.end()))
        .toList();
  }

  private ScheduleEvent gap(Plan plan, String type, Gap gap, String why) {
    return event(plan, type, why).setStart(gap.start()).setEnd(gap.end()).build();
  }

  private ScheduleEvent.Builder event(Plan plan, String type, String why) {
    return ScheduleEvent.newBuilder()
        .setSchedule(plan.schedule())
        .setTeam(plan.team())
        .setAt(at)
        .setType(type)
        .setRosterVersion(rosterVersion)
        .setWhy(why);
  }

  private List<ScheduleEvent> numbered(List<ScheduleEvent> events) {
    for (int i = 0; i < events.size(); i++) {
      var event = events.get(i);
      event.setId("%s/%d/%d".formatted(event.getSchedule(), at.toEpochMilli(), i + 1));
    }
    return List.copyOf(events);
  }

  private static List<String> sorted(Collection<String> people) {
    return List.copyOf(new TreeSet<>(people));
  }
}
