package dev.watchbill.console.api;

import dev.watchbill.console.auth.Principal;
import dev.watchbill.console.readmodel.ReadModel;
import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.OwnPages;
import dev.watchbill.schemas.Response;
import dev.watchbill.schemas.Service;
import dev.watchbill.schemas.config.Secrets;
import dev.watchbill.schemas.roster.Role;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Pages by hand, without any alert. */
public final class Summoning {
  /** The service of those that name none. */
  public static final String NO_SERVICE = "by-hand";

  /** Whoever asks. */
  private static final String ME = "me";

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int MOST = 20;

  private final ReadModel model;
  private final ResponseLog log;
  private final Outcomes outcomes;
  private final InstantSource clock;

  public Summoning(ReadModel model, ResponseLog log, InstantSource clock) {
    this.model = model;
    this.log = log;
    this.outcomes = new Outcomes(model);
    this.clock = clock;
  }

  /**
   * What somebody wants.
   *
   * @param to people, {@code me}, {@code team:ID} or {@code schedule:ID}; empty: whom the policy
   *     names
   * @param severity null: error
   * @param key the same key means the same page, however often it is sent; null: a new one
   */
  public record Wish(
      String text,
      @Nullable String service,
      List<String> to,
      @Nullable String severity,
      String via,
      String from,
      @Nullable String key) {

    /** The same with whoever asks by name. */
    Wish of(String person) {
      var named = to.stream().map(target -> target.equals(ME) ? person : target).toList();
      var own = text.isBlank() && service == null && to.equals(List.of(ME));
      return new Wish(own ? OwnPages.TEST : text, service, named, severity, via, from, key);
    }
  }

  /** What became of it. */
  public sealed interface Result {
    /**
     * It was decided.
     *
     * @param incident empty where none was opened
     * @param outcome applied, already or refused
     */
    record Decided(String response, String incident, String outcome, String why)
        implements Result {}

    /** It is safe, but nobody has decided it yet. */
    record Pending(String response) implements Result {}

    /** It makes no sense as it was asked. */
    record Nonsense(String sentence) implements Result {}
  }

  /**
   * Asks for it, and waits a few seconds for the decision.
   *
   * @throws dev.watchbill.console.auth.NotAllowed if they don't respond for the service's team; who
   *     responds for one team only names a service
   */
  public Result page(Principal who, Wish asked) throws InterruptedException {
    who.mustBe(Role.RESPONDER, team(asked.service()));
    var person = who.person();
    var wish = person == null ? asked : asked.of(person);
    var nonsense = nonsense(wish);
    if (nonsense.isPresent()) {
      return new Result.Nonsense(nonsense.get());
    }
    var response = response(who, wish);
    var known = outcomes.of(response.getId());
    var outcome =
        known.isPresent()
            ? known
            : outcomes.after(() -> log.add(response), "", response.getId(), PATIENCE);
    return outcome
        .<Result>map(event -> decided(response, event))
        .orElseGet(() -> new Result.Pending(response.getId()));
  }

  private @Nullable String team(@Nullable String service) {
    return Optional.ofNullable(service)
        .map(model.roster().services()::get)
        .map(Service::getTeam)
        .orElse(null);
  }

  private static Result.Decided decided(Response response, IncidentEvent event) {
    return new Result.Decided(
        response.getId(),
        event.getIncident(),
        event.getOutcome() == null ? "applied" : event.getOutcome(),
        event.getWhy());
  }

  private Optional<String> nonsense(Wish wish) {
    var roster = model.roster();
    if (wish.text().isBlank()) {
      return Optional.of("text: expected what it is about, but got nothing");
    }
    if (wish.service() == null && wish.to().isEmpty()) {
      return Optional.of("Expected a \"service\" or \"to\", but got neither");
    }
    if (wish.service() != null && !roster.services().containsKey(wish.service())) {
      return Optional.of(
          "service: expected a service of the roster, but got \"%s\"".formatted(wish.service()));
    }
    if (wish.to().size() > MOST) {
      return Optional.of("to: expected at most %d, but got %d".formatted(MOST, wish.to().size()));
    }
    return wish.to().stream()
        .filter(target -> !exists(target))
        .findFirst()
        .map(
            "to: expected people, team:ID or schedule:ID of the roster, but got \"%s\""::formatted);
  }

  private boolean exists(String target) {
    var roster = model.roster();
    var colon = target.indexOf(':');
    var id = target.substring(colon + 1);
    return switch (colon < 0 ? "person" : target.substring(0, colon)) {
      case "person" -> roster.people().containsKey(id);
      case "team" -> roster.teams().containsKey(id);
      case "schedule" -> roster.schedules().containsKey(id);
      default -> false;
    };
  }

  private Response response(Principal who, Wish wish) {
    var service = wish.service() == null ? NO_SERVICE : wish.service();
    return Response.newBuilder()
        .setId(
            wish.key() == null
                ? UUID.randomUUID().toString()
                : Secrets.hash(String.join("\n", who.actor(), "page", service, wish.key()))
                    .substring(0, 32))
        .setService(service)
        .setAt(clock.instant())
        .setPerson(who.actor())
        .setAction("page")
        .setVia(wish.via())
        .setText(wish.text())
        .setTo(wish.to())
        .setSeverity(wish.severity() == null ? "error" : wish.severity())
        .setFrom(wish.from())
        .build();
  }
}
