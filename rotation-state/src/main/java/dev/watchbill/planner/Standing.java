package dev.watchbill.planner;

import dev.watchbill.rota.Absence;
import dev.watchbill.rota.Person;
import dev.watchbill.rota.Rota;
import dev.watchbill.rota.ShiftOverride;
import dev.watchbill.schemas.ScheduleCommand;
import dev.watchbill.schemas.serde.TrustedRecords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What people asked for and got, and isn't over: overrides, accepted swaps, absences. It is added
 * to what the roster says.
 */
public record Standing(List<ScheduleCommand> commands) {
  static {
    TrustedRecords.trust();
  }

  /** Nobody asked for anything. */
  public static final Standing NOTHING = new Standing(List.of());

  public Standing {
    commands = List.copyOf(commands);
  }

  /** What of these commands isn't over at an instant. */
  public static Standing of(Collection<ScheduleCommand> commands, Instant now) {
    return new Standing(commands.stream().filter(it -> ends(it).isAfter(now)).toList());
  }

  /** When a command has nothing to say any more. */
  public static Instant ends(ScheduleCommand command) {
    var end = Objects.requireNonNullElse(command.getTo(), Instant.MAX);
    var other = command.getReturnTo();
    return other != null && other.isAfter(end) ? other : end;
  }

  /** A definition with all this in it. */
  public Rota on(Rota rota) {
    if (commands.isEmpty()) {
      return rota;
    }
    var overrides = new ArrayList<>(rota.overrides());
    commands.stream()
        .filter(it -> rota.schedule().equals(it.getSchedule()))
        .flatMap(Standing::overrides)
        .forEach(overrides::add);
    return rota.people(rota.people().stream().map(this::on).toList()).overrides(overrides);
  }

  /** Somebody with the absences they asked for. */
  public Person on(Person person) {
    var away = new ArrayList<>(person.away());
    commands.stream()
        .filter(it -> it.getAction().equals("absence") && person.id().equals(it.getWho()))
        .forEach(it -> away.add(new Absence(from(it), to(it), it.getText(), it.getAt())));
    return away.size() == person.away().size() ? person : person.away(away);
  }

  /** What a command puts into a schedule: later ones win. */
  private static Stream<ShiftOverride> overrides(ScheduleCommand command) {
    var who = Objects.requireNonNullElse(command.getWho(), "");
    var other = command.getInsteadOf();
    return switch (command.getAction()) {
      case "override" ->
          Stream.of(
              new ShiftOverride(
                  other == null ? ShiftOverride.Kind.COVER : ShiftOverride.Kind.REPLACE,
                  who,
                  other,
                  from(command),
                  to(command),
                  command.getAt(),
                  command.getRotation()));
      case "swap" -> swap(command, who, Objects.requireNonNull(other));
      // Absences are no overrides, and a later release may know more of them.
      default -> Stream.empty();
    };
  }

  private static Stream<ShiftOverride> swap(ScheduleCommand command, String who, String other) {
    var given =
        new ShiftOverride(
            ShiftOverride.Kind.SWAP, who, other, from(command), to(command), command.getAt(), null);
    if (command.getReturnFrom() == null || command.getReturnTo() == null) {
      return Stream.of(given);
    }
    return Stream.of(
        given,
        new ShiftOverride(
            ShiftOverride.Kind.SWAP,
            other,
            who,
            command.getReturnFrom(),
            command.getReturnTo(),
            command.getAt(),
            null));
  }

  static Instant from(ScheduleCommand command) {
    return Objects.requireNonNull(command.getFrom());
  }

  static Instant to(ScheduleCommand command) {
    return Objects.requireNonNull(command.getTo());
  }
}
