package dev.watchbill.console.api;

import dev.watchbill.console.readmodel.ReadModel;
import dev.watchbill.console.readmodel.questions.Alerts;
import dev.watchbill.console.readmodel.questions.Cursor;
import dev.watchbill.console.readmodel.questions.Incidents;
import dev.watchbill.console.readmodel.questions.Measured;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Questions of the API, answered from the read model. */
public final class Answering {
  /** A storm has thousands; their repeats are told of as many. */
  private static final int MOST_ALERTS = 1_000;

  private final ReadModel model;

  public Answering(ReadModel model) {
    this.model = model;
  }

  /** Incidents, newest first. */
  public Items<IncidentItem> incidents(Incidents.Filter filter, Cursor after, int limit) {
    return Items.of(
        model.incidents().list(filter, after, limit),
        incident -> IncidentItem.of(incident, ticket(incident.getId())));
  }

  /** One incident, whole. */
  public Optional<IncidentWhole> incident(String id) {
    return model
        .incidents()
        .find(id)
        .map(incident -> IncidentWhole.of(incident, ticket(id), model.incidents().timeline(id)));
  }

  private @Nullable String ticket(String incident) {
    return model.messages().ticket(incident).orElse(null);
  }

  /**
   * Why an incident went as it did.
   *
   * @param person only what concerns this person; null: everything
   */
  public Optional<Story> why(String id, @Nullable String person) {
    return model
        .incidents()
        .find(id)
        .map(incident ->
            Story.of(
                new Story.Sources(
                    incident,
                    model.incidents().timeline(id),
                    model.incidents().assignments(id),
                    model.messages().about(id),
                    model
                        .alerts()
                        .list(Alerts.Filter.ofIncident(id), Cursor.START, MOST_ALERTS)
                        .items(),
                    model.shifts(),
                    model.roster().organization().getTimezone()),
                person));
  }

  /** Alerts, last received first. */
  public Items<AlertItem> alerts(Alerts.Filter filter, Cursor after, int limit) {
    return Items.of(model.alerts().list(filter, after, limit), AlertItem::of);
  }

  /**
   * Messages in the local inbox, newest first.
   *
   * @param person whose; null: everybody's
   */
  public Items<InboxItem> inbox(@Nullable String person, Cursor after, int limit) {
    var incidents = model.incidents();
    return Items.of(
        model.messages().inbox(person, after, limit),
        page ->
            InboxItem.of(
                page, incidents.find(page.getIncident().getId()), model.messages().asks(page)));
  }

  /** How resolved incidents were responded to, last resolved first. */
  public Items<MetricsItem> metrics(Measured.Filter filter, Cursor after, int limit) {
    return Items.of(model.measured().list(filter, after, limit), MetricsItem::of);
  }

  /** Who did what, newest first. */
  public Items<AuditItem> audit(Set<String> who, Cursor after, int limit) {
    return Items.of(model.audit().list(who, after, limit), AuditItem::of);
  }
}
