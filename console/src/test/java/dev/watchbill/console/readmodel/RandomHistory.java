package dev.watchbill.console.readmodel;

import dev.watchbill.console.readmodel.projection.Received;
import dev.watchbill.console.readmodel.store.Place;
import dev.watchbill.schemas.Alert;
import dev.watchbill.schemas.Availability;
import dev.watchbill.schemas.Credential;
import dev.watchbill.schemas.Heard;
import dev.watchbill.schemas.Heartbeat;
import dev.watchbill.schemas.Incident;
import dev.watchbill.schemas.IncidentBrief;
import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.Person;
import dev.watchbill.schemas.PersonToll;
import dev.watchbill.schemas.Receipt;
import dev.watchbill.schemas.ResponseMetrics;
import dev.watchbill.schemas.RosterCurrent;
import dev.watchbill.schemas.RosterRecord;
import dev.watchbill.schemas.RotationState;
import dev.watchbill.schemas.ScheduleCommand;
import dev.watchbill.schemas.ScheduleEvent;
import dev.watchbill.schemas.ScheduleWeek;
import dev.watchbill.schemas.ServedShift;
import dev.watchbill.schemas.Shift;
import dev.watchbill.schemas.Topics;
import dev.watchbill.schemas.Watched;
import dev.watchbill.schemas.serde.TrustedRecords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Records of several topics as one seed made them, in an order in which a consumer may see them.
 */
final class RandomHistory {
  static {
    TrustedRecords.trust();
  }

  private final SplittableRandom random;
  private final Topics topics;
  private final Map<Place, Long> ends = new HashMap<>();
  private final List<Received> records = new ArrayList<>();
  private Instant now = Instant.parse("2026-01-05T09:00:00Z");

  private RandomHistory(long seed, Topics topics) {
    this.random = new SplittableRandom(seed);
    this.topics = topics;
  }

  static List<Received> of(long seed, Topics topics, int size) {
    var history = new RandomHistory(seed, topics);
    while (history.records.size() < size) {
      history.now = history.now.plusMillis(history.random.nextInt(5_000));
      history.next();
    }
    return List.copyOf(history.records);
  }

  private void next() {
    switch (random.nextInt(14)) {
      case 0 -> alert();
      case 1 -> incident();
      case 2 -> event();
      case 3 -> page();
      case 4 -> receipt();
      case 5 -> week();
      case 6 -> person();
      case 7 -> add(topics.roster.name(), "roster:current", current());
      case 8 -> availability();
      case 9 -> metrics();
      case 10 -> served();
      case 11 -> beat();
      case 12 -> happened();
      default -> credential();
    }
  }

  private void alert() {
    var key = "key-" + random.nextInt(5);
    var firing = random.nextInt(3) > 0;
    add(
        topics.alerts.name(),
        service(),
        Alert.newBuilder()
            .setId("alert-" + records.size())
            .setIntegration("prometheus")
            .setKey(key)
            .setStatus(firing ? "firing" : "resolved")
            .setStartedAt(random.nextBoolean() ? null : now)
            .setReceivedAt(now)
            .build());
  }

  private void incident() {
    var id = incidentId();
    var gone = random.nextInt(8) == 0;
    add(
        topics.incidents.name(),
        id,
        gone
            ? null
            : Incident.newBuilder()
                .setId(id)
                .setService("checkout")
                .setStatus(random.nextBoolean() ? "open" : "resolved")
                .setOpenedAt(now)
                .build());
  }

  private void event() {
    var id = incidentId();
    add(
        topics.incidentEvents.name(),
        "checkout",
        IncidentEvent.newBuilder()
            .setId(id + "/" + records.size())
            .setIncident(id)
            .setAt(now)
            .setType(random.nextBoolean() ? "alert-joined" : "paged")
            .setIntegration("prometheus")
            .setAlertKey("key-" + random.nextInt(5))
            .build());
  }

  private void page() {
    add(
        topics.pages.name(),
        "asha",
        Page.newBuilder()
            .setId("page-" + random.nextInt(20))
            .setKind(random.nextInt(4) == 0 ? "cancel" : "page")
            .setPerson("asha")
            .setAt(now)
            .setIncident(IncidentBrief.newBuilder().setId(incidentId()).build())
            .build());
  }

