package dev.watchbill.escalation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.schemas.Alert;
import dev.watchbill.schemas.Availability;
import dev.watchbill.schemas.HoursWindow;
import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.MaintenanceWindow;
import dev.watchbill.schemas.NotifyRule;
import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.Receipt;
import dev.watchbill.schemas.Response;
import dev.watchbill.schemas.Silence;
import dev.watchbill.schemas.SilenceMatcher;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * One seed drives a night: alerts that repeat and flap, people with several contacts and rules who
 * answer, here or at the sender, or don't, and page others by hand, providers that are slow, fail,
 * take what they fail later or say everything twice, records that overtake each other between
 * topics, clocks that change, restarts from changelogs, and rosters that change, so that people
 * leave and come back. After each tick the {@link Laws} hold.
 */
public final class Simulation implements AutoCloseable {
  private static final List<String> PEOPLE = List.of("asha", "bo", "carla", "cto");
  private static final List<String> SEVERITIES = List.of("info", "warning", "error", "critical");

  private static final List<Instant> NIGHTS =
      List.of(
          TestRoster.MIDNIGHT.plusSeconds(60),
          Instant.parse("2026-03-08T06:30:00Z"),
          Instant.parse("2026-03-29T00:15:00Z"));
  private static final List<String> ZONES =
      List.of("UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata");

  private final SplittableRandom random;
  private final Rig rig;
  private final Laws laws;
  private final List<String> said = new ArrayList<>();
  private final Deque<Runnable> alerts = new ArrayDeque<>();
  private final Deque<Runnable> responses = new ArrayDeque<>();
  private final Deque<Runnable> receipts = new ArrayDeque<>();
  private final List<SecondWord> secondWords = new ArrayList<>();
  private final Map<String, Instant> episodes = new HashMap<>();
  private final Set<String> incidents = new HashSet<>();
  private int responseIds;
  private String flapping = "";
  private int flaps;

  /** What a provider says of a page that it took before. */
  private record SecondWord(Instant at, Receipt receipt) {}

  public Simulation(long seed, Rig rig) {
    random = new SplittableRandom(seed);
    this.rig = rig;
    laws = new Laws(rig);
    // In some nights clocks change, here or overseas.
    rig.pass(Duration.between(rig.now(), NIGHTS.get(random.nextInt(NIGHTS.size()))));
    rig.roster(roster());
  }

  /** Runs the night, and then leaves it alone until all is quiet. */
  public void run(int ticks) {
    try {
      for (var tick = 0; tick < ticks; tick++) {
        happen();
        flap();
        sayMore(rig.now());
        deliver();
        rig.pass(Duration.ofSeconds(1 + random.nextInt(90)));
        look();
      }
      sayMore(Instant.MAX);
      while (!(alerts.isEmpty() && responses.isEmpty() && receipts.isEmpty())) {
        deliver();
        look();
      }
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(
          String.join("\n", said.subList(Math.max(0, said.size() - 60), said.size())), e);
    }
  }

  private void happen() {
    switch (random.nextInt(20)) {
      case 0, 1, 2, 3, 4, 5 -> fire();
      case 6, 7 -> end();
      case 8, 9, 10 -> respond();
      case 11 -> {
        if (random.nextInt(4) == 0) {
          var down = Duration.ofSeconds(random.nextInt(3_000));
          say("down " + down);
          rig.restart(down);
        }
      }
      case 12 -> {
        if (random.nextInt(4) == 0) {
          say("roster");
          rig.roster(roster());
        }
      }
      case 13 -> silence();
      case 14 -> {
        if (random.nextInt(3) == 0) {
          engage();
        }
      }
      case 15 -> {
        if (flaps == 0) {
          flapping = "alert-" + random.nextInt(12);
          flaps = 12;
        }
      }
      case 16 -> {
        if (random.nextInt(3) == 0) {
          pageByHand();
        }
      }
      case 17 -> claim();
      default -> {}
    }
  }

