package dev.watchbill.launcher.simulate;

import dev.watchbill.escalation.kafka.VirtualEscalation;
import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.Receipt;
import dev.watchbill.schemas.Response;
import dev.watchbill.schemas.RosterCurrent;
import dev.watchbill.schemas.RosterRecord;
import dev.watchbill.schemas.Topics;
import dev.watchbill.schemas.kafka.Cluster;
import dev.watchbill.schemas.roster.RosterStage;
import dev.watchbill.schemas.serde.LocalRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Lets things happen to the planner and the escalation processor, and time pass between them: from
 * one deadline to the next, whatever lies between. Not thread safe.
 */
public final class Simulation implements AutoCloseable {
  /**
   * The processor holds deadlines back for a second after it starts, and there must be a roster.
   */
  private static final Duration HEAD_START = Duration.ofSeconds(10);

  private final Settings settings;
  private final Consumer<Line> out;
  private final Told told;
  private final Cluster cluster;
  private final Planning planner;
  private final VirtualEscalation escalation;
  private final Result result = new Result();
  private final Map<String, RosterRecord> inForce = new HashMap<>();
  private final Map<AlertName, String> incidents = new HashMap<>();
  private final List<Happening.Rule> rules = new ArrayList<>();
  private final Set<String> toldPages = new HashSet<>();
  private final Queue<Answer> answers =
      new PriorityQueue<>(Comparator.comparing(Answer::at).thenComparingInt(Answer::number));
  private int numbers;

  /**
   * How it is simulated.
   *
   * @param until it ends then
   * @param answerAfter whoever is reached acknowledges after so long; null: only who is said to
   */
  public record Settings(
      Path roster, Rosters rosters, Instant until, @Nullable Duration answerAfter) {}

  private record AlertName(String service, String key) {}

  private record Answer(Instant at, int number, String person, String incident) {}

  private Simulation(
      Settings settings,
      Cluster cluster,
      Planning planner,
      Instant start,
      Consumer<Line> out,
      Told told) {
    this.settings = settings;
    this.out = out;
    this.told = told;
    this.cluster = cluster;
    this.planner = planner;
    escalation = new VirtualEscalation(cluster, start);
  }

  private static Cluster cluster() {
    return new Cluster(
        "127.0.0.1:1",
        new LocalRegistry(),
        new Topics(Topics.DEFAULT_PREFIX),
        1,
        (short) 1,
        "simulated",
        Map.of());
  }

  /**
   * Plays it through.
   *
   * @param happenings in order of time
   * @param folder an empty one, for what is kept meanwhile
   * @param out is given each line as it happens
   */
  public static Result run(
      Settings settings, List<Happening> happenings, Path folder, Consumer<Line> out) {
    return run(settings, happenings, folder, out, Told.NOBODY);
  }

  /**
   * The same.
   *
   * @param told hears what people and rooms would be told
   */
  public static Result run(
      Settings settings, List<Happening> happenings, Path folder, Consumer<Line> out, Told told) {
    if (happenings.isEmpty()) {
      return new Result();
    }
    var start = happenings.getFirst().at().minus(HEAD_START);
    var cluster = cluster();
    var planner = new VirtualPlanner(cluster, folder, start);
    try (var simulation = new Simulation(settings, cluster, planner, start, out, told)) {
      simulation.play(happenings);
      return simulation.result;
    }
  }

  /**
   * Plays one thing through what an installation has published.
   *
   * @param until it ends then
   * @param out is given each line as it happens
   */
  public static Result run(
      Published published, Happening happening, Instant until, Consumer<Line> out) {
    var start = happening.at().minus(HEAD_START);
    var cluster = cluster();
    var settings = new Settings(Rosters.PUBLISHED, Rosters.of(published), until, null);
    try (var simulation =
        new Simulation(settings, cluster, published.planning(cluster), start, out, Told.NOBODY)) {
      simulation.surround(published);
      simulation.play(List.of(happening));
      return simulation.result;
    }
  }

  /** What else is going on. */
  private void surround(Published published) {
    published.silences().forEach(it -> escalation.write(cluster.topics().silences, it.getId(), it));
    published
        .availability()
        .forEach((person, it) -> escalation.write(cluster.topics().availability, person, it));
    published
        .statuses()
        .forEach((service, it) -> escalation.write(cluster.topics().serviceStatus, service, it));
  }

  private void play(List<Happening> happenings) {
    happenings.stream()
        .filter(Happening.Fate.class::isInstance)
        .forEach(fate -> toldPages.add(((Happening.Fate) fate).receipt().getPage()));
    roster(settings.roster());
    for (var happening : happenings) {
      passTo(happening.at());
      happen(happening);
      hear();
    }
    passTo(settings.until());
  }

  // ---- time

