package dev.watchbill.console;

import dev.watchbill.console.readmodel.projection.Received;
import dev.watchbill.console.readmodel.store.Place;
import dev.watchbill.schemas.Alert;
import dev.watchbill.schemas.Incident;
import dev.watchbill.schemas.IncidentBrief;
import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.NotifyRule;
import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.Person;
import dev.watchbill.schemas.PersonToll;
import dev.watchbill.schemas.Policy;
import dev.watchbill.schemas.PolicyStep;
import dev.watchbill.schemas.Receipt;
import dev.watchbill.schemas.ResponseMetrics;
import dev.watchbill.schemas.RosterCurrent;
import dev.watchbill.schemas.RosterRecord;
import dev.watchbill.schemas.RotationState;
import dev.watchbill.schemas.Schedule;
import dev.watchbill.schemas.ScheduleWeek;
import dev.watchbill.schemas.ServedShift;
import dev.watchbill.schemas.Service;
import dev.watchbill.schemas.SeverityPolicy;
import dev.watchbill.schemas.Shift;
import dev.watchbill.schemas.Target;
import dev.watchbill.schemas.Team;
import dev.watchbill.schemas.Topics;
import dev.watchbill.schemas.serde.TrustedRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;

/** Records of a company of 10,000 people in 1,000 teams, in the order of their offsets. */
final class BigCompany {
  static {
    TrustedRecords.trust();
  }

  static final int TEAMS = 1_000;
  static final int PEOPLE = 10_000;

  private static final Duration YEAR = Duration.ofDays(365);
  private static final int WEEKS = 8;

  private final Topics topics;
  private final Instant now;
  private final Consumer<Received> to;
  private final Map<Place, Long> ends = new HashMap<>();

  /**
   * @param to takes each record
   */
  BigCompany(Topics topics, Instant now, Consumer<Received> to) {
    this.topics = topics;
    this.now = now;
    this.to = to;
  }

  private void send(String topic, String key, SpecificRecord value) {
    var offset = ends.merge(new Place(topic, 0), 1L, Long::sum) - 1;
    to.accept(new Received(topic, 0, offset, key, value, true));
  }

  private void roster(String key, RosterRecord.Builder record) {
    send(topics.roster.name(), key, record.setVersion("bench").build());
  }

  /** The roster, and eight weeks of a schedule for each team. */
  void roster() {
    IntStream.range(0, PEOPLE).forEach(this::person);
    IntStream.range(0, TEAMS).forEach(this::team);
    roster(
        "roster:current",
        RosterRecord.newBuilder()
            .setCurrent(RosterCurrent.newBuilder().setAt(now).setSource("bench").build()));
    IntStream.range(0, TEAMS).forEach(this::shifts);
    IntStream.range(0, TEAMS).forEach(this::served);
  }

  private void person(int number) {
    roster(
        "person:p" + number,
        RosterRecord.newBuilder()
            .setPerson(
                Person.newBuilder()
                    .setId("p" + number)
                    .setName("Person " + number)
                    .setTimezone("Europe/Berlin")
                    .setContacts(Map.of("slack", "U" + number))
                    .setNotifyHigh(List.of(NotifyRule.newBuilder().setVia("slack").build()))
                    .build()));
  }

  private static List<String> members(int team) {
    return IntStream.range(team * 10, team * 10 + 10).mapToObj(it -> "p" + it).toList();
  }

  private void team(int number) {
    roster(
        "team:t" + number,
        RosterRecord.newBuilder()
            .setTeam(Team.newBuilder().setId("t" + number).setMembers(members(number)).build()));
    roster(
        "schedule:s" + number,
        RosterRecord.newBuilder()
            .setSchedule(
                Schedule.newBuilder()
                    .setId("s" + number)
                    .setTeam("t" + number)
                    .setPromise("24x7")
                    .build()));
    var step =
        PolicyStep.newBuilder()
            .setTargets(
                List.of(
                    Target.newBuilder().setKind("schedule").setIds(List.of("s" + number)).build()))
            .build();
    roster(
        "policy:y" + number,
        RosterRecord.newBuilder()
            .setPolicy(
                Policy.newBuilder()
                    .setId("y" + number)
                    .setSeverities(
                        Map.of(
                            "critical",
                            SeverityPolicy.newBuilder().setSteps(List.of(step)).build()))
                    .build()));
    for (var service = 0; service < 3; service++) {
      var id = "service-" + number + "-" + service;
      roster(
          "service:" + id,
          RosterRecord.newBuilder()
              .setService(
                  Service.newBuilder()
                      .setId(id)
                      .setName(id)
                      .setTeam("t" + number)
                      .setTier(1 + service)
                      .setRegion(number % 2 == 0 ? "eu" : "us")
                      .setPolicy("y" + number)
                      .build()));
    }
  }

