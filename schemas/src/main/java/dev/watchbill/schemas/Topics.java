package dev.watchbill.schemas;

import dev.watchbill.schemas.Topic.Spread;
import dev.watchbill.schemas.serde.TrustedRecords;
import java.time.Duration;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * The one list of topics. Nobody else spells a topic's name; {@code docs/pipeline.md} is the same
 * table for people, and a test compares the two.
 */
@NullMarked
public final class Topics {
  static {
    TrustedRecords.trust();
  }

  /** The prefix of an installation that chose none. */
  public static final String DEFAULT_PREFIX = "watchbill.";

  private final String prefix;
  public final Topic<Alert> alerts;
  public final Topic<RejectedAlert> alertsRejected;
  public final Topic<IntakeCommand> intakeCommands;
  public final Topic<Heartbeat> heartbeats;
  public final Topic<RosterRecord> roster;
  public final Topic<RotationState> rotationState;
  public final Topic<ServedShift> servedShifts;
  public final Topic<ScheduleCommand> scheduleCommands;
  public final Topic<ScheduleEvent> scheduleEvents;
  public final Topic<Availability> availability;
  public final Topic<PersonSettings> peopleSettings;
  public final Topic<Response> responses;
  public final Topic<Assignment> assignments;
  public final Topic<Page> pages;
  public final Topic<Receipt> receipts;
  public final Topic<Incident> incidents;
  public final Topic<IncidentEvent> incidentEvents;
  public final Topic<ServiceStatus> serviceStatus;
  public final Topic<Silence> silences;
  public final Topic<ReviewEntry> reviews;
  public final Topic<ResponseMetrics> responseMetrics;
  public final Topic<ResponseStats> responseStats;
  public final Topic<Credential> credentials;
  public final Topic<AuditEntry> audit;
  public final Topic<DeadLetter> deadLetters;

