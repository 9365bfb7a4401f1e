package dev.watchbill.console.readiness;

import dev.watchbill.console.readiness.Finding.Severity;
import dev.watchbill.console.readiness.Readiness.Reached;
import dev.watchbill.console.readiness.Readiness.ServiceRow;
import dev.watchbill.console.readiness.Readiness.TeamState;
import dev.watchbill.console.readmodel.ReadModel;
import dev.watchbill.console.readmodel.questions.Reach.Contacted;
import dev.watchbill.schemas.ScheduleEvent;
import dev.watchbill.schemas.Service;
import dev.watchbill.schemas.ServiceStatus;
import dev.watchbill.schemas.roster.RosterSnapshot;
import dev.watchbill.schemas.text.Counted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the state of readiness from the read model. */
public final class Board {
  /** How far ahead coverage is looked at. */
  public static final Duration AHEAD = Duration.ofDays(30);

  private static final Duration TO_ACCEPT = Duration.ofMinutes(30);
  private static final Duration STILL_OPEN = Duration.ofDays(2);

  private final ReadModel model;
  private final Channels channels;
  private final Supplier<Optional<String>> unnamedProxy;
  private volatile Chains chains = Chains.of(RosterSnapshot.NONE);

  /**
   * @param unnamedProxy through which requests came lately
   */
  public Board(ReadModel model, Channels channels, Supplier<Optional<String>> unnamedProxy) {
    this.model = model;
    this.channels = channels;
    this.unnamedProxy = unnamedProxy;
  }

  /**
   * The state at an instant.
   *
   * @param only null: all teams; else what concerns this one
   */
  public Readiness at(Instant now, @Nullable String only) {
    return at(now, only, 0, Integer.MAX_VALUE);
  }

  /**
   * The state at an instant, with some of the services.
   *
   * @param only null: all teams; else what concerns this one
   * @param from number of the first service
   * @param limit how many of them: who is on call is looked up for these alone
   */
  public Readiness at(Instant now, @Nullable String only, int from, int limit) {
    var asked = chains();
    var open = model.standing().openByTeam();
    var contacted = model.reach().all();
    var findings = findings(asked, contacted, open, now);
    var mine = findings.stream().filter(concerns(only)).toList();
    var services =
        asked.services().stream()
            .filter(service -> only == null || only.equals(asked.of(service).team()))
            .skip(from)
            .limit(limit)
            .toList();
    return new Readiness(
        now,
        Readiness.stateOf(mine),
        now.plus(AHEAD),
        teams(asked.roster(), findings, open, only),
        mine,
        rows(services, asked, now),
        last(contacted).orElse(null));
  }

  @SuppressWarnings("ReferenceEquality") // Another roster is another object; comparing takes long.
  private Chains chains() {
    var roster = model.roster();
    var known = chains;
    if (known.roster() != roster) {
      known = Chains.of(roster);
      chains = known;
    }
    return known;
  }

  private static Predicate<Finding> concerns(@Nullable String only) {
    return finding -> only == null || only.equals(finding.team());
  }

  /** The last page that reached anybody. */
  private static Optional<Reached> last(Map<String, Map<String, Contacted>> contacted) {
    return contacted.values().stream()
        .flatMap(channels -> channels.values().stream())
        .filter(it -> it.reachedAt() != null)
        .max(
            Comparator.comparing((Contacted it) -> Objects.requireNonNull(it.reachedAt()))
                .thenComparing(Contacted::person, Comparator.reverseOrder())
                .thenComparing(Contacted::channel, Comparator.reverseOrder()))
        .map(it -> new Reached(it.person(), it.channel(), Objects.requireNonNull(it.reachedAt())));
  }

  private List<Finding> findings(
      Chains asked,
      Map<String, Map<String, Contacted>> contacted,
      Map<String, Map<String, Long>> open,
      Instant now) {
    var findings = new ArrayList<Finding>();
    var roster = asked.roster();
    var shifts = model.shifts();
    var onCall = shifts.at(now);
    findings.addAll(
        new Coverage(now, asked.asked())
            .of(
                roster.schedules().values(),
                shifts.gaps(Set.of(), now, now.plus(AHEAD)),
                shifts.plannedUntil()));
    findings.addAll(new Services(roster, asked.byService(), onCall.keySet()).findings());
    var serving = shifts.serving(now, now.plus(AHEAD));
    findings.addAll(
        new Reachability(now, channels, contacted, asked.teamOf())
            .of(serving.stream().map(roster.people()::get).filter(Objects::nonNull).toList()));
    findings.addAll(new Tired(model, now).findings(onCall));
    findings.addAll(new Monitoring(roster, model.beats().all()).findings());
    model.scheduleStory().openHandoffs(now.minus(STILL_OPEN)).stream()
        .filter(handoff -> handoff.getAt().plus(TO_ACCEPT).isBefore(now))
        .map(Board::handoff)
        .forEach(findings::add);
    findings.addAll(incidents(open));
    findings.addAll(rosterProblems());
    findings.addAll(calendars());
    unnamedProxy.get().map(Board::proxy).ifPresent(findings::add);
    if (roster.isThere() && last(contacted).isEmpty()) {
      findings.add(
          Finding.of(
              "no-page",
              Severity.WARNING,
              null,
              "",
              "no page has ever reached anybody here: page yourself once to try it"));
    }
    return findings.stream().sorted(Finding.WORST_FIRST).toList();
  }