  private void shifts(int team) {
    for (var week = 0; week < WEEKS; week++) {
      var start = now.minus(Duration.ofDays(3)).plus(Duration.ofDays(7L * week));
      var end = start.plus(Duration.ofDays(7));
      var shift =
          Shift.newBuilder()
              .setWho(members(team).get(week))
              .setStart(start)
              .setEnd(end)
              .setRotation("weekly")
              .setTurn((long) week)
              .setWhy("next in turn")
              .build();
      send(
          topics.rotationState.name(),
          "s" + team + "/W" + week,
          RotationState.newBuilder()
              .setSchedule("s" + team)
              .setWeek(
                  ScheduleWeek.newBuilder()
                      .setWeek("W" + week)
                      .setStart(start)
                      .setEnd(end)
                      .setShifts(List.of(shift))
                      .build())
              .build());
    }
  }

  /** A year of weeks that are over. */
  private void served(int team) {
    for (var week = 1; week <= YEAR.toDays() / 7; week++) {
      var end = now.minus(Duration.ofDays(3)).minus(Duration.ofDays(7L * (week - 1)));
      var who = members(team).get(week % 10);
      send(
          topics.servedShifts.name(),
          "s" + team,
          ServedShift.newBuilder()
              .setId("s%d/%d/%s".formatted(team, end.toEpochMilli(), who))
              .setSchedule("s" + team)
              .setTeam("t" + team)
              .setWho(who)
              .setStart(end.minus(Duration.ofDays(7)))
              .setEnd(end)
              .setRotation("weekly")
              .setTurn((long) -week)
              .build());
    }
  }

  /** Incidents over a year, all but the last hundred resolved, each with its whole story. */
  void incidents(int number) {
    for (var it = 0; it < number; it++) {
      incident(it, number);
    }
  }

  private void incident(int number, int all) {
    var team = number % TEAMS;
    var service = "service-" + team + "-" + number % 3;
    var id = service + "-" + number;
    var opened = now.minus(YEAR.multipliedBy(all - number).dividedBy(all));
    var person = members(team).get(number % 10);
    alert(id, service, opened);
    state(id, service, team, opened, "open", person);
    for (var type : List.of("opened", "paged", "receipt", "acknowledged", "resolved")) {
      event(id, service, opened, type);
    }
    page(id, service, person, opened);
    if (number < all - 100) {
      state(id, service, team, opened, "resolved", person);
      metrics(id, service, team, opened, person);
    }
  }

  private void alert(String id, String service, Instant opened) {
    send(
        topics.alerts.name(),
        service,
        Alert.newBuilder()
            .setId("a-" + id)
            .setIntegration("prometheus")
            .setKey(id)
            .setService(service)
            .setTitle("Errors are high")
            .setReceivedAt(opened)
            .setLabels(Map.of("alertname", "ErrorsHigh" + service.hashCode() % 7))
            .build());
  }

  private void state(
      String id, String service, int team, Instant opened, String status, String person) {
    send(
        topics.incidents.name(),
        id,
        Incident.newBuilder()
            .setId(id)
            .setService(service)
            .setTeam("t" + team)
            .setSeverity("critical")
            .setStatus(status)
            .setTitle("Errors of " + service + " are high")
            .setOpenedAt(opened)
            .setAssignees(List.of(person))
            .build());
  }

  private void event(String id, String service, Instant opened, String type) {
    var number = ends.getOrDefault(new Place(topics.incidentEvents.name(), 0), 0L);
    send(
        topics.incidentEvents.name(),
        service,
        IncidentEvent.newBuilder()
            .setId(id + "/" + number)
            .setIncident(id)
            .setService(service)
            .setAt(opened)
            .setType(type)
            .setIntegration("prometheus")
            .setAlertKey(id)
            .setWhy("on call in s1 (next in turn)")
            .build());
  }

  private void page(String id, String service, String person, Instant opened) {
    send(
        topics.pages.name(),
        person,
        Page.newBuilder()
            .setId("p-" + id)
            .setPerson(person)
            .setChannel("inbox")
            .setIncident(IncidentBrief.newBuilder().setId(id).setService(service).build())
            .setAt(opened)
            .setText("Errors are high")
            .build());
    send(
        topics.receipts.name(),
        service,
        Receipt.newBuilder()
            .setId("r-" + id)
            .setPage("p-" + id)
            .setIncident(id)
            .setPerson(person)
            .setChannel("inbox")
            .setOutcome("delivered")
            .setAt(opened)
            .build());
  }

  private void metrics(String id, String service, int team, Instant opened, String person) {
    send(
        topics.responseMetrics.name(),
        service,
        ResponseMetrics.newBuilder()
            .setIncident(id)
            .setService(service)
            .setTeam("t" + team)
            .setSeverity("critical")
            .setOpenedAt(opened)
            .setResolvedAt(opened.plusSeconds(600))
            .setTimeToAcknowledgeMs(60_000L)
            .setTimeToResolveMs(600_000)
            .setAcknowledgedBy(person)
            .setPages(1)
            .setByPerson(List.of(new PersonToll(person, 1, 0, 0L, null)))
            .build());
  }
}
