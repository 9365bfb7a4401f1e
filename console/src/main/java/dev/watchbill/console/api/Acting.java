package dev.watchbill.console.api;

import dev.watchbill.console.auth.Principal;
import dev.watchbill.console.readmodel.ReadModel;
import dev.watchbill.schemas.Incident;
import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.Response;
import dev.watchbill.schemas.config.Secrets;
import dev.watchbill.schemas.roster.Role;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What people do about incidents: handed over to be decided, and answered with the decision. */
public final class Acting {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final ReadModel model;
  private final ResponseLog log;
  private final Outcomes outcomes;
  private final InstantSource clock;

  public Acting(ReadModel model, ResponseLog log, InstantSource clock) {
    this.model = model;
    this.log = log;
    this.outcomes = new Outcomes(model);
    this.clock = clock;
  }

  /** What can be done. */
  public enum Action {
    ACKNOWLEDGE,
    RESOLVE,
    ESCALATE,
    SNOOZE,
    REASSIGN,
    ADD_RESPONDER,
    NOTE;

    /** As it stands in responses and addresses. */
    public String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * What somebody wants done.
   *
   * @param via console, api or cli
   * @param from where the request came from
   * @param key the same key means the same deed, however often it is sent; null: a new one
   */
  public record Wish(
      Action action,
      String incident,
      String text,
      List<String> to,
      @Nullable Instant until,
      String via,
      String from,
      @Nullable String key) {

    /** A wish of one word, such as a button's. */
    public static Wish of(Action action, String incident, String via, String from) {
      return new Wish(action, incident, "", List.of(), null, via, from, null);
    }
  }

  /** What became of it. */
  public sealed interface Result {
    /**
     * It was decided.
     *
     * @param outcome applied, already, refused or unknown
     * @param why one sentence
     * @param status of the incident, as far as it is known here
     */
    record Decided(String response, String outcome, String why, String status) implements Result {}

    /** It is safe, but nobody has decided it yet. */
    record Pending(String response) implements Result {}

    /** There is no such incident. */
    record NoSuchIncident() implements Result {}

    /** It makes no sense as it was asked. */
    record Nonsense(String sentence) implements Result {}
  }

  /**
   * Does it, and waits a few seconds for the decision.
   *
   * @throws dev.watchbill.console.auth.NotAllowed if they don't respond for the incident's team
   */
  public Result act(Principal who, Wish wish) throws InterruptedException {
    var incident = model.incidents().find(wish.incident());
    if (incident.isEmpty()) {
      return new Result.NoSuchIncident();
    }
    who.mustBe(Role.RESPONDER, incident.get().getTeam());
    var nonsense = nonsense(wish);
    if (nonsense.isPresent()) {
      return new Result.Nonsense(nonsense.get());
    }
    var response = response(who, wish, incident.get());
    var known = outcomes.of(response.getId());
    var outcome =
        known.isPresent()
            ? known
            : outcomes.after(() -> log.add(response), wish.incident(), response.getId(), PATIENCE);
    return outcome
        .<Result>map(event -> decided(response.getId(), event))
        .orElseGet(() -> new Result.Pending(response.getId()));
  }

  private Result decided(String response, IncidentEvent event) {
    return new Result.Decided(
        response,
        event.getOutcome() == null ? "applied" : event.getOutcome(),
        event.getWhy(),
        model.incidents().find(event.getIncident()).map(Incident::getStatus).orElse("unknown"));
  }

  private Optional<String> nonsense(Wish wish) {
    return switch (wish.action()) {
      case ACKNOWLEDGE, RESOLVE, ESCALATE -> Optional.empty();
      case NOTE ->
          wish.text().isBlank()
              ? Optional.of("text: expected a note, but got nothing")
              : Optional.empty();
      case SNOOZE -> nonsenseUntil(wish.until());
      case REASSIGN, ADD_RESPONDER -> nonsenseTo(wish.to());
    };
  }

  private Optional<String> nonsenseUntil(@Nullable Instant until) {
    if (until == null) {
      return Optional.of("until: expected an instant such as 2026-01-05T09:00Z, but got nothing");
    }
    var now = clock.instant();
    return until.isAfter(now)
        ? Optional.empty()
        : Optional.of("until: expected an instant after %s, but got %s".formatted(now, until));
  }

  private Optional<String> nonsenseTo(List<String> to) {
    if (to.isEmpty()) {
      return Optional.of("to: expected at least one person, but got none");
    }
    var people = model.roster().people();
    return to.stream()
        .filter(person -> !people.containsKey(person))
        .findFirst()
        .map("to: expected people of the roster, but got \"%s\""::formatted);
  }

  private Response response(Principal who, Wish wish, Incident incident) {
    return Response.newBuilder()
        .setId(responseId(who, wish))
        .setIncident(incident.getId())
        .setService(incident.getService())
        .setAt(clock.instant())
        .setPerson(who.actor())
        .setAction(wish.action().text())
        .setVia(wish.via())
        .setText(wish.text())
        .setTo(wish.to())
        .setUntil(wish.until())
        .setFrom(wish.from())
        .build();
  }

  /** Two callers may choose the same key, and one caller for two incidents. */
  private static String responseId(Principal who, Wish wish) {
    return wish.key() == null
        ? UUID.randomUUID().toString()
        : Secrets.hash(
                String.join("\n", who.actor(), wish.incident(), wish.action().text(), wish.key()))
            .substring(0, 32);
  }
}
