package dev.watchbill.launcher.simulate;

import dev.watchbill.escalation.kafka.VirtualEscalation;
import dev.watchbill.launcher.simulate.Simulation.Settings;
import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.Receipt;
import dev.watchbill.schemas.Response;
import dev.watchbill.schemas.RosterCurrent;
import dev.watchbill.schemas.RosterRecord;
import dev.watchbill.schemas.Topics;
import dev.watchbill.schemas.kafka.Cluster;
import dev.watchbill.schemas.roster.RosterStage;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Lets things happen to the planner and the escalation processor, and time pass between them: from
 * one deadline to the next, whatever lies between. Not thread safe.
 */
final class Play implements AutoCloseable {
  private final Settings settings;
  private final Topics topics;
  private final Planning planner;
  private final Bonds bonds;
  private final HourByHour out;
  private final Told told;
  private final VirtualEscalation escalation;
  private final Result result = new Result();
  private final Map<String, RosterRecord> inForce = new HashMap<>();
  private final Map<AlertName, String> incidents = new HashMap<>();
  private final Map<String, Page> delivered = new HashMap<>();
  private final Answering answering;

  private record AlertName(String service, String key) {}

  Play(
      Settings settings,
      Cluster cluster,
      Planning planner,
      Instant start,
      Bonds bonds,
      HourByHour out,
      Told told) {
    this.settings = settings;
    topics = cluster.topics();
    this.planner = planner;
    this.bonds = bonds;
    this.out = out;
    this.told = told;
    escalation = new VirtualEscalation(cluster, start);
    answering = new Answering(settings.answerAfter());
  }

  /** What else is going on. */
  void surround(Published published) {
    published.silences().forEach(it -> escalation.write(topics.silences, it.getId(), it));
    published
        .availability()
        .forEach((person, it) -> escalation.write(topics.availability, person, it));
    published
        .statuses()
        .forEach((service, it) -> escalation.write(topics.serviceStatus, service, it));
  }

  /** Plays it to its end. */
  Result play(List<Happening> happenings) {
    var providers = new Providers(happenings);
    roster(settings.roster());
    for (var happening : happenings) {
      passTo(happening.at(), providers);
      happen(happening, providers);
      hear(providers);
    }
    passTo(settings.until(), providers);
    out.close();
    return result;
  }

  // ---- time

  /** What is due at the very moment that has come is done when time goes on. */
  private void passTo(Instant then, Providers providers) {
    for (var next = next(); escalation.now().isBefore(then) && !next.isAfter(then); next = next()) {
      escalation.passTo(later(next, escalation.now().plusMillis(1)));
      if (!planner.nextLook().isAfter(escalation.now())) {
        publish(planner.look(escalation.now()));
      }
      // First what came by itself, whatever service it is of: whoever answers has read it.
      hear(providers);
      answer(providers);
    }
    escalation.passTo(later(then, escalation.now()));
  }