  private void passTo(Instant then) {
    for (var next = next(); !next.isAfter(then); next = next()) {
      // A deadline of this very moment is looked at a tick later, as the clock must move.
      escalation.passTo(later(next, escalation.now().plusMillis(1)));
      if (!planner.nextLook().isAfter(escalation.now())) {
        publish(planner.look(escalation.now()));
      }
      answer();
      hear();
    }
    escalation.passTo(later(then, escalation.now()));
  }

  private Instant next() {
    var next = earlier(escalation.nextDeadline().orElse(Instant.MAX), planner.nextLook());
    return answers.isEmpty() ? next : earlier(next, answers.element().at());
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  // ---- what happens

  private void happen(Happening happening) {
    switch (happening) {
      case Happening.Signal signal -> {
        result.alert();
        escalation.write(cluster.topics().alerts, signal.alert().getService(), signal.alert());
      }
      case Happening.Act act -> act(act);
      case Happening.Fate fate -> tell(fate.receipt());
      case Happening.Rule rule -> rules.addFirst(rule);
      case Happening.Silencing it ->
          escalation.write(cluster.topics().silences, it.silence().getId(), it.silence());
      case Happening.NewRoster roster -> roster(roster.folder());
    }
  }

  private void act(Happening.Act act) {
    var response = act.response();
    var key = act.alertKey();
    if (key != null) {
      var incident = incidents.get(new AlertName(response.getService(), key));
      if (incident == null) {
        var why =
            "There was no incident of alert '%s' of service '%s'"
                .formatted(key, response.getService());
        out.accept(
            new Line(
                act.at(), "refused", null, null, response.getPerson(), response.getVia(), why));
        return;
      }
      response = Response.newBuilder(response).setIncident(incident).build();
    }
    escalation.write(cluster.topics().responses, response.getService(), response);
  }

  private void tell(Receipt receipt) {
    escalation.write(cluster.topics().receipts, receipt.getService(), receipt);
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
    changes.forEach((key, value) -> escalation.write(cluster.topics().roster, key, value));
    escalation.write(
        cluster.topics().roster,
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
    var topics = cluster.topics();
    news.shifts().forEach(it -> escalation.write(topics.rotationState, it.key(), it.value()));
    news.availability().forEach(it -> escalation.write(topics.availability, it.key(), it.value()));
  }

  // ---- what comes of it

  /** Until nothing more comes of what came of it. */
  private void hear() {
    for (var heard = escalation.drain(); ; heard = escalation.drain()) {
      heard.events().forEach(this::event);
      heard.assignments().forEach(told::assignment);
      heard.pages().forEach(this::page);
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
    Line.of(event).forEach(out);
  }

  private void page(Page page) {
    if (!page.getKind().equals("page")) {
      return;
    }
    result.page(page);
    told.page(page);
    if (toldPages.contains(page.getId())) {
      return;
    }
    var rule =
        rules.stream()
            .filter(known -> known.holdsFor(page.getPerson(), page.getChannel()))
            .findFirst();
    if (rule.filter(Happening.Rule::isSilence).isEmpty()) {
      var receipt = receipt(page, rule.map(Happening.Rule::outcome));
      tell(receipt);
      if (Result.reaches(receipt.getOutcome())) {
        expectAnswer(page);
      }
    }
  }

  /** Delivered at once, unless it is known better. */
  private Receipt receipt(Page page, Optional<Receipt> known) {
    return Receipt.newBuilder(
            known.orElseGet(() -> Receipt.newBuilder().setOutcome("delivered").build()))
        .setId("receipt-of-" + page.getId())
        .setPage(page.getId())
        .setIncident(page.getIncident().getId())
        .setService(page.getIncident().getService())
        .setPerson(page.getPerson())
        .setChannel(page.getChannel())
        .setAt(escalation.now())
        .build();
  }

  private void expectAnswer(Page page) {
    var after = settings.answerAfter();
    if (after != null) {
      answers.add(
          new Answer(
              escalation.now().plus(after),
              ++numbers,
              page.getPerson(),
              page.getIncident().getId()));
    }
  }

  private void answer() {
    while (!answers.isEmpty() && !answers.element().at().isAfter(escalation.now())) {
      var answer = answers.remove();
      if (result.isOpen(answer.incident())) {
        var response =
            Response.newBuilder()
                .setId("answer-" + answer.number())
                .setIncident(answer.incident())
                .setService(LineReader.serviceOf(answer.incident()))
                .setPerson(answer.person())
                .setAction("acknowledge")
                .setVia("simulated")
                .setAt(answer.at())
                .build();
        escalation.write(cluster.topics().responses, response.getService(), response);
        hear();
      }
    }
  }

  @Override
  public void close() {
    planner.close();
    escalation.close();
  }
}
