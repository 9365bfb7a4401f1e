package dev.watchbill.console.pages;

import dev.watchbill.console.readiness.Finding;
import dev.watchbill.console.readiness.Readiness;
import dev.watchbill.console.readiness.Readiness.ServiceRow;
import dev.watchbill.console.readiness.Readiness.TeamState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first page.
 *
 * @param people says names and local times
 * @param incidents unresolved ones, those nobody has first
 * @param unresolved how many there are in all
 * @param services one page of them
 * @param team null: all teams
 * @param from number of the first service shown
 * @param next number of the first service of the next page; null: this is the last
 */
public record ReadinessView(
    Readiness board,
    People people,
    List<IncidentRow> incidents,
    long unresolved,
    List<ServiceRow> services,
    @Nullable String team,
    int from,
    @Nullable Integer next) {
  private static final int SHOWN_TEAMS = 20;
  private static final int SHOWN_FINDINGS = 100;
  private static final int NAMED = 4;

  /** The page's first sentence: what needs somebody. */
  public String headline() {
    var open = incidents.stream().filter(IncidentRow::needsSomebody).count();
    if (open > 0) {
      return open == 1 ? "1 incident needs somebody" : open + " incidents need somebody";
    }
    var problems = findings().stream().filter(Finding::needsSomebody).count();
    if (problems > 0) {
      return problems == 1 ? "1 thing to mend" : problems + " things to mend";
    }
    if (!findings().isEmpty()) {
      var number = findings().size();
      return "Somebody will come; %d %s to look at"
          .formatted(number, number == 1 ? "thing" : "things");
    }
    return incidents.isEmpty() ? "Ready: nothing to do" : "Ready: somebody has each incident";
  }

  /** What is to be done besides the incidents, which stand above; the worst of it. */
  public List<Finding> findings() {
    return board.findings().stream()
        .filter(finding -> !finding.kind().equals("incident"))
        .limit(SHOWN_FINDINGS)
        .toList();
  }

  /** How many teams are ready. */
  public long ready() {
    return board.teams().stream().filter(team -> team.state().equals("ready")).count();
  }

  /** What a state is called. */
  public static String word(String state) {
    return switch (state) {
      case "ready" -> "ready";
      case "at-risk" -> "look at";
      default -> "not ready";
    };
  }

  /** The query of this page, to ask for it again. */
  public String query() {
    var query = new java.util.ArrayList<String>();
    if (team != null) {
      query.add("team=" + team);
    }
    if (from > 0) {
      query.add("from=" + from);
    }
    return query.isEmpty() ? "/" : "/?" + String.join("&", query);
  }

  /** This page from another service on. */
  public String pageFrom(int number) {
    return new ReadinessView(board, people, incidents, unresolved, services, team, number, null)
        .query();
  }

  /** The worst teams, as many as fit. */
  public List<TeamState> shownTeams() {
    return board.teams().stream().limit(SHOWN_TEAMS).toList();
  }

  /** Why a team isn't ready, in few words. */
  public String reasons(TeamState team) {
    return team.reasons().stream()
        .map(ReadinessView::kind)
        .distinct()
        .collect(java.util.stream.Collectors.joining(", "));
  }

  private static String kind(Finding finding) {
    return switch (finding.kind()) {
      case "gap" -> "gap";
      case "unplanned" -> "not planned";
      case "nobody" -> "nobody on call";
      case "no-policy" -> "no policy";
      case "unreachable" -> "can't be reached";
      case "inbox-only" -> "inbox only";
      case "never-reached" -> "never reached";
      case "not-reached-lately" -> "not reached lately";
      case "page-failed" -> "pages fail";
      case "handoff" -> "handoff not accepted";
      case "silent", "never-heard" -> "monitoring silent";
      case "incident" -> "open incident";
      default -> finding.kind();
    };
  }

  /** Whom or what a finding is about. */
  public String subject(Finding finding) {
    var who = finding.people();
    var names =
        who.size() > NAMED
            ? people.names(who.subList(0, NAMED), "") + " and " + (who.size() - NAMED) + " more"
            : people.names(who, "");
    return switch (finding.kind()) {
      case "no-page" -> "Paging";
      case "roster" -> "Roster";
      case "handoff" -> finding.subject();
      default ->
          names.isEmpty()
              ? finding.subject()
              : finding.subject().isEmpty() ? names : names + ", " + finding.subject();
    };
  }

  /** Services of one tier and region. */
  public record Group(String title, List<ServiceRow> services) {}

  /** The services shown, by tier and region. */
  public List<Group> groups() {
    var groups = new java.util.LinkedHashMap<String, List<ServiceRow>>();
    for (var service : services) {
      var region = service.region();
      var title = "Tier " + service.tier() + (region == null ? "" : " · " + region);
      groups.computeIfAbsent(title, all -> new java.util.ArrayList<>()).add(service);
    }
    return groups.entrySet().stream().map(it -> new Group(it.getKey(), it.getValue())).toList();
  }
}
