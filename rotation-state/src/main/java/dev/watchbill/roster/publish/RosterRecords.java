package dev.watchbill.roster.publish;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.watchbill.mapping.Mapping;
import dev.watchbill.roster.Hours;
import dev.watchbill.roster.IntegrationEntry;
import dev.watchbill.roster.OrganizationEntry;
import dev.watchbill.roster.PersonEntry;
import dev.watchbill.roster.Roster;
import dev.watchbill.roster.RouteEntry;
import dev.watchbill.roster.ScheduleEntry;
import dev.watchbill.roster.ServiceEntry;
import dev.watchbill.roster.TeamEntry;
import dev.watchbill.roster.TicketEntry;
import dev.watchbill.rota.RotaJson;
import dev.watchbill.schemas.Integration;
import dev.watchbill.schemas.NotifyRule;
import dev.watchbill.schemas.Organization;
import dev.watchbill.schemas.Person;
import dev.watchbill.schemas.RosterRecord;
import dev.watchbill.schemas.Route;
import dev.watchbill.schemas.Routes;
import dev.watchbill.schemas.Schedule;
import dev.watchbill.schemas.Service;
import dev.watchbill.schemas.Team;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A roster as the records of its topic, by key. Says nothing about when: equal in, equal out. */
public final class RosterRecords {
  private final String version;
  private final Map<String, RosterRecord> records = new TreeMap<>();

  private RosterRecords(String version) {
    this.version = version;
  }

  /**
   * Every object of a roster, {@code organization:org} to {@code maintenance:all}.
   *
   * @param version written into each record
   */
  public static Map<String, RosterRecord> of(Roster roster, String version) {
    var mapping = new RosterRecords(version);
    mapping.put("organization:org", it -> it.setOrganization(organization(roster.organization())));
    roster
        .people()
        .forEach((id, person) -> mapping.put("person:" + id, it -> it.setPerson(person(person))));
    roster.teams().forEach((id, team) -> mapping.put("team:" + id, it -> it.setTeam(team(team))));
    var rotas = Rotas.of(roster);
    roster
        .schedules()
        .forEach((id, schedule) ->
            Optional.ofNullable(rotas.get(id))
                .map(RotaJson::write)
                .ifPresent(definition ->
                    mapping.put(
                        "schedule:" + id, it -> it.setSchedule(schedule(schedule, definition)))));
    roster
        .services()
        .forEach(
            (id, service) -> mapping.put("service:" + id, it -> it.setService(service(service))));
    roster
        .policies()
        .forEach((id, policy) ->
            mapping.put("policy:" + id, it -> it.setPolicy(PolicyRecords.of(policy))));
    roster
        .integrations()
        .forEach((id, sender) ->
            mapping.put("integration:" + id, it -> it.setIntegration(integration(sender))));
    mapping.put("routes:all", it -> it.setRoutes(routes(roster.routes())));
    mapping.put(
        "maintenance:all", it -> it.setMaintenance(MaintenanceRecords.of(roster.maintenance())));
    return mapping.records;
  }

  private void put(String key, Consumer<RosterRecord.Builder> fill) {
    var builder = RosterRecord.newBuilder().setVersion(version);
    fill.accept(builder);
    records.put(key, builder.build());
  }

  private static Organization organization(OrganizationEntry entry) {
    var limits = entry.limits();
    return Organization.newBuilder()
        .setName(entry.name())
        .setTimezone(entry.zone().getId())
        .setBaseUrl(entry.baseUrl().orElse(null))
        .setFallbackPolicy(entry.fallback().orElse(null))
        .setReopenWindowMs(limits.reopenWindow().toMillis())
        .setStormThreshold(limits.stormThreshold())
        .setStormWindowMs(limits.stormWindow().toMillis())
        .setMaxPagesPerMinute(limits.maxPagesPerMinute())
        .setFinallyEveryMs(limits.finallyEvery().toMillis())
        .setReceiptPatienceMs(limits.receiptPatience().toMillis())
        .setRoles(new TreeMap<>(entry.roles()))
        .setMessages(new TreeMap<>(entry.messages()))
        .setPhoneOrder(entry.phone().order())
        .setPhoneRegions(new TreeMap<>(entry.phone().regions()))
        .build();
  }

  private static Person person(PersonEntry entry) {
    return Person.newBuilder()
        .setId(entry.id())
        .setName(entry.name())
        .setTimezone(entry.zone().getId())
        .setWakingFrom(entry.waking().map(it -> it.from().toString()).orElse(null))
        .setWakingTo(entry.waking().map(it -> it.to().toString()).orElse(null))
        .setDoNotDisturb(Windows.of(entry.doNotDisturb()))
        .setContacts(new TreeMap<>(entry.contacts()))
        .setNotifyHigh(rules(entry.notifyHigh()))
        .setNotifyLow(rules(entry.notifyLow()))
        .setPhoneOrder(entry.phoneOrder())
        .build();
  }

