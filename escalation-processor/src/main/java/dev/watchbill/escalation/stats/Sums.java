package dev.watchbill.escalation.stats;

import dev.watchbill.schemas.PersonToll;
import dev.watchbill.schemas.ResponseMetrics;
import dev.watchbill.schemas.ResponseStats;
import dev.watchbill.schemas.serde.TrustedRecords;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What one incident adds to the sums it belongs to, and sums together. */
public final class Sums {
  static {
    TrustedRecords.trust();
  }

  private static final Map<String, ChronoUnit> WINDOWS =
      Map.of("hour", ChronoUnit.HOURS, "day", ChronoUnit.DAYS);

  private Sums() {}

  /** The key of a sum on its topic. */
  public static String key(ResponseStats sum) {
    return "%s:%s/%s/%s".formatted(sum.getBy(), sum.getId(), sum.getWindow(), sum.getStart());
  }

  /**
   * What an incident adds: to its team, service, severity and people, hourly and daily.
   *
   * @param sign 1, or -1 to take back what it added
   */
  public static List<ResponseStats> of(ResponseMetrics incident, int sign) {
    var all = new ArrayList<ResponseStats>();
    for (var window : WINDOWS.entrySet()) {
      var start = incident.getResolvedAt().truncatedTo(window.getValue());
      var end = start.plus(1, window.getValue());
      if (incident.getTeam() != null) {
        all.add(whole(incident, "team", incident.getTeam(), window.getKey(), start, end, sign));
      }
      all.add(whole(incident, "service", incident.getService(), window.getKey(), start, end, sign));
      all.add(
          whole(incident, "severity", incident.getSeverity(), window.getKey(), start, end, sign));
      for (var toll : incident.getByPerson()) {
        all.add(personal(incident, toll, window.getKey(), start, end, sign));
      }
    }
    return all;
  }

  private static ResponseStats whole(
      ResponseMetrics incident,
      String by,
      String id,
      String window,
      Instant start,
      Instant end,
      int sign) {
    return common(incident, by, id, window, start, end, sign)
        .setAcknowledged(sign * one(incident.getTimeToAcknowledgeMs() != null))
        .setPages((long) sign * incident.getPages())
        .setBrokenNights(
            sign * incident.getByPerson().stream().mapToLong(PersonToll::getBrokenNights).sum())
        .setOffHoursMs(
            sign * incident.getByPerson().stream().mapToLong(PersonToll::getOffHoursMs).sum())
        .setTimeToAcknowledge(Durations.of(incident.getTimeToAcknowledgeMs(), sign))
        .build();
  }

  /** Of a person: their own pages and nights, and their own acknowledgement. */
  private static ResponseStats personal(
      ResponseMetrics incident,
      PersonToll toll,
      String window,
      Instant start,
      Instant end,
      int sign) {
    var time = acknowledged(incident, toll);
    return common(incident, "person", toll.getPerson(), window, start, end, sign)
        .setAcknowledged(sign * one(time != null))
        .setPages((long) sign * toll.getPages())
        .setBrokenNights((long) sign * toll.getBrokenNights())
        .setOffHoursMs(sign * toll.getOffHoursMs())
        .setTimeToAcknowledge(Durations.of(time, sign))
        .build();
  }

  /** How long they took; an earlier build said it only of one of them, for the incident. */
  private static @Nullable Long acknowledged(ResponseMetrics incident, PersonToll toll) {
    var isOfEach =
        incident.getByPerson().stream().anyMatch(one -> one.getTimeToAcknowledgeMs() != null);
    return isOfEach || !Objects.equals(incident.getAcknowledgedBy(), toll.getPerson())
        ? toll.getTimeToAcknowledgeMs()
        : incident.getTimeToAcknowledgeMs();
  }

  private static ResponseStats.Builder common(
      ResponseMetrics incident,
      String by,
      String id,
      String window,
      Instant start,
      Instant end,
      int sign) {
    return ResponseStats.newBuilder()
        .setBy(by)
        .setId(id)
        .setWindow(window)
        .setStart(start)
        .setEnd(end)
        .setIncidents(sign)
        .setEscalated(sign * one(isEscalated(incident)))
        .setReopenings((long) sign * incident.getReopenings())
        .setOffHours(sign * one(incident.getOffHours()))
        .setAlerts((long) sign * incident.getAlerts())
        .setTimeToPage(Durations.of(incident.getTimeToPageMs(), sign))
        .setTimeToResolve(Durations.of(incident.getTimeToResolveMs(), sign));
  }

  private static boolean isEscalated(ResponseMetrics incident) {
    return incident.getSteps() > 1 || incident.getRounds() > 1 || incident.getLastResort();
  }

  private static long one(boolean is) {
    return is ? 1 : 0;
  }

  /** Two sums of the same key together. */
  public static ResponseStats sum(ResponseStats a, ResponseStats b) {
    return ResponseStats.newBuilder(a)
        .setIncidents(a.getIncidents() + b.getIncidents())
        .setAcknowledged(a.getAcknowledged() + b.getAcknowledged())
        .setEscalated(a.getEscalated() + b.getEscalated())
        .setReopenings(a.getReopenings() + b.getReopenings())
        .setOffHours(a.getOffHours() + b.getOffHours())
        .setAlerts(a.getAlerts() + b.getAlerts())
        .setPages(a.getPages() + b.getPages())
        .setBrokenNights(a.getBrokenNights() + b.getBrokenNights())
        .setOffHoursMs(a.getOffHoursMs() + b.getOffHoursMs())
        .setTimeToPage(Durations.sum(a.getTimeToPage(), b.getTimeToPage()))
        .setTimeToAcknowledge(Durations.sum(a.getTimeToAcknowledge(), b.getTimeToAcknowledge()))
        .setTimeToResolve(Durations.sum(a.getTimeToResolve(), b.getTimeToResolve()))
        .build();
  }
}
