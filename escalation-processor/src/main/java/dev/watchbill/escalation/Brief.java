package dev.watchbill.escalation;

import dev.watchbill.schemas.Alert;
import dev.watchbill.schemas.IncidentBrief;
import dev.watchbill.schemas.Link;
import dev.watchbill.schemas.Service;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What people are told of an incident, cut to a size that always fits through: the untouched alert
 * is on its own topic.
 */
final class Brief {
  static final int LONGEST_TITLE = 300;
  static final int LONGEST_TEXT = 4_000;
  private static final int LONGEST_VALUE = 300;
  private static final int MOST_LABELS = 40;
  private static final int MOST_LINKS = 10;

  private Brief() {}

  static IncidentBrief of(
      String id, Alert alert, Directory.Routing routing, Directory directory, Instant now) {
    var service = directory.service(alert.getService());
    return IncidentBrief.newBuilder()
        .setId(id)
        .setService(alert.getService())
        .setTeam(routing.team().orElse(null))
        .setTier(service.map(Service::getTier).orElse(0))
        .setRegion(service.map(Service::getRegion).orElse(null))
        .setSeverity(Severity.of(alert.getSeverity()).text())
        .setUrgency(routing.plan().rules().getUrgency())
        .setTitle(titleOf(alert))
        .setText(cut(alert.getText(), LONGEST_TEXT))
        .setLabels(labels(alert.getLabels()))
        .setLinks(links(alert.getLinks()))
        .setRunbook(runbook(alert, service.map(Service::getRunbook).orElse(null)))
        .setOpenedAt(now)
        .setAlerts(1)
        .setTest(alert.getTest())
        .build();
  }

  static IncidentBrief ofStorm(IncidentBrief first, Directory.Limits limits) {
    return IncidentBrief.newBuilder(first)
        .setTitle("Alert storm on " + first.getService() + ", first: " + first.getTitle())
        .setText(
            "More than %d incidents of this service opened within %s; the rest are gathered here."
                .formatted(limits.stormThreshold(), Words.duration(limits.stormWindow())))
        .setLabels(Map.of())
        .setLinks(List.of())
        .build();
  }

  /** The same with what an alert says anew; what it doesn't say still holds. */
  static IncidentBrief retold(IncidentBrief brief, Alert alert) {
    return IncidentBrief.newBuilder(brief)
        .setTitle(alert.getTitle().isEmpty() ? brief.getTitle() : titleOf(alert))
        .setText(alert.getText().isEmpty() ? brief.getText() : cut(alert.getText(), LONGEST_TEXT))
        .build();
  }

  /** Title and text of an alert in one. */
  static String told(Alert alert) {
    return cut((alert.getTitle() + "\n" + alert.getText()).strip(), LONGEST_TEXT);
  }

  /** What is left of it when only its identity matters any more. */
  static IncidentBrief stub(IncidentBrief brief) {
    return IncidentBrief.newBuilder()
        .setId(brief.getId())
        .setService(brief.getService())
        .setTeam(brief.getTeam())
        .setSeverity(brief.getSeverity())
        .setOpenedAt(brief.getOpenedAt())
        .setTest(brief.getTest())
        .build();
  }

  /** The alert with keys of a length that can be kept: one that is too long becomes its hash. */
  static Alert bounded(Alert alert) {
    return AlertKeys.isLong(alert.getKey()) || AlertKeys.isLong(alert.getGroupKey())
        ? Alert.newBuilder(alert)
            .setKey(AlertKeys.bounded(alert.getKey()))
            .setGroupKey(AlertKeys.bounded(alert.getGroupKey()))
            .build()
        : alert;
  }

  static String cut(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    var end = Character.isHighSurrogate(text.charAt(longest - 2)) ? longest - 2 : longest - 1;
    return text.substring(0, end) + "…";
  }

  private static String titleOf(Alert alert) {
    return cut(
        alert.getTitle().isEmpty() ? AlertSignal.nameOf(alert) : alert.getTitle(), LONGEST_TITLE);
  }

  /** Labels as they are kept: the first {@value #MOST_LABELS} by name, cut to a bounded length. */
  static Map<String, String> labels(Map<String, String> all) {
    var some = new TreeMap<String, String>();
    new TreeMap<>(all)
        .entrySet().stream()
            .limit(MOST_LABELS)
            .forEach(label ->
                some.put(cut(label.getKey(), LONGEST_VALUE), cut(label.getValue(), LONGEST_VALUE)));
    return some;
  }

  private static List<Link> links(List<Link> all) {
    return all.stream()
        .filter(link -> link.getHref().length() <= LONGEST_TEXT)
        .limit(MOST_LINKS)
        .map(link -> new Link(cut(link.getText(), LONGEST_VALUE), link.getHref()))
        .toList();
  }

  /** The alert knows better than its service what it is about, if it links to where that stands. */
  static @Nullable String runbook(Alert alert, @Nullable String ofService) {
    // Only intake's links are known to be web addresses; an annotation is whatever somebody wrote.
    return links(alert.getLinks()).stream()
        .filter(link -> link.getText().equals("Runbook"))
        .map(Link::getHref)
        .findFirst()
        .orElse(ofService);
  }
}
