package dev.watchbill.roster.yaml;

import dev.watchbill.roster.Hours;
import dev.watchbill.roster.MaintenanceEntry;
import dev.watchbill.roster.MaintenanceEntry.When;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Optional;

/** Reads one of {@code maintenance}: once from a moment to another, or every week. */
final class MaintenanceReader {
  private static final Hours NEVER =
      new Hours.Daily(
          EnumSet.allOf(java.time.DayOfWeek.class), LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);

  private final ZoneId organizationZone;

  MaintenanceReader(ZoneId organizationZone) {
    this.organizationZone = organizationZone;
  }

  Optional<MaintenanceEntry> read(Value value) {
    var section = value.section(Shape.MAINTENANCE);
    if (!section.has("services") && !section.has("labels")) {
      value.wrong("\"services\" or \"labels\" it is about", "neither");
    }
    return Optional.of(
        new MaintenanceEntry(
            section.ids("services", Notes.Kind.SERVICE),
            section.texts("labels"),
            when(section, section.as("timezone", Times.ZONE).orElse(organizationZone)),
            section.text("why").orElse(""),
            value.place().toString()));
  }

  private static When when(Section section, ZoneId zone) {
    if (HoursReader.isWeekly(section)) {
      return new When.Weekly(HoursReader.of(section).orElse(NEVER), zone);
    }
    var from = section.required("from", Times.MOMENT, Intervals.NOTHING);
    var to = section.required("to", Times.MOMENT, Intervals.NOTHING);
    Intervals.check(section, from, to, zone);
    return new When.Once(from.start(zone), to.end(zone));
  }
}
