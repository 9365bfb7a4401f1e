package dev.watchbill.escalation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.schemas.Incident;
import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What must hold, whatever happens. */
final class Laws {
  private static final Set<String> STARTS_PAGING_AGAIN =
      Set.of(
          "severity-raised",
          "alert-joined",
          "ack-expired",
          "owner-left",
          "escalated",
          "reassigned",
          "unsnoozed",
          "unsuppressed",
          "reopened");

  private static final String HELP = "responder-added";

  // Whoever says once more that they know: as the owner, as one of several, as somebody who helps.
  private static final String ACKNOWLEDGED_AGAIN =
      "(You have it since|You acknowledged it already|Acknowledged (again )?at the source"
          + "|\\w+ has it since).*";

  // What joined in the last storm window is told when that is over.
  private static final String TOLD_TOGETHER = ".* more alerts? of (a )?new kinds? joined";

  // Each way to become a target says so; nobody is paged for another reason.
  private static final String A_TARGETS_REASON =
      "(on call in|named by the policy|member of team|you acknowledged it|you had it|"
          + "it was given to you|asked to help by|the fallback, as|the last resort).*";

  // Slack, SMS, a call, e-mail, and the inbox that keeps what they refused.
  private static final int CHANNELS = 5;
  private static final Pattern ON_CALL =
      Pattern.compile("on call in (\\w+)(?: and awake)?(?: \\(|$)");

  private final Rig rig;
  private final Map<String, Integer> paged = new HashMap<>();
  private final Map<String, Integer> causes = new HashMap<>();
  private final List<IncidentEvent> events = new ArrayList<>();
  private final Map<String, Page> pages = new HashMap<>();
  private final Map<String, Integer> asked = new HashMap<>();
  private final Set<String> owned = new HashSet<>();
  private final Map<String, Instant> held = new HashMap<>();
  private final Map<String, Set<String>> knowing = new HashMap<>();
  private final Map<String, Set<String>> helping = new HashMap<>();
  private final Set<String> gotWorse = new HashSet<>();
  private final Set<String> released = new HashSet<>();
  private int published;

  Laws(Rig rig) {
    this.rig = rig;
  }

  void asked(Response response) {
    asked.merge(response.getId(), 1, Integer::sum);
  }

  void check(Rig.Out out) {
    out.pages().forEach(this::pageIsKnownOnce);
    for (var event : out.events()) {
      inOrder(event);
      leavesAloneWhoeverKnows(event);
      reopensOnceForEachSeverity(event);
    }
    out.events().forEach(this::isBounded);
    events.addAll(out.events());
    if (rig instanceof MachineRig machine) {
      machine.memory.incidents.values().forEach(incident -> stateIsSound(machine, incident));
      firesWhereItIsNoLongerHeld(machine);
    }
    responsesAreAnsweredOnce();
  }

  /** No two pages share an id, and what is called back was sent. */
  private void pageIsKnownOnce(Page page) {
    if (page.getKind().equals("cancel")) {
      assertThat(pages).as("a cancelled page was sent before").containsKey(page.getId());
    } else {
      assertThat(pages.put(page.getId(), page)).as("page %s is sent once", page.getId()).isNull();
      assertThat(page.getReason())
          .as("why %s is paged", page.getPerson())
          .matches(A_TARGETS_REASON);
      assertThat(page.getText()).contains(page.getIncident().getId());
      isOnCall(page);
      mayBeDisturbed(page);
    }
  }

  /** What isn't urgent disturbs nobody in the hours in which they asked not to be. */
  private void mayBeDisturbed(Page page) {
    if (page.getIncident().getUrgency().equals("low") && !page.getChannel().equals("inbox")) {
      assertThat(rig.directory().quietUntil(page.getPerson(), page.getAt()))
          .as("until when %s is not to be disturbed at %s", page.getPerson(), page.getAt())
          .isEmpty();
    }
  }

