package dev.watchbill.notifier.notices;

import dev.watchbill.schemas.ScheduleEvent;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whom an event concerns, and what they are told.
 *
 * @param roster names, zones, and where the console is
 * @param endings what holds pages back and is about to end
 */
record Tidings(RosterSnapshot roster, Endings endings) {

  /** In no order that matters; empty: nobody needs to hear of it. */
  List<Tiding> of(ScheduleEvent event) {
    var schedule = event.getSchedule();
    return switch (event.getType()) {
      case "handoff" -> handoff(event);
      case "handoff-accepted" ->
          concerned(
              event,
              event.getOutgoing(),
              "%s has accepted the handoff of %s".formatted(by(event), schedule));
      case "handoff-unaccepted" -> concerned(event, event.getOutgoing(), unaccepted(event));
      case "shift-moved" -> moved(event);
      case "shift-offered" -> offered(event);
      case "reminder" -> reminder(event);
      case "gap-found" ->
          team(event, "Nobody is on call in %s %s".formatted(schedule, span(event)));
      case "gap-warning" ->
          team(event, "Still nobody is on call in %s %s".formatted(schedule, span(event))).stream()
              .map(tiding -> event.getEnd() == null ? tiding : tiding.until(event.getEnd()))
              .toList();
      case "gap-closed" -> team(event, "%s is covered %s".formatted(schedule, span(event)));
      case "swap-asked" -> asked(event);
      case "plan-failed" ->
          team(event, "%s can't be planned; what is published of it stays".formatted(schedule));
      case "plan-removed" ->
          event.getOutgoing().stream()
              .map(who ->
                  tiding(
                      event,
                      who,
                      "%s is no longer in the roster, and your shifts in it are gone"
                          .formatted(schedule)))
              .toList();
      // Types are text on a topic. What isn't listed is for the record, not for people.
      default -> List.of();
    };
  }

  private List<Tiding> handoff(ScheduleEvent event) {
    var all = new ArrayList<Tiding>();
    var schedule = event.getSchedule();
    for (var who : event.getIncoming()) {
      var after = event.getOutgoing().isEmpty() ? "" : ", after " + names(event.getOutgoing());
      all.add(
          new Tiding(
                  who,
                  "You are on call in %s now%s".formatted(schedule, after),
                  packet(event, who),
                  List.of(),
                  Optional.empty(),
                  Optional.empty())
              .asking(List.of("accept"), event.getId()));
    }
    event.getOutgoing().stream()
        .filter(who -> !event.getIncoming().contains(who))
        .map(who ->
            Tiding.of(
                who,
                "Your shift in %s is over: %s is on call now"
                    .formatted(schedule, names(event.getIncoming())),
                packet(event, who)))
        .forEach(all::add);
    if (!event.getTeam().isEmpty()) {
      var team = Reader.TEAM + event.getTeam();
      all.add(
          Tiding.of(
              team,
              "Handoff in %s: %s is on call now".formatted(schedule, names(event.getIncoming())),
              packet(event, team)));
    }
    return all;
  }

  /** What is handed over, in the reader's own times. */
  private List<String> packet(ScheduleEvent event, String to) {
    var lines =
        new ArrayList<>(new HandoverPacket(roster, endings).lines(event, new Reader(to, roster)));
    lines.addAll(why(event));
    return lines;
  }

  /** Whoever can't be reached can't be called either. */
  private String unaccepted(ScheduleEvent event) {
    var unseen = event.getUnreachable();
    var called = event.getIncoming().stream().filter(who -> !unseen.contains(who)).toList();
    var tookOver =
        "Nobody has accepted the handoff of %s: %s took over"
            .formatted(event.getSchedule(), names(event.getIncoming()));
    if (unseen.isEmpty()) {
      return tookOver + ", call them";
    }
    return "%s%s. %s"
        .formatted(
            tookOver,
            called.isEmpty() ? "" : ", call " + names(called),
            HandoverPacket.notAlone(names(unseen)));
  }