  private static Finding proxy(String address) {
    return Finding.of(
        "proxy",
        Severity.WARNING,
        null,
        address,
        "hands requests on, but WATCHBILL_TRUSTED_PROXIES doesn't name it: limits of log-ins and"
            + " the audit take everybody for one");
  }

  private static Finding handoff(ScheduleEvent handoff) {
    return Finding.of(
            "handoff",
            Severity.WARNING,
            handoff.getTeam(),
            handoff.getSchedule(),
            "nobody of those who took over has accepted the handoff")
        .about(handoff.getIncoming())
        .between(handoff.getAt(), null);
  }

  private static List<Finding> incidents(Map<String, Map<String, Long>> open) {
    return open.entrySet().stream()
        .filter(team -> team.getValue().getOrDefault("open", 0L) > 0)
        .map(team -> incident(team.getKey(), team.getValue().getOrDefault("open", 0L)))
        .toList();
  }

  private static Finding incident(String team, long number) {
    return Finding.of(
        "incident",
        Severity.PROBLEM,
        team,
        "",
        number == 1
            ? "an incident that nobody has taken"
            : number + " incidents that nobody has taken");
  }

  /** Leave that is written there since may not be known. */
  private List<Finding> calendars() {
    return model.rosterInForce().calendars().stream()
        .map(sentence -> Finding.of("calendar", Severity.WARNING, null, "", sentence))
        .toList();
  }

  private List<Finding> rosterProblems() {
    var problems = model.rosterInForce().problems();
    return problems == null
        ? List.of()
        : List.of(
            Finding.of(
                    "roster",
                    Severity.WARNING,
                    null,
                    problems.getSource(),
                    "the newest roster files are not in force: "
                        + Counted.of(problems.getMessages().size(), "problem"))
                .between(problems.getAt(), null));
  }

  private static List<TeamState> teams(
      RosterSnapshot roster,
      List<Finding> findings,
      Map<String, Map<String, Long>> open,
      @Nullable String only) {
    var byTeam =
        findings.stream()
            .filter(finding -> finding.team() != null)
            .collect(Collectors.groupingBy(finding -> Objects.requireNonNull(finding.team())));
    return roster.teams().keySet().stream()
        .filter(team -> only == null || only.equals(team))
        .map(team -> {
          var reasons = byTeam.getOrDefault(team, List.of());
          var number =
              open.getOrDefault(team, Map.of()).values().stream().mapToLong(it -> it).sum();
          return new TeamState(team, Readiness.stateOf(reasons), number, reasons);
        })
        .sorted(
            Comparator.comparingInt((TeamState team) -> rank(team.state()))
                .thenComparing(TeamState::team))
        .toList();
  }

  private static int rank(String state) {
    return List.of("not-ready", "at-risk", "ready").indexOf(state);
  }

  private List<ServiceRow> rows(List<Service> services, Chains asked, Instant now) {
    var standing = model.standing().services();
    var schedules =
        services.stream()
            .flatMap(service -> asked.of(service).schedules().stream())
            .map(Chain.Link::id)
            .collect(Collectors.toSet());
    var duty = new Duty(model.shifts(), now).of(schedules);
    return services.stream()
        .map(service -> row(service, asked.of(service), duty, standing.get(service.getId())))
        .toList();
  }

  private static ServiceRow row(
      Service service, Chain chain, Map<String, Duty.Turn> duty, @Nullable ServiceStatus status) {
    return new ServiceRow(
        service.getId(),
        service.getName(),
        service.getTier(),
        service.getRegion(),
        chain.team(),
        chain.policy(),
        chain.schedules().stream()
            .map(link -> Duty.standby(link, duty.getOrDefault(link.id(), Duty.NOBODY)))
            .toList(),
        status == null ? 0 : status.getOpen(),
        status == null ? null : status.getSeverity());
  }
}