  /**
   * Whoever is paged as on call is so by the shifts that are published then. Whom a step has chosen
   * is its responder through all their contacts, also if the watch changes between those.
   */
  private void isOnCall(Page page) {
    var schedule = ON_CALL.matcher(page.getReason());
    if (schedule.lookingAt() && !isAFurtherContact(page)) {
      assertThat(rig.directory().onCall(schedule.group(1), page.getAt()))
          .as("on call in %s at %s", schedule.group(1), page.getAt())
          .extracting(Directory.Duty::person)
          .contains(page.getPerson());
    }
    assertThat(rig.directory().person(page.getPerson())).as(page.getPerson()).isPresent();
  }

  private static boolean isAFurtherContact(Page page) {
    return page.getText().contains(" failed") || page.getText().contains("their own rule");
  }

  /** Pages are bounded: each thing that happens asks a person at most once by each channel. */
  private void isBounded(IncidentEvent event) {
    if (event.getType().equals("paged")) {
      var asked = paged.merge(event.getIncident() + " " + event.getPerson(), 1, Integer::sum);
      var happened = 1 + causes.getOrDefault(event.getIncident(), 0);
      assertThat(asked)
          .as("pages of %s about %s", event.getPerson(), event.getIncident())
          .isLessThanOrEqualTo(CHANNELS * happened);
    } else if (event.getType().equals("assigned")
        || event.getType().equals(HELP)
        || STARTS_PAGING_AGAIN.contains(event.getType())) {
      causes.merge(event.getIncident(), 1, Integer::sum);
    }
  }

  /** No page after an acknowledgement or a resolution took effect, unless something says why. */
  private void inOrder(IncidentEvent event) {
    var incident = event.getIncident();
    switch (event.getType()) {
      case "acknowledged" -> {
        if (!event.getWhy().contains(" of ")) {
          owned.add(incident);
          helping.remove(incident);
        }
      }
      case "resolved", "snoozed" -> {
        owned.add(incident);
        helping.remove(incident);
      }
      case "suppressed" -> {
        held.put(incident, Instant.MAX);
        helping.remove(incident);
      }
      case "deferred" -> held.put(incident, event.getDeadline());
      case HELP ->
          helping.computeIfAbsent(incident, i -> new HashSet<>()).addAll(event.getPeople());
      case "paged" -> {
        if (!isHelping(event)) {
          isLookedForSomebody(event);
        }
      }
      default -> {
        if (STARTS_PAGING_AGAIN.contains(event.getType())) {
          owned.remove(incident);
          held.remove(incident);
        }
      }
    }
  }

  private void isLookedForSomebody(IncidentEvent event) {
    var incident = event.getIncident();
    assertThat(owned).as("paged for %s: %s", incident, event.getWhy()).doesNotContain(incident);
    assertThat(event.getAt())
        .as("held, but paged for %s: %s", incident, event.getWhy())
        .isAfterOrEqualTo(held.getOrDefault(incident, Instant.MIN));
  }

  /** Who was asked to help is, though somebody has it or something holds it. */
  private boolean isHelping(IncidentEvent event) {
    return helping.getOrDefault(event.getIncident(), Set.of()).contains(event.getPerson());
  }

  /** Whoever acknowledged is paged again only for what happened since: its owner, and who helps. */
  private void leavesAloneWhoeverKnows(IncidentEvent event) {
    var knows = knowing.computeIfAbsent(event.getIncident(), i -> new HashSet<>());
    switch (event.getType()) {
      case "acknowledged" -> knows.add(event.getPerson());
      case "already" -> {
        if (event.getWhy().matches(ACKNOWLEDGED_AGAIN)) {
          knows.add(event.getPerson());
        }
      }
      case HELP -> knows.removeAll(event.getPeople());
      case "paged" -> {
        if (!event.getWhy().matches(TOLD_TOGETHER)) {
          assertThat(knows)
              .as("who knows of %s, and isn't paged: %s", event.getIncident(), event.getWhy())
              .doesNotContain(event.getPerson());
        }
      }
      default -> {
        if (STARTS_PAGING_AGAIN.contains(event.getType())) {
          knows.clear();
        }
      }
    }
  }