  private List<Tiding> moved(ScheduleEvent event) {
    var gained = new ArrayList<>(event.getIncoming());
    gained.removeAll(event.getOutgoing());
    var lost = new ArrayList<>(event.getOutgoing());
    lost.removeAll(event.getIncoming());
    var schedule = event.getSchedule();
    return Stream.concat(
            gained.stream()
                .map(who ->
                    tiding(
                        event,
                        who,
                        "You are on call in %s %s".formatted(schedule, span(event, who)))),
            lost.stream()
                .map(who ->
                    tiding(
                        event,
                        who,
                        "You aren't on call in %s any more %s: %s is"
                            .formatted(schedule, span(event, who), names(event.getIncoming())))))
        .toList();
  }

  private List<Tiding> offered(ScheduleEvent event) {
    var schedule = turnsOf(event);
    var all = new ArrayList<Tiding>();
    event
        .getOutgoing()
        .forEach(who ->
            all.add(
                tiding(
                    event,
                    who,
                    "Your shift in %s is offered to others, %s"
                        .formatted(schedule, span(event, who)))));
    all.addAll(
        team(
            event,
            "Who takes the shift of %s in %s, %s?"
                .formatted(names(event.getOutgoing()), schedule, span(event))));
    return all;
  }

  /** A schedule, and of several rotations the one it is about. */
  private String turnsOf(ScheduleEvent event) {
    var schedule = event.getSchedule();
    return event.getRotation() == null || roster.rotationsOf(schedule).size() < 2
        ? schedule
        : "%s of %s".formatted(event.getRotation(), schedule);
  }

  private List<Tiding> reminder(ScheduleEvent event) {
    var own =
        event.getIncoming().stream()
            .map(who ->
                tiding(
                    event,
                    who,
                    "You will be on call in %s %s"
                        .formatted(event.getSchedule(), span(event, who))));
    return Stream.concat(own, unreachable(event).stream())
        .map(tiding -> event.getStart() == null ? tiding : tiding.until(event.getStart()))
        .toList();
  }

  /** Whoever can't be reached doesn't take over unseen: the team is told while there is time. */
  private List<Tiding> unreachable(ScheduleEvent event) {
    return event.getUnreachable().isEmpty()
        ? List.of()
        : team(
            event,
            "%s will be on call in %s %s, and can't be reached"
                .formatted(names(event.getUnreachable()), event.getSchedule(), span(event)));
  }

  private List<Tiding> asked(ScheduleEvent event) {
    var command = event.getCommand();
    return event.getIncoming().stream()
        .map(who ->
            tiding(
                event,
                who,
                "%s asks you to serve instead of %s in %s %s"
                    .formatted(
                        by(event),
                        names(event.getOutgoing()),
                        event.getSchedule(),
                        span(event, who))))
        .map(tiding ->
            command == null ? tiding : tiding.asking(List.of("accept", "decline"), command))
        .toList();
  }

  private List<Tiding> concerned(ScheduleEvent event, List<String> people, String headline) {
    return Stream.concat(
            people.stream().map(who -> tiding(event, who, headline)),
            team(event, headline).stream())
        .toList();
  }

  private List<Tiding> team(ScheduleEvent event, String headline) {
    return event.getTeam().isEmpty()
        ? List.of()
        : List.of(tiding(event, Reader.TEAM + event.getTeam(), headline));
  }

  private static Tiding tiding(ScheduleEvent event, String to, String headline) {
    return Tiding.of(to, headline, why(event));
  }

  private static List<String> why(ScheduleEvent event) {
    return event.getWhy().isBlank() ? List.of() : List.of("Why: " + event.getWhy());
  }

  private String span(ScheduleEvent event) {
    return span(event, Reader.TEAM + event.getTeam());
  }

  private String span(ScheduleEvent event, String to) {
    return new Reader(to, roster).between(event.getStart(), event.getEnd());
  }

  private String by(ScheduleEvent event) {
    return roster.nameOf(Objects.requireNonNullElse(event.getBy(), "somebody"));
  }

  private String names(List<String> people) {
    return new Reader("", roster).names(people);
  }
}