  private Instant next() {
    var deadline = escalation.nextDeadline().orElse(Instant.MAX);
    return earlier(earlier(deadline, planner.nextLook()), answering.next());
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  // ---- what happens

  private void happen(Happening happening, Providers providers) {
    switch (happening) {
      case Happening.Signal signal -> {
        result.alert();
        escalation.write(topics.alerts, signal.alert().getService(), signal.alert());
      }
      case Happening.Act act -> act(act);
      case Happening.Fate fate -> tell(fate.receipt());
      case Happening.Rule rule -> providers.follow(rule);
      case Happening.Silencing it ->
          escalation.write(topics.silences, it.silence().getId(), it.silence());
      case Happening.NewRoster roster -> roster(roster.folder());
    }
  }

  private void act(Happening.Act act) {
    var response = act.response();
    var key = act.alertKey();
    var incident =
        key == null
            ? response.getIncident()
            : incidents.get(new AlertName(response.getService(), key));
    if (incident == null) {
      out.add(bonds.groupOf(response.getService()), refused(act));
    } else {
      respond(Response.newBuilder(response).setIncident(incident).build());
    }
  }

  private Line refused(Happening.Act act) {
    var response = act.response();
    var why =
        "There was no incident of alert '%s' of service '%s'"
            .formatted(act.alertKey(), response.getService());
    return new Line(
        escalation.now(), "refused", null, null, response.getPerson(), response.getVia(), why);
  }

  private void respond(Response response) {
    escalation.write(topics.responses, response.getService(), response);
  }

  private void tell(Receipt receipt) {
    escalation.write(topics.receipts, receipt.getService(), receipt);
  }

  private void roster(Path folder) {
    var wanted = settings.rosters().of(folder);
    var changes = new TreeMap<String, @Nullable RosterRecord>();
    inForce.keySet().stream()
        .filter(key -> !wanted.records().containsKey(key))
        .forEach(key -> changes.put(key, null));
    changes.putAll(wanted.records());
    var now = escalation.now();
    publish(planner.propose(changes, wanted.version(), now));
    changes.forEach((key, value) -> escalation.write(topics.roster, key, value));
    escalation.write(
        topics.roster,
        RosterStage.CURRENT,
        RosterRecord.newBuilder()
            .setVersion(wanted.version())
            .setCurrent(RosterCurrent.newBuilder().setAt(now).setSource("simulation").build())
            .build());
    inForce.clear();
    inForce.putAll(wanted.records());
    result.people(
        wanted.records().values().stream()
            .flatMap(record -> Optional.ofNullable(record.getPerson()).stream())
            .collect(Collectors.toMap(person -> person.getId(), person -> person)));
  }

  private void publish(Planning.News news) {
    news.shifts().forEach(it -> escalation.write(topics.rotationState, it.key(), it.value()));
    news.availability().forEach(it -> escalation.write(topics.availability, it.key(), it.value()));
  }

  // ---- what comes of it

  /** Until nothing more comes of what came of it. */
  private void hear(Providers providers) {
    for (var heard = escalation.drain(); ; heard = escalation.drain()) {
      heard.events().forEach(this::event);
      heard.assignments().forEach(told::assignment);
      heard.pages().forEach(page -> page(page, providers));
      heard.deadLetters().forEach(letter -> result.deadLetter(letter.getReason()));
      publish(planner.hear(heard.events(), escalation.now()));
      if (heard.pages().isEmpty()) {
        return;
      }
    }
  }

  private void event(IncidentEvent event) {
    var key = event.getAlertKey();
    if (key != null) {
      incidents.put(new AlertName(event.getService(), key), event.getIncident());
    }
    result.event(event);
    answerTo(event);
    var group = bonds.groupOf(event.getService());
    Line.of(event).forEach(line -> out.add(group, line));
  }

  /** Only what counts as having reached them: what is kept in the inbox at last doesn't. */
  private void answerTo(IncidentEvent event) {
    if (event.getType().equals("receipt") && event.getPage() != null) {
      var page = delivered.remove(event.getPage());
      if (page != null) {
        answering.reached(page, escalation.now());
      }
    }
  }

  private void page(Page page, Providers providers) {
    if (!page.getKind().equals("page")) {
      return;
    }
    result.page(page);
    told.page(page);
    providers
        .receiptOf(page, escalation.now())
        .ifPresent(receipt -> {
          if (Result.reaches(receipt.getOutcome())) {
            delivered.put(page.getId(), page);
          }
          tell(receipt);
        });
  }

  private void answer(Providers providers) {
    for (var answer = answering.due(escalation.now());
        answer.isPresent();
        answer = answering.due(escalation.now())) {
      if (result.isOpen(answer.get().getIncident())) {
        respond(answer.get());
        hear(providers);
      }
    }
  }

  @Override
  public void close() {
    planner.close();
    escalation.close();
  }
}