  /**
   * @param prefix of each topic's name, such as {@code watchbill.}
   */
  public Topics(String prefix) {
    this.prefix = prefix;
    alerts =
        kept(
            "alerts",
            "service id",
            Alert.class,
            Spread.BY_SERVICE,
            days(7),
            "normalised alerts, with the untouched original");
    alertsRejected =
        kept(
            "alerts-rejected",
            "integration",
            RejectedAlert.class,
            Spread.BY_KEY,
            days(30),
            "what intake refused, raw, and why");
    intakeCommands =
        kept(
            "intake-commands",
            "integration",
            IntakeCommand.class,
            Spread.BY_KEY,
            days(30),
            "what people ask of intake: refused originals once more, test alerts");
    heartbeats =
        compacted(
            "heartbeats",
            "what:name",
            Heartbeat.class,
            Spread.SINGLE,
            "when each heartbeat, sender and key was heard last, and which are missing");
    roster =
        compacted(
            "roster",
            "kind:id",
            RosterRecord.class,
            Spread.SINGLE,
            "people, teams, schedules, services, policies, integrations; roster:current last");
    rotationState =
        compacted(
            "rotation-state",
            "schedule id/ISO week",
            RotationState.class,
            Spread.SINGLE,
            "published shifts and gaps, and each schedule's ledger");
    servedShifts =
        kept(
            "served-shifts",
            "schedule id",
            ServedShift.class,
            Spread.SINGLE,
            null,
            "who in fact was on call, and by which right");
    scheduleCommands =
        kept(
            "schedule-commands",
            "schedule id, or person id",
            ScheduleCommand.class,
            Spread.SINGLE,
            days(90),
            "what people ask of a plan: overrides, swaps, absences");
    scheduleEvents =
        kept(
            "schedule-events",
            "schedule id",
            ScheduleEvent.class,
            Spread.SINGLE,
            days(400),
            "plans published, handoffs, shifts moved, gaps, outcomes of commands");
    availability =
        compacted(
            "availability",
            "person id",
            Availability.class,
            Spread.SINGLE,
            "available, engaged, resting, away: since, until, why");
    peopleSettings =
        compacted(
            "people-settings",
            "person id",
            PersonSettings.class,
            Spread.SINGLE,
            "what people set for themselves: contacts, rules, do-not-disturb");
    responses =
        kept(
            "responses",
            "service id",
            Response.class,
            Spread.BY_SERVICE,
            days(90),
            "what people did: acknowledge, resolve, escalate, …");
    assignments =
        kept(
            "assignments",
            "service id",
            Assignment.class,
            Spread.BY_SERVICE,
            days(30),
            "who has an incident now, at which step, why");
    pages =
        kept(
            "pages",
            "person id, or team:ID",
            Page.class,
            Spread.BY_KEY,
            days(7),
            "one attempt to reach one person, and cancellations; notices about schedules");
    receipts =
        kept(
            "receipts",
            "service id",
            Receipt.class,
            Spread.BY_SERVICE,
            days(30),
            "what became of each page");
    incidents =
        compacted(
            "incidents",
            "incident id",
            Incident.class,
            Spread.BY_SERVICE,
            "state of each incident, bounded");
    incidentEvents =
        kept(
            "incident-events",
            "service id",
            IncidentEvent.class,
            Spread.BY_SERVICE,
            days(400),
            "the whole timeline, an event each, with reasons");
    serviceStatus =
        compacted(
            "service-status",
            "service id",
            ServiceStatus.class,
            Spread.BY_SERVICE,
            "worst open severity of a service, since when");
    silences =
        compacted(
            "silences",
            "silence id",
            Silence.class,
            Spread.SINGLE,
            "which alerts page nobody: matchers, until, by whom, why");
    reviews =
        compacted(
            "reviews",
            "incident id/draft, or /unique id",
            ReviewEntry.class,
            Spread.SINGLE,
            "reviews of incidents: the draft, notes, follow-up actions");
    responseMetrics =
        kept(
            "response-metrics",
            "service id",
            ResponseMetrics.class,
            Spread.BY_SERVICE,
            days(400),
            "one per resolved incident: times, pages, people");
    responseStats =
        kept(
            "response-stats",
            "by:id/window/start",
            ResponseStats.class,
            Spread.BY_KEY,
            days(400),
            "hourly and daily, by team, service, severity, person: MTTA, MTTR, p50, p95, pages");
    credentials =
        compacted(
            "credentials",
            "credential id",
            Credential.class,
            Spread.SINGLE,
            "keys, tokens, links, sessions: hashed, role, expiry");
    audit =
        kept(
            "audit",
            "person id",
            AuditEntry.class,
            Spread.SINGLE,
            days(400),
            "who did what, from where");
    deadLetters =
        kept(
            "dead-letters",
            "topic it came from",
            DeadLetter.class,
            Spread.SINGLE,
            days(30),
            "records nobody could read or process, raw, with where, when, why");
  }

  /** The prefix of each topic's name. */
  public String prefix() {
    return prefix;
  }

  /** All topics, in the order of {@code docs/pipeline.md}. */
  public List<Topic<?>> all() {
    return List.of(
        alerts,
        alertsRejected,
        intakeCommands,
        heartbeats,
        roster,
        rotationState,
        servedShifts,
        scheduleCommands,
        scheduleEvents,
        availability,
        peopleSettings,
        responses,
        assignments,
        pages,
        receipts,
        incidents,
        incidentEvents,
        serviceStatus,
        silences,
        reviews,
        responseMetrics,
        responseStats,
        credentials,
        audit,
        deadLetters);
  }

  private <V extends SpecificRecord> Topic<V> kept(
      String name,
      String key,
      Class<V> value,
      Spread spread,
      @Nullable Duration retention,
      String purpose) {
    return new Topic<>(prefix + name, key, value, spread, retention, false, purpose);
  }

  private <V extends SpecificRecord> Topic<V> compacted(
      String name, String key, Class<V> value, Spread spread, String purpose) {
    return new Topic<>(prefix + name, key, value, spread, null, true, purpose);
  }

  private static Duration days(int days) {
    return Duration.ofDays(days);
  }
}
