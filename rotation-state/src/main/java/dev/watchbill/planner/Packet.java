package dev.watchbill.planner;

import dev.watchbill.schemas.HandedIncident;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is handed over with a shift.
 *
 * @param since when the shift began that ends
 * @param held ids of the unresolved incidents the outgoing people have
 * @param open unresolved ones of the team and of the outgoing people, the longest open first
 * @param happened those of the team that opened during the shift and are over, the newest first
 * @param happenedCount how many opened during the shift
 */
public record Packet(
    Instant since,
    List<String> held,
    List<HandedIncident> open,
    List<HandedIncident> happened,
    int happenedCount) {
  private static final int MOST_OPEN = 50;
  private static final int MOST_HAPPENED = 20;

  public Packet {
    held = List.copyOf(held);
    open = List.copyOf(open);
    happened = List.copyOf(happened);
  }

  /**
   * Of what is known.
   *
   * @param ofTeam incidents of the schedule's team
   * @param ofOthers further ones the outgoing people have
   * @param handoff when the shift ends
   */
  public static Packet of(
      Instant since,
      Instant handoff,
      Collection<String> held,
      Collection<KnownIncident> ofTeam,
      Collection<KnownIncident> ofOthers) {
    var during =
        ofTeam.stream()
            .filter(it -> !it.openedAt().isBefore(since) && it.openedAt().isBefore(handoff))
            .toList();
    return new Packet(
        since,
        held.stream().distinct().sorted().toList(),
        Stream.concat(ofTeam.stream(), ofOthers.stream())
            .filter(it -> !it.over())
            .distinct()
            .sorted(Comparator.comparing(KnownIncident::openedAt).thenComparing(KnownIncident::id))
            .limit(MOST_OPEN)
            .map(KnownIncident::handed)
            .toList(),
        during.stream()
            .filter(KnownIncident::over)
            .sorted(
                Comparator.comparing(KnownIncident::openedAt)
                    .reversed()
                    .thenComparing(KnownIncident::id))
            .limit(MOST_HAPPENED)
            .map(KnownIncident::handed)
            .toList(),
        during.stream().map(KnownIncident::id).collect(Collectors.toSet()).size());
  }

  /** When the shift of the outgoing people began that ends with a handoff. */
  public static Instant since(Plan plan, Handoff handoff) {
    return plan.shifts().stream()
        .filter(it -> !it.shadow() && handoff.outgoing().contains(it.who()))
        .filter(it -> !it.start().isAfter(handoff.at()) && !it.end().isBefore(handoff.at()))
        .filter(it -> it.start().isBefore(handoff.at()))
        .map(it -> it.start())
        .min(Comparator.naturalOrder())
        .orElse(handoff.at());
  }
}
