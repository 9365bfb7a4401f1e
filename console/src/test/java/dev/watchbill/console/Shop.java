package dev.watchbill.console;

import dev.watchbill.schemas.Alert;
import dev.watchbill.schemas.AssignedPerson;
import dev.watchbill.schemas.Assignment;
import dev.watchbill.schemas.CoverageGap;
import dev.watchbill.schemas.Incident;
import dev.watchbill.schemas.IncidentBrief;
import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.Organization;
import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.Person;
import dev.watchbill.schemas.Receipt;
import dev.watchbill.schemas.Response;
import dev.watchbill.schemas.ResponseMetrics;
import dev.watchbill.schemas.RosterCurrent;
import dev.watchbill.schemas.RosterRecord;
import dev.watchbill.schemas.RotationState;
import dev.watchbill.schemas.Schedule;
import dev.watchbill.schemas.ScheduleCommand;
import dev.watchbill.schemas.ScheduleEvent;
import dev.watchbill.schemas.ScheduleWeek;
import dev.watchbill.schemas.Service;
import dev.watchbill.schemas.Shift;
import dev.watchbill.schemas.Team;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A small shop: three people, one schedule, one service, and what befalls it. */
final class Shop {
  static final Instant AT = Instant.parse("2026-01-05T09:00:00Z");

  private final RunningConsole console;
  private int events;

  Shop(RunningConsole console) {
    this.console = console;
    roster(
        "organization:org",
        RosterRecord.newBuilder()
            .setOrganization(
                Organization.newBuilder()
                    .setName("Example Shop")
                    .setTimezone("Europe/Berlin")
                    .setRoles(Map.of("admin", List.of("cto"), "manager", List.of("team:payments")))
                    .build())
            .build());
    List.of("asha", "bo", "cto").forEach(this::person);
    roster(
        "team:payments",
        RosterRecord.newBuilder()
            .setTeam(Team.newBuilder().setId("payments").setMembers(List.of("bo")).build())
            .build());
    roster(
        "service:checkout",
        RosterRecord.newBuilder()
            .setService(Service.newBuilder().setId("checkout").setName("Checkout").build())
            .build());
    roster("schedule:primary", RosterRecord.newBuilder().setSchedule(primary().build()).build());
    inForce("v1");
    shifts();
  }

  private static Schedule.Builder primary() {
    return Schedule.newBuilder()
        .setId("primary")
        .setTeam("payments")
        .setMode("levels")
        .setDefinition("{\"rotations\":[{\"name\":\"weekly\"},{\"name\":\"rest\"}]}");
  }

  /** What primary promises from now on. */
  void promise(String hours) {
    roster(
        "schedule:primary",
        RosterRecord.newBuilder().setSchedule(primary().setPromise(hours).build()).build());
    inForce("v2");
  }

  /** The team, whose schedule is primary. */
  void payments(String... members) {
    roster(
        "team:payments",
        RosterRecord.newBuilder()
            .setVersion("v2")
            .setTeam(
                Team.newBuilder()
                    .setId("payments")
                    .setMembers(List.of(members))
                    .setSchedules(List.of("primary"))
                    .build())
            .build());
    inForce("v2");
  }

  void inForce(String version) {
    roster(
        "roster:current",
        RosterRecord.newBuilder()
            .setVersion(version)
            .setCurrent(RosterCurrent.newBuilder().setAt(AT).setSource("examples/shop").build())
            .build());
  }

  private void person(String id) {
    roster(
        "person:" + id,
        RosterRecord.newBuilder()
            .setPerson(
                Person.newBuilder()
                    .setId(id)
                    .setName(id.toUpperCase(java.util.Locale.ROOT))
                    .setContacts(Map.of("phone", "+491701234567"))
                    .build())
            .build());
  }

  void roster(String key, RosterRecord record) {
    console.received(console.topics.roster, key, record);
  }

  /** Asha until 10:00, Bo until 12:00, then nobody until 14:00. */
  private void shifts() {
    var week =
        ScheduleWeek.newBuilder()
            .setWeek("2026-W02")
            .setStart(AT)
            .setEnd(AT.plusSeconds(5 * 3600))
            .setShifts(List.of(shift("asha", 0, 1), shift("bo", 1, 3)))
            .setGaps(
                List.of(
                    CoverageGap.newBuilder()
                        .setStart(AT.plusSeconds(3 * 3600))
                        .setEnd(AT.plusSeconds(5 * 3600))
                        .build()))
            .build();
    console.received(
        console.topics.rotationState,
        "primary/2026-W02",
        RotationState.newBuilder().setSchedule("primary").setWeek(week).build());
  }

  private static Shift shift(String who, int from, int to) {
    return Shift.newBuilder()
        .setWho(who)
        .setStart(AT.plusSeconds(from * 3600L))
        .setEnd(AT.plusSeconds(to * 3600L))
        .setRotation("weekly")
        .setTurn((long) from)
        .setWhy("next in turn")
        .build();
  }

