package dev.watchbill.notifier.ticket;

import dev.watchbill.notifier.answers.Responses;
import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.Person;
import dev.watchbill.schemas.Response;
import dev.watchbill.schemas.config.Secrets;
import dev.watchbill.schemas.roster.Role;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What people do to tickets, as responses in their name: closed is resolved, assigned is
 * reassigned. The same change has the same id, however often it is heard of.
 */
public final class TicketAnswers {
  private static final Logger LOG = LoggerFactory.getLogger(TicketAnswers.class);

  private final Responses responses;
  private final Supplier<RosterSnapshot> roster;
  private final InstantSource clock;

  public TicketAnswers(Responses responses, Supplier<RosterSnapshot> roster, InstantSource clock) {
    this.responses = responses;
    this.roster = roster;
    this.clock = clock;
  }

  /**
   * One change of a ticket.
   *
   * @param key of the ticket
   * @param mark names the change
   */
  record Change(String tracker, String incident, String key, String mark) {}

  /** Whoever has this account in a tracker, if they may act. */
  Optional<String> person(String tracker, String account) {
    return roster.get().people().values().stream()
        .filter(person -> !account.isEmpty())
        .filter(person -> account.equalsIgnoreCase(person.getContacts().get(tracker)))
        .map(Person::getId)
        .filter(person ->
            Role.of(person, roster.get()).filter(role -> role.covers(Role.RESPONDER)).isPresent())
        .sorted()
        .findFirst();
  }

  CompletableFuture<IncidentEvent> resolve(Change change, String by) {
    return give(response(change, "resolve", by).build());
  }

  /** Whoever takes a ticket themselves has it; nobody is to be paged for that. */
  CompletableFuture<IncidentEvent> reassign(Change change, String by, String to) {
    return give(
        by.equals(to)
            ? response(change, "acknowledge", by).build()
            : response(change, "reassign", by).setTo(List.of(to)).build());
  }

  private Response.Builder response(Change change, String action, String by) {
    var incident = change.incident();
    var mark = String.join("\n", change.key(), change.mark(), action);
    return Response.newBuilder()
        .setId(change.tracker() + "-" + Secrets.hash(mark).substring(0, 32))
        .setIncident(incident)
        .setService(incident.substring(0, incident.lastIndexOf('-')))
        .setAt(clock.instant())
        .setPerson(by)
        .setAction(action)
        .setVia(change.tracker())
        .setText("in %s %s".formatted(change.tracker(), change.key()))
        .setFrom(change.key());
  }

  private CompletableFuture<IncidentEvent> give(Response response) {
    LOG.atInfo()
        .addKeyValue("incident", response.getIncident())
        .addKeyValue("action", response.getAction())
        .addKeyValue("via", response.getVia())
        .log("ticket changed in its tracker");
    return responses
        .give(response)
        .whenComplete((outcome, problem) -> {
          if (problem != null) {
            LOG.atWarn().setCause(problem).log("nothing is known of what became of it");
          }
        });
  }
}
