package dev.watchbill.roster.publish;

import dev.watchbill.roster.MaintenanceEntry;
import dev.watchbill.roster.MaintenanceEntry.When;
import dev.watchbill.schemas.Maintenance;
import dev.watchbill.schemas.MaintenanceWindow;
import java.util.List;
import java.util.TreeMap;

/** Planned work as one record. */
final class MaintenanceRecords {
  private MaintenanceRecords() {}

  static Maintenance of(List<MaintenanceEntry> entries) {
    return new Maintenance(entries.stream().map(MaintenanceRecords::window).toList());
  }

  private static MaintenanceWindow window(MaintenanceEntry entry) {
    var window =
        MaintenanceWindow.newBuilder()
            .setServices(entry.services())
            .setLabels(new TreeMap<>(entry.labels()))
            .setWhy(entry.why())
            .setAt(entry.at());
    return switch (entry.when()) {
      case When.Once once ->
          window.setStart(once.start()).setEnd(once.end()).setHours(List.of()).build();
      case When.Weekly weekly ->
          window
              .setHours(Windows.of(List.of(weekly.hours())))
              .setTimezone(weekly.zone().getId())
              .build();
    };
  }
}