  /** An open incident of checkout with its alert, its page to Asha and the page's receipt. */
  void incident(String id) {
    incident(id, "open", AT);
  }

  void incident(String id, String status, Instant openedAt) {
    console.received(
        console.topics.incidents,
        id,
        Incident.newBuilder()
            .setId(id)
            .setService("checkout")
            .setTeam("payments")
            .setStatus(status)
            .setTitle("Checkout fails")
            .setAlerts(1)
            .setOpenedAt(openedAt)
            .setAssignees(List.of("asha"))
            .setStep(1)
            .setNextDeadline(openedAt.plusSeconds(300))
            .setPolicy("tier-1")
            .setWhy("route 1: tier 1")
            .build());
  }

  /** The alert, the first time or once more. */
  void alertAgain(String id) {
    console.received(
        console.topics.alerts,
        "checkout",
        Alert.newBuilder()
            .setId("alert-of-" + id)
            .setIntegration("prometheus")
            .setKey("key-of-" + id)
            .setService("checkout")
            .setReceivedAt(AT)
            .setRaw(java.nio.ByteBuffer.wrap(new byte[] {1}))
            .build());
  }

  /** How it came to it, in detail. */
  void story(String id) {
    alertAgain(id);
    event(id, "opened", null, "", "route 1: tier 1");
    event(id, "not-paged", "bo", "", "not on call before 10:00");
    console.received(
        console.topics.assignments,
        "checkout",
        Assignment.newBuilder()
            .setIncident(brief(id))
            .setSeq(1)
            .setAt(AT)
            .setStep(1)
            .setPeople(
                List.of(
                    AssignedPerson.newBuilder()
                        .setPerson("asha")
                        .setSchedule("primary")
                        .setChannels(List.of("inbox"))
                        .setWhy("on call in primary")
                        .build()))
            .build());
    console.received(
        console.topics.pages,
        "asha",
        Page.newBuilder()
            .setId(id + ".1")
            .setPerson("asha")
            .setChannel("inbox")
            .setIncident(brief(id))
            .setAt(AT)
            .setStep(1)
            .setText("Checkout fails (checkout)\nsince 09:00")
            .setReason("on call in primary")
            .build());
    console.received(
        console.topics.receipts,
        "checkout",
        Receipt.newBuilder()
            .setId("receipt-of-" + id)
            .setPage(id + ".1")
            .setIncident(id)
            .setOutcome("delivered")
            .setAt(AT.plusSeconds(1))
            .build());
  }

  private static IncidentBrief brief(String id) {
    return IncidentBrief.newBuilder().setId(id).setService("checkout").build();
  }

  private void event(
      String incident,
      String type,
      @org.jspecify.annotations.Nullable String person,
      String text,
      String why) {
    events++;
    console.received(
        console.topics.incidentEvents,
        "checkout",
        IncidentEvent.newBuilder()
            .setId(incident + "/" + events)
            .setIncident(incident)
            .setService("checkout")
            .setAt(AT)
            .setType(type)
            .setPerson(person)
            .setIntegration("prometheus")
            .setAlertKey("key-of-" + incident)
            .setText(text)
            .setWhy(why)
            .build());
  }

  /** As escalation decides a response: what comes of it. */
  void decided(Response response, String outcome, String why) {
    console.received(
        console.topics.incidentEvents,
        "checkout",
        IncidentEvent.newBuilder()
            .setId(response.getIncident() + "/9" + response.getId().hashCode())
            .setIncident(response.getIncident())
            .setType("acknowledged")
            .setAt(AT)
            .setResponse(response.getId())
            .setOutcome(outcome)
            .setWhy(why)
            .build());
  }

  /** As the planner decides a command. */
  void planned(ScheduleCommand command, String outcome, String why) {
    var schedule = command.getSchedule() == null ? "primary" : command.getSchedule();
    console.received(
        console.topics.scheduleEvents,
        schedule,
        ScheduleEvent.newBuilder()
            .setId("command/" + command.getId())
            .setSchedule(schedule)
            .setAt(AT)
            .setType("command")
            .setOutcome(outcome)
            .setWhy(why)
            .build());
  }

  void metrics(String incident) {
    metrics(incident, 0);
  }

  /** An incident like {@link #incident(String)} that is over. */
  void resolved(String id, Instant at) {
    console.received(
        console.topics.incidents,
        id,
        Incident.newBuilder()
            .setId(id)
            .setService("checkout")
            .setTeam("payments")
            .setStatus("resolved")
            .setTitle("Checkout fails")
            .setOpenedAt(AT)
            .setResolvedAt(at)
            .build());
  }

  void metrics(String incident, int pages) {
    console.received(
        console.topics.responseMetrics,
        "checkout",
        ResponseMetrics.newBuilder()
            .setIncident(incident)
            .setService("checkout")
            .setPages(pages)
            .setOpenedAt(AT)
            .setResolvedAt(AT.plusSeconds(600))
            .setTimeToAcknowledgeMs(60_000L)
            .setTimeToResolveMs(600_000)
            .build());
  }
}
