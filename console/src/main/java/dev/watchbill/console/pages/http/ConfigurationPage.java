package dev.watchbill.console.pages.http;

import dev.watchbill.console.auth.Sessions;
import dev.watchbill.console.http.Auditing;
import dev.watchbill.console.http.Call;
import dev.watchbill.console.http.Endpoint;
import dev.watchbill.console.http.Route;
import dev.watchbill.console.pages.ConfigurationView;
import dev.watchbill.console.pages.ConfigurationView.Contact;
import dev.watchbill.console.pages.ConfigurationView.SenderKey;
import dev.watchbill.console.pages.Frame;
import dev.watchbill.console.readiness.Channels;
import dev.watchbill.console.readmodel.questions.Cursor;
import dev.watchbill.schemas.Integration;
import dev.watchbill.schemas.NotifyRule;
import dev.watchbill.schemas.Person;
import dev.watchbill.schemas.roster.Role;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is configured: the roster in force, one's own contacts and sessions, who did what. */
final class ConfigurationPage {
  private static final int ENTRIES = 50;
  private static final int INTEGRATIONS = 300;

  private final Stage stage;
  private final Channels channels;
  private final Sessions sessions;
  private final Auditing auditing;

  ConfigurationPage(Stage stage, Channels channels, Sessions sessions, Auditing auditing) {
    this.stage = stage;
    this.channels = channels;
    this.sessions = sessions;
    this.auditing = auditing;
  }

  Map<Route, Endpoint> endpoints() {
    return Map.of(Route.CONFIGURATION_PAGE, this::show, Route.END_SESSION, this::end);
  }

  private void show(Call call) {
    var who = call.principal();
    var model = stage.model();
    var inForce = model.rosterInForce();
    var roster = inForce.snapshot();
    var current = inForce.current();
    var problems = inForce.problems();
    var cursor = call.query("after").flatMap(Cursor::parse).orElse(Cursor.START);
    var audit =
        who.role().covers(Role.MANAGER) ? model.audit().list(Set.of(), cursor, ENTRIES) : null;
    var next = audit == null ? null : audit.next();
    var view =
        new ConfigurationView(
            roster.version(),
            current == null ? "" : current.getSource(),
            current == null ? null : current.getAt(),
            counts(roster),
            problems == null ? List.of() : problems.getMessages(),
            roster.integrations().values().stream()
                .sorted(Comparator.comparing(Integration::getName))
                .limit(INTEGRATIONS)
                .toList(),
            model.beats().all(),
            who.role().covers(Role.ADMIN) ? keys() : Map.of(),
            contacts(who.person() == null ? null : roster.people().get(who.person())),
            sessions.of(who),
            who.credential(),
            audit == null ? null : audit.items(),
            next == null ? null : next.text(),
            stage.people());
    stage.show(call, stage.templates().configuration(stage.frame(call), view));
  }

  private Map<String, List<SenderKey>> keys() {
    var now = stage.now();
    var uses = stage.model().keys().uses();
    return stage.model().keys().all().stream()
        .filter(key -> key.getKind().equals("integration"))
        .filter(key -> key.getExpiresAt() == null || now.isBefore(key.getExpiresAt()))
        .collect(
            Collectors.groupingBy(
                key -> Objects.requireNonNullElse(key.getIntegration(), ""),
                Collectors.mapping(
                    key -> new SenderKey(name(key.getId()), uses.get(key.getId())),
                    Collectors.toList())));
  }

  private static String name(String id) {
    return id.startsWith("key:") ? id.substring(id.indexOf('/') + 1) : "roster";
  }

  private static Map<String, Integer> counts(RosterSnapshot roster) {
    var counts = new LinkedHashMap<String, Integer>();
    counts.put("people", roster.people().size());
    counts.put("teams", roster.teams().size());
    counts.put("schedules", roster.schedules().size());
    counts.put("services", roster.services().size());
    counts.put("policies", roster.policies().size());
    counts.put("integrations", roster.integrations().size());
    return counts;
  }

  private List<Contact> contacts(@Nullable Person person) {
    return person == null
        ? List.of()
        : Stream.concat(
                person.getNotifyHigh().stream().map(rule -> contact(person, "high", rule)),
                person.getNotifyLow().stream().map(rule -> contact(person, "low", rule)))
            .toList();
  }

  private Contact contact(Person person, String urgency, NotifyRule rule) {
    var via = rule.getVia();
    var key = via.equals("sms") || via.equals("call") ? "phone" : via;
    return new Contact(
        urgency,
        via,
        Objects.requireNonNullElse(person.getContacts().get(key), ""),
        rule.getAfterMs(),
        channels.reaches(person, via));
  }

  private void end(Call call) {
    var id = call.path("id");
    var done = sessions.end(call.principal(), id);
    if (done) {
      auditing.note(call, "session.end", id, "applied");
    }
    stage.goOn(
        call,
        "access".equals(call.form().get("back")) ? "/access" : "/configuration",
        done
            ? new Frame.Notice(true, "That browser is signed out.")
            : new Frame.Notice(false, "There is no such session of yours."));
  }
}