  private void receipt() {
    add(
        topics.receipts.name(),
        "checkout",
        Receipt.newBuilder()
            .setId("receipt-" + records.size())
            .setPage("page-" + random.nextInt(20))
            .setIncident(incidentId())
            .setPerson("asha")
            .setChannel(random.nextBoolean() ? "slack" : "inbox")
            .setAt(now)
            .setOutcome(random.nextInt(3) == 0 ? "failed" : "delivered")
            .setReason("reason " + random.nextInt(3))
            .build());
  }

  private void week() {
    var week = "2026-W0" + (2 + random.nextInt(3));
    var shift =
        Shift.newBuilder().setWho("asha").setStart(now).setEnd(now.plusSeconds(3600)).build();
    add(
        topics.rotationState.name(),
        "primary/" + week,
        random.nextInt(6) == 0
            ? null
            : RotationState.newBuilder()
                .setSchedule("primary")
                .setWeek(
                    ScheduleWeek.newBuilder()
                        .setWeek(week)
                        .setStart(now)
                        .setEnd(now.plusSeconds(7200))
                        .setShifts(List.of(shift))
                        .build())
                .build());
  }

  private void person() {
    var id = "person-" + random.nextInt(6);
    add(
        topics.roster.name(),
        "person:" + id,
        random.nextInt(5) == 0
            ? null
            : RosterRecord.newBuilder()
                .setVersion("v" + records.size())
                .setPerson(Person.newBuilder().setId(id).setName("Name " + records.size()).build())
                .build());
  }

  private RosterRecord current() {
    return RosterRecord.newBuilder()
        .setVersion("v" + records.size())
        .setCurrent(RosterCurrent.newBuilder().setAt(now).build())
        .build();
  }

  private void availability() {
    add(
        topics.availability.name(),
        "asha",
        random.nextInt(5) == 0
            ? null
            : Availability.newBuilder().setPerson("asha").setSince(now).build());
  }

  private void metrics() {
    var toll = new PersonToll("asha", random.nextInt(4), random.nextInt(2), 0L, null);
    add(
        topics.responseMetrics.name(),
        "checkout",
        ResponseMetrics.newBuilder()
            .setIncident(incidentId())
            .setService("checkout")
            .setResolvedAt(random.nextBoolean() ? now : Instant.EPOCH)
            .setTimeToAcknowledgeMs(random.nextBoolean() ? null : (long) random.nextInt(1000))
            .setByPerson(random.nextInt(3) == 0 ? List.of() : List.of(toll))
            .build());
  }

  private void served() {
    add(
        topics.servedShifts.name(),
        "primary",
        ServedShift.newBuilder()
            .setId("served-" + random.nextInt(9))
            .setWho("asha")
            .setStart(now)
            .setEnd(now.plusSeconds(60))
            .build());
  }

  private void beat() {
    var heard = random.nextBoolean();
    add(
        topics.heartbeats.name(),
        (heard ? "heard:" : "watched:") + "cron-" + random.nextInt(2),
        random.nextInt(5) == 0
            ? null
            : heard
                ? Heartbeat.newBuilder().setHeard(new Heard(now, "curl")).build()
                : Heartbeat.newBuilder()
                    .setWatched(
                        Watched.newBuilder()
                            .setSince(now)
                            .setMissedAt(random.nextBoolean() ? null : now)
                            .build())
                    .build());
  }

  private void happened() {
    if (random.nextBoolean()) {
      add(
          topics.scheduleCommands.name(),
          "primary",
          ScheduleCommand.newBuilder()
              .setId("command-" + random.nextInt(9))
              .setAction("accept")
              .setTarget("swap-" + random.nextInt(3))
              .build());
    } else {
      add(
          topics.scheduleEvents.name(),
          "primary",
          ScheduleEvent.newBuilder()
              .setId("command/command-" + random.nextInt(9))
              .setType("command")
              .setOutcome("applied")
              .setAt(now)
              .build());
    }
  }

  private void credential() {
    var id = "token:" + random.nextInt(4);
    add(
        topics.credentials.name(),
        id,
        random.nextInt(3) == 0
            ? null
            : Credential.newBuilder().setId(id).setHash("h" + records.size()).build());
  }

  private String service() {
    return random.nextBoolean() ? "checkout" : "search";
  }

  private String incidentId() {
    return "checkout-" + (1 + random.nextInt(6));
  }

  private void add(String topic, String key, @Nullable SpecificRecord value) {
    var place = new Place(topic, 0);
    var offset = ends.merge(place, 1L, Long::sum) - 1;
    records.add(new Received(topic, 0, offset, key, value, true));
  }
}
