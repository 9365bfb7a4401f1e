package dev.watchbill.console;

import dev.watchbill.console.api.Foresight;
import dev.watchbill.schemas.ServedShift;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Keeps what it was asked, and answers with how much of it there was. */
final class RecordingForesight implements Foresight {
  final List<Known> known = new ArrayList<>();
  final List<Alert> alerts = new ArrayList<>();
  final List<ServedShift> served = new ArrayList<>();

  @Override
  public synchronized Object route(Known all, Alert alert) {
    if (alert.at().isAfter(all.now().plusSeconds(86_400L * 365))) {
      throw new IllegalArgumentException("Expected a time that is published");
    }
    known.add(all);
    alerts.add(alert);
    return Map.of("service", alert.service());
  }

  @Override
  public synchronized Object fairness(
      Known all, List<ServedShift> past, List<String> schedules, Instant from, Instant to) {
    known.add(all);
    served.addAll(past);
    return schedules.stream().map(schedule -> Map.of("schedule", schedule)).toList();
  }
}
