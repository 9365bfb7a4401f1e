package dev.watchbill.planner;

import dev.watchbill.schemas.ScheduleCommand;
import dev.watchbill.schemas.ScheduleEvent;
import dev.watchbill.schemas.serde.TrustedRecords;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Decides what becomes of the commands people give about shifts. */
public final class Commands {
  static {
    TrustedRecords.trust();
  }

  /** What a decision needs to know. */
  public interface Facts {
    /** Whether somebody is in the roster. */
    boolean isPerson(String id);

    /** What is published of a schedule. */
    Optional<Plan> plan(String schedule);

    /** Schedules in which somebody is a member. */
    Collection<String> schedulesOf(String person);

    /** What stands of earlier commands. */
    Collection<ScheduleCommand> standing();

    /** A swap that waits for the other's yes. */
    Optional<ScheduleCommand> asked(String id);

    /** A handoff that waits to be accepted, or was by whom it says. */
    Optional<ScheduleEvent> handoff(String id);
  }

  private final Facts facts;
  private final ScheduleCommand command;
  private final CommandChecks checks;
  private final Instant now;

  private Commands(Facts facts, ScheduleCommand command, Instant now) {
    this.facts = facts;
    this.command = command;
    this.checks = new CommandChecks(facts, command, now);
    this.now = now;
  }

  /** Decides one command. */
  public static Decision decide(ScheduleCommand command, Facts facts, Instant now) {
    var commands = new Commands(facts, command, now);
    return switch (command.getAction()) {
      case "override" -> commands.override();
      case "swap" -> commands.swap();
      case "accept" -> commands.accept();
      case "decline" -> commands.decline();
      case "absence" -> commands.absence();
      case "return" -> commands.comeBack();
      case "withdraw" -> commands.withdraw();
      // The action is text on a topic, and a later release may know more of them.
      default ->
          new Decision.Refused(
              "Expected override, swap, accept, decline, absence, return or withdraw, but got \"%s\""
                  .formatted(command.getAction()));
    };
  }

  private Decision override() {
    return checks
        .schedule()
        .or(() -> checks.person("who", command.getWho()))
        .or(() -> command.getInsteadOf() == null ? Optional.empty() : checks.other())
        .or(() -> checks.span(command.getFrom(), command.getTo()))
        .or(() -> checks.oneRotation().flatMap(OneRotation::unknown))
        .or(() -> checks.oneRotation().flatMap(OneRotation::withoutTurn))
        .or(() -> command.getInsteadOf() == null ? Optional.empty() : checks.theirs())
        .<Decision>map(Decision.Refused::new)
        .orElseGet(this::overrideOrAlready);
  }

  private Decision overrideOrAlready() {
    var same =
        facts.standing().stream()
            .filter(it ->
                ScheduleCommand.newBuilder(it)
                    .setId(command.getId())
                    .setAt(command.getAt())
                    .setBy(command.getBy())
                    .setVia(command.getVia())
                    .setText(command.getText())
                    .build()
                    .equals(command))
            .findFirst();
    if (same.isPresent()) {
      return new Decision.Already("the same override stands already: " + same.get().getId());
    }
    var whom =
        command.getInsteadOf() == null
            ? "whoever would be"
            : "instead of " + command.getInsteadOf();
    var where = command.getRotation() == null ? "" : " in " + command.getRotation();
    return stands(
        checks
            .oneRotation()
            .flatMap(OneRotation::hidden)
            .map(above ->
                "%s has the turns, %s%s, but under %s, so nobody on call changes"
                    .formatted(command.getWho(), whom, where, above))
            .orElseGet(() -> "%s is on call, %s%s".formatted(command.getWho(), whom, where)));
  }

  private Decision swap() {
    return checks
        .schedule()
        .or(() -> checks.person("who", command.getWho()))
        .or(() -> checks.person("insteadOf", command.getInsteadOf()))
        .or(checks::other)
        .or(() -> checks.span(command.getFrom(), command.getTo()))
        .or(checks::theirs)
        .or(checks::inReturn)
        .<Decision>map(Decision.Refused::new)
        .orElseGet(() ->
            new Decision.Applied(
                List.of(),
                List.of(),
                List.of(command),
                List.of(),
                Set.of(),
                "asked; it happens when %s accepts it".formatted(command.getWho())));
  }

  private Decision accept() {
    var target = Objects.requireNonNullElse(command.getTarget(), "");
    var handoff = facts.handoff(target);
    if (handoff.isPresent()) {
      return accept(handoff.get());
    }
    var asked = facts.asked(target);
    if (asked.isEmpty()) {
      return standing(target).isPresent()
          ? new Decision.Already("that swap was accepted already")
          : new Decision.Refused(
              "Expected a swap or handoff that waits for an answer, but got \"%s\""
                  .formatted(target));
    }
    var swap = asked.get();
    if (!command.getBy().equals(swap.getWho())) {
      return new Decision.Refused(
          "Expected the yes of %s, but got that of %s".formatted(swap.getWho(), command.getBy()));
    }
    return new CommandChecks(facts, swap, now)
        .outdated()
        .<Decision>map(why -> new Decision.Refused("that swap can't be made any more: " + why))
        .orElseGet(() -> swapped(swap));
  }