  /** Somebody silences one alert, or all of them, for a while; or takes that back. */
  private void silence() {
    var key = random.nextInt(6) == 0 ? "alert-.*" : "alert-" + random.nextInt(12);
    var until = rig.now().plusSeconds(random.nextInt(3) == 0 ? 0 : random.nextInt(2_000));
    say("silence " + key + " until " + until);
    rig.silence(
        Silence.newBuilder()
            .setId(key)
            .setMatchers(List.of(new SilenceMatcher("alertname", key, true, true)))
            .setCreatedBy(PEOPLE.get(random.nextInt(4)))
            .setStartsAt(rig.now().minusSeconds(1))
            .setEndsAt(until)
            .build());
  }

  private void engage() {
    var person = PEOPLE.get(random.nextInt(4));
    var state = List.of("available", "engaged", "away").get(random.nextInt(3));
    say(person + " is " + state);
    rig.availability(
        Availability.newBuilder()
            .setPerson(person)
            .setState(state)
            .setIncidents(state.equals("engaged") ? List.of("billing-1") : List.of())
            .setSince(rig.now())
            .build());
  }

  /** One alert comes and goes, tick by tick. */
  private void flap() {
    if (flaps == 0) {
      return;
    }
    flaps--;
    if (flaps % 2 == 1) {
      fire(flapping);
    } else {
      end(flapping);
    }
  }

  private void sayMore(Instant now) {
    secondWords.stream()
        .filter(word -> !word.at().isAfter(now))
        .forEach(word -> receipts.add(() -> rig.receipt(word.receipt())));
    secondWords.removeIf(word -> !word.at().isAfter(now));
  }

  private void fire() {
    fire("alert-" + random.nextInt(12));
  }

  private void fire(String key) {
    var start = episodes.computeIfAbsent(key, k -> rig.now());
    var alert = alert(key).setStartedAt(random.nextInt(5) == 0 ? null : start);
    if (random.nextInt(4) == 0) {
      alert.setEndsAt(rig.now().plusSeconds(60 + random.nextInt(240)));
    }
    send(alert.build());
  }

  private void end() {
    end("alert-" + random.nextInt(12));
  }

  /** Somebody acknowledges at the sender, or rates there anew what it is. */
  private void claim() {
    var key = "alert-" + random.nextInt(12);
    var rated = SEVERITIES.get(random.nextInt(4));
    send(
        random.nextInt(3) == 0
            ? alert(key).setStatus("updated").setSeverity(rated).setSeverityText(rated).build()
            : alert(key)
                .setStatus("acknowledged")
                .setBy(random.nextInt(5) == 0 ? "kim" : PEOPLE.get(random.nextInt(4)))
                .build());
  }

  private void pageByHand() {
    var service = List.of("checkout", "gateway").get(random.nextInt(2));
    send(
        Response.newBuilder()
            .setId("response-" + ++responseIds)
            .setIncident("")
            .setService(service)
            .setPerson(PEOPLE.get(random.nextInt(4)))
            .setAction("page")
            .setText("please look at the invoices")
            .setSeverity(SEVERITIES.get(random.nextInt(4)))
            .setTo(
                List.of(List.<String>of(), List.of("bo"), List.of("schedule:primary"))
                    .get(random.nextInt(3)))
            .setAt(rig.now())
            .build());
  }

  private void end(String key) {
    episodes.remove(key);
    send(alert(key).setStatus("resolved").build());
  }

  private Alert.Builder alert(String key) {
    var number = Integer.parseInt(key.substring(6));
    return Alert.newBuilder()
        .setIntegration("prometheus")
        .setKey(key)
        .setGroupKey("group-" + number % 5)
        .setService(number % 7 == 0 ? "nobody-knows" : number == 8 ? "gateway" : "checkout")
        .setLabels(Map.of("alertname", key))
        .setSeverity(SEVERITIES.get(random.nextInt(4)))
        .setTitle(key)
        .setReceivedAt(rig.now());
  }

