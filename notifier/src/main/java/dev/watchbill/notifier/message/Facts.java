package dev.watchbill.notifier.message;

import dev.watchbill.notifier.web.PlainWords;
import dev.watchbill.schemas.AssignedPerson;
import dev.watchbill.schemas.Assignment;
import dev.watchbill.schemas.IncidentBrief;
import dev.watchbill.schemas.Link;
import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.PathStep;
import dev.watchbill.schemas.roster.RosterSnapshot;
import dev.watchbill.template.Medium;
import dev.watchbill.template.Variable;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is known of an incident, as words for one reader. */
final class Facts {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEE d MMM HH:mm z", Locale.ENGLISH);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
  private static final DateTimeFormatter TIME_AND_ZONE =
      DateTimeFormatter.ofPattern("HH:mm z", Locale.ENGLISH);

  private final RosterSnapshot roster;
  private final ZoneId zone;
  private final Medium medium;
  private final Map<Variable, String> values = new EnumMap<>(Variable.class);

  private Facts(RosterSnapshot roster, ZoneId zone, Medium medium) {
    this.roster = roster;
    this.zone = zone;
    this.medium = medium;
  }

  /** For the one person who is paged, in their zone. */
  static Map<Variable, String> of(Page page, RosterSnapshot roster, Medium medium) {
    var facts = new Facts(roster, roster.zoneOf(page.getPerson()), medium);
    facts.incident(page.getIncident(), "open");
    facts.put(Variable.WHY_NOW, page.getChange());
    facts.put(Variable.WHY_YOU, page.getReason());
    facts.names(Variable.OTHERS, page.getOthers());
    facts.names(
        Variable.PAGED,
        Stream.concat(Stream.of(page.getPerson()), page.getOthers().stream()).distinct().toList());
    facts.next("open", page.getPath(), page.getPatienceUntil(), "you are paged again");
    return facts.values;
  }

  /** For everybody in a room, in the organisation's zone. */
  static Map<Variable, String> of(Assignment assignment, RosterSnapshot roster, Medium medium) {
    var facts = new Facts(roster, roster.zone(), medium);
    var state = assignment.getState();
    facts.incident(assignment.getIncident(), state);
    facts.put(Variable.WHY_NOW, assignment.getWhy());
    facts.names(
        Variable.PAGED, assignment.getPeople().stream().map(AssignedPerson::getPerson).toList());
    facts.put(Variable.BY, Optional.ofNullable(assignment.getBy()).map(roster::nameOf).orElse(""));
    facts.next(state, assignment.getPath(), assignment.getPatienceUntil(), "they are paged again");
    return facts.values;
  }

  private void put(Variable variable, @Nullable String value) {
    values.put(variable, value == null ? "" : value);
  }

  /** So that what comes after it isn't cut off. */
  private int longestTitle() {
    return switch (medium) {
      case SMS, CALL -> 120;
      case PUSH -> 150;
      case SLACK, EMAIL, TEAMS, MATTERMOST, TICKET -> 300;
    };
  }

  private int longestText() {
    return switch (medium) {
      case SMS, CALL -> 200;
      case PUSH -> 300;
      case SLACK, TEAMS, MATTERMOST -> 2_000;
      case EMAIL, TICKET -> 4_000;
    };
  }

  private int mostNames() {
    return switch (medium) {
      case SMS, CALL -> 2;
      case PUSH -> 5;
      case SLACK, EMAIL, TEAMS, MATTERMOST, TICKET -> 20;
    };
  }

  private void incident(IncidentBrief incident, String state) {
    put(
        Variable.SIGN,
        (state.equals("open") ? incident.getSeverity() : state).toUpperCase(Locale.ROOT));
    put(Variable.INCIDENT, incident.getId());
    put(Variable.SERVICE, incident.getService());
    put(Variable.TEAM, incident.getTeam());
    put(Variable.TIER, incident.getTier() > 0 ? Integer.toString(incident.getTier()) : "");
    put(Variable.REGION, incident.getRegion());
    put(Variable.SEVERITY, incident.getSeverity());
    put(Variable.URGENCY, incident.getUrgency());
    put(Variable.STATE, state);
    put(Variable.TITLE, PlainWords.line(incident.getTitle(), longestTitle()));
    put(Variable.TEXT, PlainWords.of(incident.getText(), longestText()));
    put(Variable.RUNBOOK, incident.getRunbook());
    put(Variable.SOURCE, incident.getLinks().stream().map(Link::getHref).findFirst().orElse(""));
    put(
        Variable.LINK,
        Optional.ofNullable(roster.organization().getBaseUrl())
            .map(base -> base.replaceAll("/+$", "") + "/incidents/" + incident.getId())
            .orElse(""));
    put(Variable.SINCE, DAY.format(incident.getOpenedAt().atZone(zone)));
    put(Variable.SINCE_TIME, TIME.format(incident.getOpenedAt().atZone(zone)));
    put(Variable.ALERTS, incident.getAlerts() == 1 ? "1 alert" : incident.getAlerts() + " alerts");
  }

  private void names(Variable variable, List<String> people) {
    var most = mostNames();
    var some = people.stream().limit(most).map(roster::nameOf).collect(Collectors.joining(", "));
    put(
        variable,
        people.size() > most ? "%s and %d more".formatted(some, people.size() - most) : some);
  }

  private void next(String state, List<PathStep> path, @Nullable Instant until, String again) {
    if (!state.equals("open")) {
      return;
    }
    if (!path.isEmpty()) {
      var step = path.getFirst();
      var at = Objects.requireNonNullElse(until, step.getAt());
      put(
          Variable.NEXT,
          "If nobody acknowledges, %s at %s."
              .formatted(whom(step), TIME_AND_ZONE.format(at.atZone(zone))));
    } else if (until != null) {
      put(
          Variable.NEXT,
          "If nobody acts, %s at %s.".formatted(again, TIME_AND_ZONE.format(until.atZone(zone))));
    }
  }

  private String whom(PathStep step) {
    var people = step.getPeople();
    if (people.isEmpty()) {
      return "the search goes on";
    }
    var names = people.stream().limit(3).map(roster::nameOf).collect(Collectors.joining(", "));
    return people.size() == 1 ? names + " is paged" : names + " are paged";
  }
}