  private Decision swapped(ScheduleCommand swap) {
    return new Decision.Applied(
        List.of(ScheduleCommand.newBuilder(swap).setAt(command.getAt()).build()),
        List.of(),
        List.of(),
        List.of(swap.getId()),
        Set.of(Objects.requireNonNull(swap.getSchedule())),
        "swapped: %s serves instead of %s".formatted(swap.getWho(), swap.getInsteadOf()));
  }

  private Decision accept(ScheduleEvent handoff) {
    if (!handoff.getIncoming().contains(command.getBy())) {
      return new Decision.Refused(
          "Expected one of those who take over, %s, but got %s"
              .formatted(handoff.getIncoming(), command.getBy()));
    }
    return handoff.getBy() == null
        ? new Decision.Accepted(
            handoff.getSchedule(), command.getBy() + " has accepted the handoff")
        : new Decision.Already(handoff.getBy() + " has accepted the handoff already");
  }

  private Decision decline() {
    var target = Objects.requireNonNullElse(command.getTarget(), "");
    return facts
        .asked(target)
        .<Decision>map(swap ->
            command.getBy().equals(swap.getWho())
                ? over(List.of(), List.of(target), Set.of(), "declined")
                : new Decision.Refused(
                    "Expected %s to decline it, but got %s"
                        .formatted(swap.getWho(), command.getBy())))
        .orElseGet(() ->
            new Decision.Refused(
                "Expected a swap that waits for an answer, but got \"%s\"".formatted(target)));
  }

  private Decision absence() {
    return checks
        .person("who", command.getWho())
        .or(() -> checks.span(command.getFrom(), command.getTo()))
        .<Decision>map(Decision.Refused::new)
        .orElseGet(() -> {
          var known = absences().filter(it -> covers(it, command)).findFirst();
          return known.isPresent()
              ? new Decision.Already("that is known already: " + known.get().getId())
              : new Decision.Applied(
                  List.of(command),
                  List.of(),
                  List.of(),
                  List.of(),
                  Set.copyOf(facts.schedulesOf(who())),
                  who()
                      + " is away; published shifts in it are offered, and given to others where"
                      + " they start within a day");
        });
  }

  private static boolean covers(ScheduleCommand known, ScheduleCommand asked) {
    return !Standing.from(known).isAfter(Standing.from(asked))
        && !Standing.to(known).isBefore(Standing.to(asked));
  }

  private Decision comeBack() {
    var unknown = checks.person("who", command.getWho());
    if (unknown.isPresent()) {
      return new Decision.Refused(unknown.get());
    }
    var from =
        command.getFrom() == null || command.getFrom().isBefore(now) ? now : command.getFrom();
    var ended = absences().filter(it -> Standing.to(it).isAfter(from)).toList();
    if (ended.isEmpty()) {
      return new Decision.Already(who() + " isn't away from then on, unless the roster says so");
    }
    var shorter =
        ended.stream()
            .filter(it -> Standing.from(it).isBefore(from))
            .map(it -> ScheduleCommand.newBuilder(it).setTo(from).build())
            .toList();
    return new Decision.Applied(
        shorter,
        ended.stream()
            .filter(it -> !Standing.from(it).isBefore(from))
            .map(ScheduleCommand::getId)
            .toList(),
        List.of(),
        List.of(),
        Set.copyOf(facts.schedulesOf(who())),
        who() + " is back; shifts that were given to others stay with them");
  }

  private Decision withdraw() {
    var target = Objects.requireNonNullElse(command.getTarget(), "");
    var asked = facts.asked(target);
    if (asked.isPresent()) {
      return over(List.of(), List.of(target), Set.of(), "withdrawn");
    }
    var stands = standing(target);
    if (stands.isEmpty()) {
      return new Decision.Refused(
          "Expected a command that stands, but got \"%s\"".formatted(target));
    }
    var schedule = stands.get().getSchedule();
    var whose = Objects.requireNonNullElse(stands.get().getWho(), "");
    return over(
        List.of(target),
        List.of(),
        schedule == null ? Set.copyOf(facts.schedulesOf(whose)) : Set.of(schedule),
        "withdrawn");
  }

  private static Decision over(
      List<String> ended, List<String> answered, Set<String> schedules, String why) {
    return new Decision.Applied(List.of(), ended, List.of(), answered, schedules, why);
  }

  private Decision stands(String why) {
    return new Decision.Applied(
        List.of(command),
        List.of(),
        List.of(),
        List.of(),
        Set.of(Objects.requireNonNull(command.getSchedule())),
        why);
  }

  private Optional<ScheduleCommand> standing(String id) {
    return facts.standing().stream().filter(it -> it.getId().equals(id)).findFirst();
  }

  private Stream<ScheduleCommand> absences() {
    return facts.standing().stream()
        .filter(it -> it.getAction().equals("absence") && who().equals(it.getWho()));
  }

  private String who() {
    return Objects.requireNonNullElse(command.getWho(), "");
  }
}