  private void send(Alert alert) {
    alerts.add(() -> {
      say(alert.getStatus() + " " + alert.getKey() + " " + alert.getSeverity());
      rig.alert(alert);
    });
    if (random.nextInt(6) == 0) {
      alerts.add(() -> rig.alert(alert));
    }
  }

  private void respond() {
    if (incidents.isEmpty()) {
      return;
    }
    var all = incidents.stream().sorted().toList();
    var incident = all.get(random.nextInt(all.size()));
    var action =
        List.of(
                "acknowledge",
                "acknowledge",
                "resolve",
                "escalate",
                "reassign",
                "snooze",
                "note",
                "add-responder")
            .get(random.nextInt(8));
    var response =
        Response.newBuilder()
            .setId("response-" + ++responseIds)
            .setIncident(random.nextInt(20) == 0 ? "checkout-999" : incident)
            .setService(incident.substring(0, incident.lastIndexOf('-')))
            .setPerson(PEOPLE.get(random.nextInt(4)))
            .setAction(action)
            .setTo(List.of(PEOPLE.get(random.nextInt(4))))
            .setUntil(rig.now().plusSeconds(random.nextInt(2_000) - 100))
            .setAt(rig.now())
            .build();
    send(response);
  }

  private void send(Response response) {
    laws.asked(response);
    responses.add(() -> answer(response));
    if (random.nextInt(6) == 0) {
      laws.asked(response);
      responses.add(() -> answer(response));
    }
  }

  private void answer(Response response) {
    say(response.getAction() + " " + response.getIncident() + " " + response.getPerson());
    rig.response(response);
  }

  /** Within a topic in order, between topics in any. */
  private void deliver() {
    for (var i = 0; i < 6; i++) {
      var queue = List.of(alerts, responses, receipts).get(random.nextInt(3));
      if (!queue.isEmpty()) {
        queue.poll().run();
      }
    }
  }

  private void look() {
    var out = rig.drain();
    out.events().forEach(this::heard);
    out.pages().forEach(this::paged);
    laws.check(out);
  }

  private void heard(IncidentEvent event) {
    say(
        "  "
            + event.getType()
            + " "
            + event.getIncident()
            + " "
            + event.getPerson()
            + " "
            + event.getWhy());
    if (event.getType().equals("opened")) {
      incidents.add(event.getIncident());
    }
  }

  private void paged(Page page) {
    if (page.getKind().equals("cancel") || random.nextInt(5) == 0) {
      return;
    }
    if (random.nextInt(3) == 0) {
      say(receipt(page, "accepted"));
      if (random.nextInt(4) > 0) {
        var later = rig.now().plusSeconds(random.nextInt(400));
        secondWords.add(new SecondWord(later, receipt(page, settled())));
      }
    } else {
      say(receipt(page, settled()));
    }
  }

  private String settled() {
    return random.nextInt(3) == 0 ? "failed" : "delivered";
  }

  private void say(Receipt receipt) {
    receipts.add(() -> rig.receipt(receipt));
    if (random.nextInt(5) == 0) {
      receipts.add(() -> rig.receipt(receipt));
    }
  }

  private static Receipt receipt(Page page, String outcome) {
    return Receipt.newBuilder()
        .setPage(page.getId())
        .setIncident(page.getIncident().getId())
        .setService(page.getIncident().getService())
        .setPerson(page.getPerson())
        .setChannel(page.getChannel())
        .setOutcome(outcome)
        .setPermanent(outcome.equals("failed"))
        .build();
  }

