package dev.watchbill.escalation;

import dev.watchbill.schemas.IncidentBrief;
import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.OwnPages;
import dev.watchbill.schemas.PolicyStep;
import dev.watchbill.schemas.Response;
import dev.watchbill.schemas.Service;
import dev.watchbill.schemas.SeverityPolicy;
import dev.watchbill.schemas.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An incident without any alert: somebody asks for people. Whom they name is asked first, then
 * whoever the service's policy names. Nothing holds it back, and it is never folded into a storm.
 * Who tries their own pages is the only one paged.
 */
final class ByHand {
  /** The action of the response that asks for it. */
  static final String PAGE = "page";

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Memory memory;
  private final Directory directory;
  private final Response response;
  private final Severity severity;
  private final Instant now;

  private ByHand(Memory memory, Directory directory, Response response, Instant now) {
    this.memory = memory;
    this.directory = directory;
    this.response = response;
    this.now = now;
    severity = Severity.of(Optional.ofNullable(response.getSeverity()).orElse(""));
  }

  static Decision decide(Memory memory, Directory directory, Response response, Instant now) {
    return new ByHand(memory, directory, response, now).decide();
  }

  private Decision decide() {
    var group = "by-hand/" + response.getId();
    var known = memory.incidentOf(response.getService(), group);
    if (known.isPresent()) {
      return told(known.get(), "already", "This response was handled before");
    }
    var routing = directory.route(response.getService(), severity, Map.of(), now);
    return nonsense(routing)
        .map(why -> told("", "refused", why))
        .orElseGet(() -> open(group, asked(routing)));
  }

  private Optional<String> nonsense(Directory.Routing routing) {
    if (response.getText().isBlank()) {
      return Optional.of("Expected what it is about, but got nothing");
    }
    if (response.getTo().isEmpty() && routing.plan().pagesNobody()) {
      return Optional.of(
          "Expected a severity that pages somebody, but policy '%s' pages nobody for %s"
              .formatted(routing.plan().policy(), severity.text()));
    }
    return targets().stream()
        .filter(target -> !exists(target))
        .findFirst()
        .map(target ->
            "Expected people, teams and schedules of the roster, but got '%s'"
                .formatted(Brief.cut(Targets.text(target), 100)));
  }

  private boolean exists(Target target) {
    var id = target.getIds().getFirst();
    return switch (target.getKind()) {
      case "person" -> directory.person(id).isPresent();
      case "team" -> directory.team(id).isPresent();
      case "schedule" -> directory.hasSchedule(id);
      default -> false;
    };
  }

  /** {@code person:asha}, {@code team:payments}, {@code schedule:primary}; alone it is a person. */
  private List<Target> targets() {
    return response.getTo().stream()
        .distinct()
        .map(text -> {
          var colon = text.indexOf(':');
          return colon < 0
              ? new Target("person", List.of(text))
              : new Target(text.substring(0, colon), List.of(text.substring(colon + 1)));
        })
        .toList();
  }

  private String why() {
    return "paged by hand by " + directory.nameOf(response.getPerson());
  }

  /** The policy that would hold, with whom they named before its first step. */
  private Directory.Routing asked(Directory.Routing routing) {
    if (response.getTo().isEmpty()) {
      return new Directory.Routing(
          routing.plan(), routing.team(), why() + "; " + routing.why(), routing.fallback());
    }
    if (isOwnTest()) {
      return ownTest(routing);
    }
    var steps = new ArrayList<PolicyStep>();
    steps.add(
        PolicyStep.newBuilder().setTargets(targets()).setPatienceMs(PATIENCE.toMillis()).build());
    if (!routing.fallback()) {
      steps.addAll(routing.plan().rules().getSteps());
    }
    var rules =
        SeverityPolicy.newBuilder(routing.plan().rules())
            .setPagesNobody(false)
            .setDefer(null)
            .setUrgency(urgency())
            .setSteps(steps)
            .build();
    var policy = routing.fallback() ? "" : routing.plan().policy();
    return new Directory.Routing(
        Plan.of(policy, severity.text(), rules), routing.team().or(this::teamNamed), why(), false);
  }

  /** Nobody else is paged by it, whatever becomes of its pages: that is what it is to find out. */
  static boolean isOwnTest(Turn turn) {
    return turn.byHand && turn.brief.getTest();
  }

  private boolean isOwnTest() {
    return response.getText().equals(OwnPages.TEST)
        && directory.service(response.getService()).isEmpty()
        && targets().equals(List.of(new Target("person", List.of(response.getPerson()))));
  }

  /** Theirs until they acknowledge or resolve it. */
  private Directory.Routing ownTest(Directory.Routing routing) {
    var rules =
        SeverityPolicy.newBuilder()
            .setUrgency(urgency())
            .setSteps(
                List.of(
                    PolicyStep.newBuilder()
                        .setTargets(targets())
                        .setPatienceMs(PATIENCE.toMillis())
                        .build()))
            .setFinallyTargets(targets())
            .build();
    return new Directory.Routing(
        Plan.of("", severity.text(), rules), routing.team(), "a test of their own pages", false);
  }

  private String urgency() {
    return severity.above(Severity.WARNING) ? "high" : "low";
  }

  private Optional<String> teamNamed() {
    return targets().stream()
        .filter(target -> target.getKind().equals("team"))
        .map(target -> target.getIds().getFirst())
        .findFirst();
  }

  private Decision open(String group, Directory.Routing routing) {
    var log = memory.service(response.getService()).numbered();
    var brief = brief(log.service() + "-" + log.counter(), routing);
    var turn = new Turn(memory, directory, brief, group, routing, now);
    turn.byHand = true;
    turn.effect(new Effect.KeepService(log));
    turn.effect(new Effect.KeepGroup(log.service(), group, turn.id()));
    turn.record(
        "opened", event -> outcome(event, "applied").setText(brief.getTitle()).setWhy(why()));
    Steps.start(turn, routing.why());
    return turn.decision();
  }

  private IncidentBrief brief(String id, Directory.Routing routing) {
    var service = directory.service(response.getService());
    var title = response.getText().strip().lines().findFirst().orElse("");
    return IncidentBrief.newBuilder()
        .setId(id)
        .setService(response.getService())
        .setTeam(routing.team().orElse(null))
        .setTier(service.map(Service::getTier).orElse(0))
        .setRegion(service.map(Service::getRegion).orElse(null))
        .setSeverity(severity.text())
        .setUrgency(routing.plan().rules().getUrgency())
        .setTitle(Brief.cut(title, Brief.LONGEST_TITLE))
        .setText(Brief.cut(response.getText(), Brief.LONGEST_TEXT))
        .setRunbook(service.map(Service::getRunbook).orElse(null))
        .setOpenedAt(now)
        .setAlerts(0)
        .setTest(isOwnTest())
        .build();
  }

  private Decision told(String incident, String outcome, String why) {
    var event =
        outcome(IncidentEvent.newBuilder(), outcome)
            .setId(response.getService() + "/response/" + response.getId())
            .setIncident(incident)
            .setService(response.getService())
            .setAt(now)
            .setType(outcome)
            .setWhy(why)
            .build();
    return new Decision(List.of(new Effect.Tell(event)));
  }

  private IncidentEvent.Builder outcome(IncidentEvent.Builder event, String outcome) {
    return event
        .setPerson(response.getPerson())
        .setChannel(response.getVia().isEmpty() ? null : response.getVia())
        .setResponse(response.getId())
        .setOutcome(outcome);
  }
}
