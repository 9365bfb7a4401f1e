package dev.watchbill.planner;

import dev.watchbill.schemas.IncidentEvent;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * Who has an unresolved incident.
 *
 * @param acknowledged whether one of them said so; else they were only told
 * @param people in order, each once; empty: nobody
 */
public record Holding(boolean acknowledged, List<String> people) {
  /** Nobody has it. */
  public static final Holding NOBODY = new Holding(false, List.of());

  public Holding {
    people = List.copyOf(people);
  }

  /**
   * Whether an event can change who has an incident, broke somebody's night, or is something to
   * hand over.
   */
  public static boolean concerns(IncidentEvent event) {
    return KnownIncident.concerns(event) || changes(event);
  }

  private static boolean changes(IncidentEvent event) {
    return switch (event.getType()) {
      case "assigned", "reassigned", "acknowledged", "resolved", "paged" -> true;
      default -> false;
    };
  }

  /** Who has it after an event; most events don't change it. */
  public Holding after(IncidentEvent event) {
    return switch (event.getType()) {
      case "assigned", "reassigned" -> new Holding(false, sorted(event.getPeople()));
      case "acknowledged" -> acknowledgedBy(event);
      case "resolved" -> NOBODY;
      // The type is text on a topic, and a later release may know more of them.
      default -> this;
    };
  }

  private Holding acknowledgedBy(IncidentEvent event) {
    if (event.getPerson() == null) {
      return new Holding(true, people);
    }
    var who = new TreeSet<>(List.of(event.getPerson()));
    if (acknowledged) {
      who.addAll(people);
    }
    return new Holding(true, sorted(who));
  }

  private static List<String> sorted(Collection<String> people) {
    return List.copyOf(new TreeSet<>(people));
  }
}
