package dev.watchbill.planner;

import dev.watchbill.schemas.Availability;
import dev.watchbill.schemas.serde.TrustedRecords;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether people can take something on. */
public final class Availabilities {
  static {
    TrustedRecords.trust();
  }

  /** As many incidents as are listed of one person; a storm can give them thousands. */
  public static final int LISTED = 100;

  private Availabilities() {}

  /**
   * What is to be published of a person.
   *
   * @param before what was; null: nothing yet
   * @param incidents unresolved ones the person has, at most {@link #LISTED} of them
   * @return empty if that says nothing new
   */
  public static Optional<Availability> of(
      String person, @Nullable Availability before, List<String> incidents, Instant at) {
    var state = incidents.isEmpty() ? "available" : "engaged";
    if (before == null ? incidents.isEmpty() : before.getIncidents().equals(incidents)) {
      return Optional.empty();
    }
    var since = before != null && before.getState().equals(state) ? before.getSince() : at;
    return Optional.of(
        Availability.newBuilder()
            .setPerson(person)
            .setState(state)
            .setSince(since)
            .setIncidents(incidents)
            .setWhy(why(incidents))
            .build());
  }

  private static String why(List<String> incidents) {
    return switch (incidents.size()) {
      case 0 -> "has no unresolved incident";
      case 1 -> "has " + incidents.getFirst();
      default -> "has %s and %s".formatted(incidents.getFirst(), others(incidents.size() - 1));
    };
  }

  private static String others(int others) {
    return others == 1
        ? "another"
        : others + 1 >= LISTED ? "at least %d others".formatted(others) : others + " others";
  }
}