  private TestRoster roster() {
    var roster =
        TestRoster.shop()
            .version("v" + random.nextInt(1_000_000))
            .organization(o -> o.setStormThreshold(3 + random.nextInt(8)))
            .policy("tier-1", "info", p -> p.setPagesNobody(true))
            .service("gateway", s -> s.setTeam("payments").setTier(1).setPolicy("tier-1"))
            .service(
                "checkout",
                s ->
                    s.setTeam("payments")
                        .setTier(1)
                        .setPolicy("tier-1")
                        .setDependsOn(List.of("gateway")))
            .policy(
                "tier-1",
                "warning",
                p -> p.setUrgency("low").setDefer(random.nextInt(2) == 0 ? "support-hours" : null),
                TestRoster.step(
                    Duration.ofMinutes(3), s -> s.setDelayMs(60_000), "schedule:primary"));
    roster.policy(
        "tier-1",
        "critical",
        p ->
            p.setRepeat(random.nextInt(2))
                .setAckExpiresMs(600_000)
                .setWhenEngaged(random.nextInt(2) == 0 ? "next" : null),
        TestRoster.step(
            Duration.ofMinutes(2), s -> s.setAcks(1 + random.nextInt(2)), "team:payments"),
        TestRoster.step(Duration.ofMinutes(4), "schedule:secondary", "schedule:primary"),
        TestRoster.step(Duration.ofMinutes(3), "awake-of:primary,secondary"));
    PEOPLE.forEach(person ->
        roster.person(
            person,
            p ->
                p.setTimezone(ZONES.get(random.nextInt(ZONES.size())))
                    .setContacts(contacts(person))
                    .setNotifyHigh(rules("sms", "call"))
                    .setNotifyLow(rules("email"))
                    .setWakingFrom("02:30")
                    .setWakingTo("22:00")));
    roster.team(
        "payments",
        t ->
            t.setTimezone("Europe/Berlin")
                .setSupportHours(List.of(new HoursWindow(List.of(), "02:30", "17:00"))));
    roster.person(
        "carla", p -> p.setDoNotDisturb(List.of(new HoursWindow(List.of(), "00:10", "05:00"))));
    // People leave, and come back with a later roster; the shifts they had may still be theirs.
    PEOPLE.stream()
        .filter(person -> random.nextInt(6) == 0)
        .forEach(person -> roster.without("person:" + person));
    if (random.nextInt(3) == 0) {
      roster.maintenance(maintenance());
    }
    if (random.nextInt(4) == 0) {
      roster.nobodyOnCall("primary");
    }
    if (random.nextInt(4) == 0) {
      roster.nobodyOnCall("secondary");
    }
    var handoff = rig.now().plusSeconds(random.nextInt(6_000));
    if (random.nextInt(2) == 0) {
      roster
          .nobodyOnCall("primary")
          .onCall("primary", "asha", rig.now().minus(Duration.ofDays(1)), handoff)
          .onCall("primary", "carla", handoff, handoff.plus(Duration.ofDays(2)));
    }
    return roster;
  }

  /** Not everybody has everything their rules name. */
  private Map<String, String> contacts(String person) {
    var contacts = new HashMap<String, String>();
    contacts.put("slack", "U-" + person);
    if (random.nextInt(3) > 0) {
      contacts.put("phone", "+49");
    }
    if (random.nextInt(3) == 0) {
      contacts.put("email", person + "@example.com");
    }
    return contacts;
  }

  /** Slack, and some minutes later, one after the other, what insists more. */
  private List<NotifyRule> rules(String... more) {
    var rules = new ArrayList<NotifyRule>();
    rules.add(new NotifyRule("slack", 0L));
    for (var channel : more) {
      if (random.nextInt(3) > 0) {
        rules.add(new NotifyRule(channel, 60_000L * rules.size() + random.nextInt(90_000)));
      }
    }
    return rules;
  }

  private MaintenanceWindow maintenance() {
    return MaintenanceWindow.newBuilder()
        .setServices(List.of(random.nextInt(2) == 0 ? "checkout" : "gateway"))
        .setStart(rig.now().plusSeconds(random.nextInt(600)))
        .setEnd(rig.now().plusSeconds(600 + random.nextInt(3_000)))
        .setWhy("upgrade")
        .build();
  }

  private void say(String what) {
    said.add(rig.now() + " " + what);
  }

  @Override
  public void close() {
    rig.close();
    assertThat(responses).isEmpty();
  }
}