  /** What was resolved by hand and gets worse comes back for that once. */
  private void reopensOnceForEachSeverity(IncidentEvent event) {
    if (event.getType().equals("reopened") && event.getWhy().startsWith("It is ")) {
      assertThat(gotWorse.add(event.getIncident() + event.getWhy())).as(event.getWhy()).isTrue();
    }
  }

  /** What is held no longer fires: else nobody were to be paged. */
  private void firesWhereItIsNoLongerHeld(MachineRig machine) {
    var all =
        MachineRig.of(machine.effects.subList(published, machine.effects.size()), Incident.class);
    published = machine.effects.size();
    for (var incident : all) {
      incident.getTimeline().stream()
          .filter(event -> event.getType().equals("unsuppressed"))
          .filter(event -> released.add(event.getId()))
          .forEach(event ->
              assertThat(incident.getFiring())
                  .as("alerts that fire in %s: %s", incident.getId(), event.getWhy())
                  .isPositive());
    }
  }

  /** Each unresolved incident has a deadline or an owner, and no deadline is overdue. */
  private static void stateIsSound(MachineRig machine, Escalation incident) {
    var next = incident.nextDeadline();
    assertThat(incident.isResolved() || incident.hasOwner() || next != null)
        .as("%s has a deadline or an owner", incident.id())
        .isTrue();
    if (next != null) {
      assertThat(next)
          .as("deadline of %s in %s", incident.id(), incident.phase())
          .isAfter(machine.now().minus(Duration.ofSeconds(1)));
    }
    whatOthersSeeIsUpToDate(machine, incident);
    whoeverHasItIsInTheRoster(machine.directory(), incident);
    assertThat(incident.responders().stream().map(Responder::person).distinct().count())
        .as("each responder of %s once", incident.id())
        .isEqualTo(incident.responders().size());
    assertThat(incident.signals().firing()).isNotNegative();
    firingIsWhatIsRemembered(machine, incident);
  }

  /** Or never was in it: then it is somebody the sender knows. */
  private static void whoeverHasItIsInTheRoster(Directory directory, Escalation incident) {
    if (incident.phase() instanceof Phase.Acknowledged owner && owner.known()) {
      assertThat(directory.person(owner.by()))
          .as("%s, who has %s, is in the roster", owner.by(), incident.id())
          .isPresent();
    }
    if (incident.phase() instanceof Phase.Paging) {
      assertThat(incident.responders())
          .filteredOn(Responder::current)
          .as("who is asked for %s is in the roster", incident.id())
          .allSatisfy(it -> assertThat(directory.person(it.person())).isPresent());
    }
  }

  /** Whoever watches us goes by it: a moment that is past means that nobody looks after it. */
  private static void whatOthersSeeIsUpToDate(MachineRig machine, Escalation incident) {
    machine
        .memory
        .published(incident.id())
        .map(dev.watchbill.schemas.Incident::getNextDeadline)
        .ifPresent(next ->
            assertThat(next)
                .as("published deadline of %s in %s", incident.id(), incident.phase())
                .isAfter(machine.now().minus(Duration.ofSeconds(1))));
  }

  private static void firingIsWhatIsRemembered(MachineRig machine, Escalation incident) {
    try (var alerts = machine.memory.alerts(incident.id())) {
      assertThat(alerts.filter(AlertSignal::firing).count())
          .as("alerts that fire in %s", incident.id())
          .isEqualTo(incident.signals().firing());
    }
  }

  /** One outcome for each time a response came; the second time it is {@code already}. */
  private void responsesAreAnsweredOnce() {
    var outcomes = new HashMap<String, Integer>();
    events.stream()
        .filter(event -> event.getResponse() != null)
        .forEach(event -> outcomes.merge(event.getResponse(), 1, Integer::sum));
    outcomes.forEach((response, count) ->
        assertThat(count).as(response).isLessThanOrEqualTo(asked.getOrDefault(response, 0)));
  }
}
