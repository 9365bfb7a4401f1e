package dev.watchbill.escalation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.schemas.Alert;
import dev.watchbill.schemas.Availability;
import dev.watchbill.schemas.HoursWindow;
import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.NotifyRule;
import dev.watchbill.schemas.OwnContact;
import dev.watchbill.schemas.OwnPages;
import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.PersonSettings;
import dev.watchbill.schemas.Receipt;
import dev.watchbill.schemas.Response;
import dev.watchbill.schemas.Silence;
import dev.watchbill.schemas.SilenceMatcher;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Plays timelines. What is done and what comes of it stand in one script, in minutes and seconds
 * since the night began; the script must be exactly what happens:
 *
 * <pre>
 * 00:00 fires    db-down
 * 00:00 opened   checkout-1
 * 00:00 page     asha slack
 * 05:00 page     bo slack
 * 07:00 ack      bo
 * 07:00 acknowledged bo
 * </pre>
 *
 * What {@code received=} says was received then waited until it is played.
 *
 * <p>Done: fires, ends, claims (an acknowledgement at the source), does (status=…, something else a
 * sender's user did), ack, resolve, escalate, give, snooze, note, down, silence, lift, help (add a
 * responder), summon (a page by hand), engaged and away (what is said of people), hears (something
 * came from an integration), sets (somebody, their own rules and contacts), receipt (of somebody's
 * last page by a channel), quiet. Everything else comes of it. Pages are delivered at once, unless
 * their channel is {@link #failing} or {@link #silent}.
 */
public final class Night implements AutoCloseable {
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final Set<String> DONE =
      Set.of(
          "fires",
          "ends",
          "claims",
          "does",
          "ack",
          "resolve",
          "escalate",
          "give",
          "snooze",
          "note",
          "down",
          "silence",
          "lift",
          "help",
          "summon",
          "engaged",
          "away",
          "hears",
          "sets",
          "receipt",
          "quiet");

  private final Rig rig;
  private final Set<String> failing = new HashSet<>();
  private final Set<String> silent = new HashSet<>();
  private final Instant began;
  private final List<String> transcript = new ArrayList<>();
  public final List<Page> pages = new ArrayList<>();
  public final List<IncidentEvent> events = new ArrayList<>();
  private int responses;

  public Night(Rig rig, TestRoster roster) {
    this.rig = rig;
    rig.roster(roster);
    began = rig.now();
  }

  public static Night of(TestRoster roster) {
    return new Night(new MachineRig(), roster);
  }

  public Night failing(String... channels) {
    failing.addAll(List.of(channels));
    return this;
  }

  public Night silent(String... channels) {
    silent.addAll(List.of(channels));
    return this;
  }

  public Night works(String... channels) {
    List.of(channels).forEach(failing::remove);
    return this;
  }

  public Night roster(TestRoster roster) {
    rig.roster(roster);
    return this;
  }

  /** Plays a script; what happens must be what it says. */
  public Night timeline(String script) {
    var lines = script.lines().map(Night::tidy).filter(line -> !line.isEmpty()).toList();
    transcript.clear();
    for (var line : lines) {
      var parts = line.split(" ", -1);
      if (DONE.contains(parts[1])) {
        until(at(parts[0]));
        if (!parts[1].equals("quiet")) {
          transcript.add(line);
        }
        play(parts);
        look();
      }
    }
    var expected = lines.stream().filter(line -> !line.contains(" quiet")).toList();
    var last = lines.get(lines.size() - 1);
    until(at(last.split(" ", -1)[0]));
    assertThat(String.join("\n", transcript)).isEqualTo(String.join("\n", expected));
    return this;
  }

  private void until(Instant at) {
    while (rig.now().isBefore(at)) {
      rig.pass(TICK);
      look();
    }
  }

  private void play(String[] parts) {
    var option = options(parts);
    switch (parts[1]) {
      case "fires" -> rig.alert(alert(parts, option).build());
      case "ends" -> rig.alert(alert(parts, option).setStatus("resolved").build());
      case "claims" ->
          rig.alert(alert(parts, option).setStatus("acknowledged").setBy(option.get("by")).build());
      case "does" ->
          rig.alert(
              alert(parts, option)
                  .setStatus(option.getOrDefault("status", "noted"))
                  .setBy(option.get("by"))
                  .setSeverityText(option.getOrDefault("rated", ""))
                  .build());
      case "down" -> rig.restart(Duration.ofSeconds(Long.parseLong(parts[2])));
      case "silence" -> rig.silence(silence(parts, option, at(option.getOrDefault("until", ""))));
      case "lift" -> rig.silence(silence(parts, option, rig.now()));
      case "engaged", "away" -> rig.availability(availability(parts, option));
      case "hears" -> rig.heard(parts[2]);
      case "sets" -> rig.settings(settings(parts, option));
      case "receipt" -> rig.receipt(receipt(parts));
      case "quiet" -> {}
      default -> rig.response(response(parts, option));
    }
  }

  private static Map<String, String> options(String[] parts) {
    var options = new HashMap<String, String>();
    for (var part : parts) {
      var equals = part.indexOf('=');
      if (equals > 0) {
        options.put(part.substring(0, equals), part.substring(equals + 1));
      }
    }
    return options;
  }

  private Alert.Builder alert(String[] parts, Map<String, String> option) {
    var severity = parts.length > 3 && !parts[3].contains("=") ? parts[3] : "error";
    var ends = option.get("for");
    var received = option.containsKey("received") ? at(option.get("received")) : rig.now();
    var name = option.getOrDefault("name", parts[2]);
    return Alert.newBuilder()
        .setId("signal-" + parts[0] + parts[2])
        .setIntegration(option.getOrDefault("from", "prometheus"))
        .setKey(parts[2])
        .setGroupKey(option.getOrDefault("group", parts[2]))
        .setReminder(option.containsKey("reminder"))
        .setFoundByKey(option.containsKey("bykey"))
        .setService(option.getOrDefault("service", "checkout"))
        .setSeverity(severity)
        .setTitle(option.getOrDefault("title", name))
        .setText(option.getOrDefault("text", ""))
        .setLabels(labels(name, option))
        .setReceivedAt(received)
        .setNamedUntil(option.containsKey("named") ? at(option.get("named")) : null)
        .setStartedAt(option.containsKey("start") ? at(option.get("start")) : null)
        .setEndsAt(
            option.containsKey("over")
                ? at(option.get("over"))
                : ends == null ? null : received.plus(Duration.between(began, at(ends))));
  }

  private static Map<String, String> labels(String name, Map<String, String> option) {
    return option.containsKey("env")
        ? Map.of("alertname", name, "env", option.get("env"))
        : Map.of("alertname", name);
  }

  /** {@code silence asha alertname=db-down until=30:00}: the first label named is matched. */
  private Silence silence(String[] parts, Map<String, String> option, Instant until) {
    var matchers =
        option.entrySet().stream()
            .filter(label -> !label.getKey().equals("until"))
            .map(label -> new SilenceMatcher(label.getKey(), label.getValue(), false, true))
            .toList();
    return Silence.newBuilder()
        .setId(matchers.toString())
        .setMatchers(matchers)
        .setCreatedBy(parts[2])
        .setComment("deploy")
        .setStartsAt(began.minusSeconds(1))
        .setEndsAt(until)
        .build();
  }

  /** {@code engaged asha with=billing-3}, {@code engaged asha} for no longer, {@code away asha}. */
  private Availability availability(String[] parts, Map<String, String> option) {
    var with = option.get("with");
    return Availability.newBuilder()
        .setPerson(parts[2])
        .setState(parts[1].equals("away") ? "away" : with == null ? "available" : parts[1])
        .setIncidents(with == null ? List.of() : List.of(with))
        .setSince(rig.now())
        .build();
  }

  /**
   * {@code sets asha high=sms,call/60 low=email hours=22:00-07:00 phone=+49 unproven=push}: own
   * rules with their seconds, quiet hours, a contact that is verified, and one that isn't.
   */
  private PersonSettings settings(String[] parts, Map<String, String> option) {
    var quiet = option.get("hours");
    return PersonSettings.newBuilder()
        .setPerson(parts[2])
        .setNotifyHigh(rules(option.get("high")))
        .setNotifyLow(rules(option.get("low")))
        .setDoNotDisturb(
            quiet == null
                ? null
                : List.of(
                    new HoursWindow(
                        List.of(), quiet.substring(0, 5), quiet.substring(quiet.length() - 5))))
        .setContacts(
            Stream.of("phone", "email", "slack", "push")
                .filter(kind -> option.containsKey(kind) || kind.equals(option.get("unproven")))
                .map(kind -> contact(kind, option))
                .toList())
        .setSetAt(rig.now())
        .build();
  }

  private OwnContact contact(String kind, Map<String, String> option) {
    return OwnContact.newBuilder()
        .setKind(kind)
        .setAddress(option.getOrDefault(kind, "nowhere"))
        .setSetAt(rig.now())
        .setVerifiedAt(kind.equals(option.get("unproven")) ? null : rig.now())
        .build();
  }

  private static @Nullable List<NotifyRule> rules(@Nullable String text) {
    return text == null
        ? null
        : Stream.of(text.split(",", -1))
            .filter(rule -> !rule.isEmpty())
            .map(rule -> rule.split("/", -1))
            .map(rule ->
                new NotifyRule(rule[0], rule.length > 1 ? Long.parseLong(rule[1]) * 1000 : 0))
            .toList();
  }

  private Response response(String[] parts, Map<String, String> option) {
    var incident = option.getOrDefault("incident", "checkout-1");
    var service = option.getOrDefault("service", incident.substring(0, incident.lastIndexOf('-')));
    var until = option.get("until");
    return Response.newBuilder()
        .setId(option.getOrDefault("id", "response-" + ++responses))
        .setIncident(incident)
        .setService(service)
        .setAt(rig.now())
        .setPerson(parts[2])
        .setAction(
            switch (parts[1]) {
              case "ack" -> "acknowledge";
              case "give" -> "reassign";
              case "help" -> "add-responder";
              case "summon" -> "page";
              default -> parts[1];
            })
        .setText(
            option.containsKey("test")
                ? OwnPages.TEST
                : option.getOrDefault("text", parts[1].equals("summon") ? "come and help" : ""))
        .setSeverity(option.get("severity"))
        .setTo(option.containsKey("to") ? List.of(option.get("to").split(",")) : List.of())
        .setUntil(until == null ? null : at(until))
        .build();
  }

  private void look() {
    for (var out = rig.drain();
        !out.events().isEmpty() || !out.pages().isEmpty();
        out = rig.drain()) {
      events.addAll(out.events());
      pages.addAll(out.pages());
      out.events().stream().flatMap(event -> said(event).stream()).forEach(this::note);
      out.pages().stream()
          .filter(page -> page.getKind().equals("cancel"))
          .forEach(page -> note("cancel " + page.getPerson() + " " + page.getChannel()));
      out.pages().stream().filter(page -> page.getKind().equals("page")).forEach(this::answer);
    }
  }

  private void note(String what) {
    transcript.add(clock() + " " + what);
  }

  /** {@code receipt asha slack accepted}. */
  private Receipt receipt(String[] parts) {
    var page =
        pages.stream()
            .filter(p -> p.getPerson().equals(parts[2]) && p.getChannel().equals(parts[3]))
            .reduce((first, last) -> last)
            .orElseThrow();
    return receipt(page, parts[4], parts[4].equals("failed"));
  }

  private void answer(Page page) {
    if (silent.contains(page.getChannel())) {
      return;
    }
    var failed = failing.contains(page.getChannel());
    rig.receipt(receipt(page, failed ? "failed" : "delivered", failed));
  }

  private Receipt receipt(Page page, String outcome, boolean failed) {
    return Receipt.newBuilder()
        .setId("receipt-" + page.getId() + outcome)
        .setPage(page.getId())
        .setIncident(page.getIncident().getId())
        .setService(page.getIncident().getService())
        .setPerson(page.getPerson())
        .setChannel(page.getChannel())
        .setOutcome(outcome)
        .setPermanent(failed)
        .setReason(failed ? "refused" : "")
        .setAt(rig.now())
        .build();
  }

  private static List<String> said(IncidentEvent event) {
    var first =
        event.getIncident().endsWith("-1") || event.getIncident().isEmpty()
            ? ""
            : " in " + event.getIncident();
    var who = event.getPerson() == null ? "" : " " + event.getPerson();
    return switch (event.getType()) {
      case "assigned", "receipt" -> List.of();
      case "escalated" ->
          event.getResponse() == null ? List.of() : List.of("escalated" + who + first);
      case "opened" -> List.of("opened " + event.getIncident());
      case "paged" -> List.of("page" + who + " " + event.getChannel() + first);
      case "alert-joined" -> List.of("joined " + event.getIncident());
      case "severity-raised" -> List.of("raised " + event.getSeverity() + first);
      case "step-skipped" -> List.of("skipped " + event.getStep() + first);
      case "resolved" -> List.of("resolved" + (who.isEmpty() ? " source" : who) + first);
      case "reassigned" -> List.of("reassigned " + String.join(",", event.getPeople()) + first);
      case "expired", "stale" -> List.of(event.getType() + " " + event.getText() + first);
      case "suppressed", "unsuppressed", "deferred", "flapping" -> List.of(event.getType() + first);
      case "responder-added" ->
          List.of("responder-added " + String.join(",", event.getPeople()) + first);
      case "refused" -> List.of(event.getOutcome() + who + first);
      default -> List.of(event.getType() + who + first);
    };
  }

  private String clock() {
    var since = Duration.between(began, rig.now());
    return "%02d:%02d".formatted(since.toMinutes(), since.toSecondsPart());
  }

  private Instant at(String clock) {
    var parts = clock.split(":", -1);
    return began
        .plus(Duration.ofMinutes(Long.parseLong(parts[0])))
        .plusSeconds(parts.length > 1 ? Long.parseLong(parts[1]) : 0);
  }

  private static String tidy(String line) {
    return java.util.Arrays.stream(line.trim().split("\\s+")).collect(Collectors.joining(" "));
  }

  public MachineRig machine() {
    return (MachineRig) rig;
  }

  @Override
  public void close() {
    rig.close();
  }
}