  private static List<NotifyRule> rules(List<PersonEntry.Rule> rules) {
    return rules.stream()
        .map(it ->
            NotifyRule.newBuilder().setVia(it.via()).setAfterMs(it.after().toMillis()).build())
        .toList();
  }

  private static Team team(TeamEntry entry) {
    return Team.newBuilder()
        .setId(entry.id())
        .setTimezone(entry.zone().getId())
        .setRegion(entry.region().orElse(null))
        .setMembers(entry.members())
        .setSupportHours(Windows.of(entry.supportHours()))
        .setChat(new TreeMap<>(entry.chat()))
        .setSchedules(entry.schedules().keySet().stream().sorted().toList())
        .setMessages(new TreeMap<>(entry.messages()))
        .build();
  }

  private static Schedule schedule(ScheduleEntry entry, String definition) {
    return Schedule.newBuilder()
        .setId(entry.id())
        .setTeam(entry.team())
        .setTimezone(entry.zone().getId())
        .setMode(entry.mode().name().toLowerCase(Locale.ROOT))
        .setPromise(entry.promise().map(RosterRecords::promise).orElse(null))
        .setDefinition(definition)
        .setHorizonMs(entry.horizon().toMillis())
        .setSlackGroup(entry.slackGroup().orElse(null))
        .build();
  }

  private static String promise(ScheduleEntry.Promise promise) {
    return switch (promise) {
      case ScheduleEntry.Promise.Always _ -> "24x7";
      case ScheduleEntry.Promise.During it ->
          String.join(", ", it.hours().stream().map(Hours::text).toList());
    };
  }

  private static Service service(ServiceEntry entry) {
    return Service.newBuilder()
        .setId(entry.id())
        .setName(entry.name())
        .setTeam(entry.team().orElse(null))
        .setTier(entry.tier())
        .setRegion(entry.region().orElse(null))
        .setRunbook(entry.runbook().orElse(null))
        .setDependsOn(entry.dependsOn())
        .setChat(new TreeMap<>(entry.chat()))
        .setPolicy(entry.policy().orElse(null))
        .setTicket(entry.tickets().isEmpty() ? null : tickets(entry.tickets()))
        .build();
  }

  /** As JSON: which trackers there are is the notifier's business. */
  private static String tickets(Map<String, TicketEntry> tickets) {
    var json = JsonNodeFactory.instance.objectNode();
    new TreeMap<>(tickets)
        .forEach((tracker, place) -> {
          var entry = json.putObject(tracker).put("project", place.project());
          place.type().ifPresent(it -> entry.put("type", it));
          place.component().ifPresent(it -> entry.put("component", it));
          place.resolved().ifPresent(it -> entry.put("resolved", it));
        });
    return json.toString();
  }

  private static Routes routes(List<RouteEntry> entries) {
    return Routes.newBuilder()
        .setRules(entries.stream().map(RosterRecords::route).toList())
        .build();
  }

  private static Route route(RouteEntry entry) {
    return Route.newBuilder()
        .setTier(entry.tier().isPresent() ? entry.tier().getAsInt() : null)
        .setRegion(entry.region().orElse(null))
        .setService(entry.service().orElse(null))
        .setLabels(new TreeMap<>(entry.labels()))
        .setPolicy(entry.policy().orElse(null))
        .setTeams(entry.teams())
        .setAt(entry.at())
        .build();
  }

  private static Integration integration(IntegrationEntry entry) {
    var builder = Integration.newBuilder();
    entry
        .heartbeat()
        .ifPresent(beat ->
            builder
                .setEveryMs(beat.every().toMillis())
                .setGraceMs(beat.grace().toMillis())
                .setBeatFrom(beat.from().orElse(null))
                .setBeatLabels(beat.labels()));
    entry
        .topic()
        .ifPresent(topic ->
            builder
                .setTopic(topic.topic())
                .setFormat(topic.format())
                .setBootstrapServers(topic.bootstrapServers().orElse(null))
                .setClientProperties(topic.clientProperties().orElse(null)));
    return builder
        .setExpectEveryMs(entry.expectEvery().map(Duration::toMillis).orElse(0L))
        .setName(entry.name())
        .setType(entry.type())
        .setServiceFrom(entry.serviceFrom())
        .setSeverityFrom(entry.severityFrom())
        .setDefaultSeverity(entry.defaultSeverity())
        .setGroupBy(entry.groupBy())
        .setService(entry.service().orElse(null))
        .setMapping(entry.mapping().map(Mapping::toJson).orElse(null))
        .setSnsTopic(entry.snsTopic().orElse(null))
        .build();
  }
}
