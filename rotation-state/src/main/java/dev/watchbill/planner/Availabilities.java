package dev.watchbill.planner;

import dev.watchbill.rota.Absence;
import dev.watchbill.schemas.Availability;
import dev.watchbill.schemas.serde.TrustedRecords;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
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

  /** Whoever was woken rests until then, where they live. */
  private static final LocalTime RESTED = LocalTime.NOON;

  private Availabilities() {}

  /**
   * What is known of a person.
   *
   * @param incidents unresolved ones the person has, at most {@link #LISTED} of them
   * @param away null: they aren't
   * @param restsUntil null: nobody woke them
   */
  public record Facts(
      List<String> incidents, @Nullable Absence away, @Nullable Instant restsUntil) {
    public Facts {
      incidents = List.copyOf(incidents);
    }

    private String state() {
      if (away != null) {
        return "away";
      }
      if (!incidents.isEmpty()) {
        return "engaged";
      }
      return restsUntil != null ? "resting" : "available";
    }

    private @Nullable Instant until() {
      if (away != null) {
        return away.to();
      }
      return incidents.isEmpty() ? restsUntil : null;
    }

    private String why() {
      if (away != null) {
        var because = away.why().isEmpty() ? "away" : "away: " + away.why();
        return incidents.isEmpty() ? because : because + "; " + has();
      }
      return incidents.isEmpty() && restsUntil != null ? "was woken in the night" : has();
    }

    private String has() {
      return switch (incidents.size()) {
        case 0 -> "has no unresolved incident";
        case 1 -> "has " + incidents.getFirst();
        default -> "has %s and %s".formatted(incidents.getFirst(), others(incidents.size() - 1));
      };
    }
  }

  /**
   * What is to be published of a person.
   *
   * @param before what was; null: nothing yet
   * @return empty if that says nothing new
   */
  public static Optional<Availability> of(
      String person, @Nullable Availability before, Facts facts, Instant at) {
    var state = facts.state();
    if (before == null && state.equals("available")) {
      return Optional.empty();
    }
    var since = before != null && before.getState().equals(state) ? before.getSince() : at;
    var now =
        Availability.newBuilder()
            .setPerson(person)
            .setState(state)
            .setSince(since)
            .setUntil(facts.until())
            .setIncidents(facts.incidents())
            .setWhy(facts.why())
            .build();
    return now.equals(before) ? Optional.empty() : Optional.of(now);
  }

  /** Until when somebody rests whose night, which began on a day, was broken. */
  public static Instant restsUntil(LocalDate night, ZoneId zone) {
    return night.plusDays(1).atTime(RESTED).atZone(zone).toInstant();
  }

  private static String others(int others) {
    return others == 1
        ? "another"
        : others + 1 >= LISTED ? "at least %d others".formatted(others) : others + " others";
  }
}
