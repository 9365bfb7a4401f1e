package dev.watchbill.ingest.http;

import dev.watchbill.ingest.IncidentBook;
import dev.watchbill.ingest.IntegrationSettings;
import dev.watchbill.ingest.Normaliser;
import dev.watchbill.ingest.SourceFormat;
import dev.watchbill.ingest.opsgenie.Action;
import dev.watchbill.ingest.opsgenie.AlertFormat;
import dev.watchbill.ingest.opsgenie.AlertPath;
import dev.watchbill.ingest.opsgenie.OpsgenieIds;
import dev.watchbill.ingest.opsgenie.RequestSeal;
import dev.watchbill.schemas.Incident;
import io.helidon.http.Method;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Opsgenie's Alert API, below {@code /v2/alerts}. */
final class OpsgenieRoutes {
  private static final String PATH = "/v2/alerts";

  /** So long after a request the book may not know yet what it was about. */
  private static final Duration BEHIND = Duration.ofSeconds(5);

  private final FrontDoor door;
  private final IncidentBook book;
  private final RequestSeal seal;
  private final Supplier<String> ids;
  private final InstantSource clock;

  OpsgenieRoutes(
      FrontDoor door,
      IncidentBook book,
      RequestSeal seal,
      Supplier<String> ids,
      InstantSource clock) {
    this.door = door;
    this.book = book;
    this.seal = seal;
    this.ids = ids;
    this.clock = clock;
  }

  void register(HttpRules rules) {
    for (var path : new String[] {PATH, PATH + "/*"}) {
      rules.post(path, this::act).put(path, this::act).patch(path, this::act);
      rules.delete(path, this::act).get(path, this::look);
    }
  }

  // ---- what is done

  private void act(ServerRequest request, ServerResponse response) {
    var target = target(request, false);
    var deletes = request.prologue().method().equals(Method.DELETE);
    var action =
        switch (target) {
          case AlertPath.All _ -> Action.CREATE;
          case AlertPath.Of of -> of.action();
          case AlertPath.One _ -> Action.DELETE;
          case AlertPath.RequestStatus _ -> Action.DELETE;
        };
    door.body(
        request,
        response,
        new OpsgenieDialect(action, seal, ids),
        from ->
            switch (target) {
              case AlertPath.All _ ->
                  deletes ? Optional.empty() : Optional.of(AlertFormat.create(ids.get()));
              case AlertPath.Of of ->
                  key(request, from, of.identifier())
                      .map(key ->
                          deletes
                              ? withoutBody(request, of.action(), key)
                              : AlertFormat.act(of.action(), key));
              case AlertPath.One one ->
                  deletes
                      ? key(request, from, one.identifier())
                          .map(key -> withoutBody(request, Action.DELETE, key))
                      : Optional.empty();
              case AlertPath.RequestStatus _ -> Optional.empty();
            });
  }

  private static SourceFormat withoutBody(ServerRequest request, Action action, String key) {
    Function<String, String> said = name -> request.query().first(name).orElse("");
    return AlertFormat.act(
        action, key, said.apply("user"), said.apply("note"), said.apply("source"));
  }

  /**
   * The key an identifier stands for. One that is no id of ours is taken for an alias: a sender
   * that ends something must be heard.
   */
  private Optional<String> key(ServerRequest request, IntegrationSettings from, String identifier) {
    return switch (request.query().first("identifierType").orElse("id")) {
      case "alias" -> Optional.of(identifier.strip()).filter(alias -> !alias.isEmpty());
      case "tiny" -> book.byNumber(from.oneService(), identifier).map(OpsgenieRoutes::keyOf);
      default ->
          Optional.of(OpsgenieIds.keyOf(identifier).orElseGet(identifier::strip))
              .filter(key -> !key.isEmpty());
    };
  }

  /** Of several alerts of one incident the first. */
  private static String keyOf(Incident incident) {
    return IncidentBook.keys(incident).stream().findFirst().orElseGet(incident::getGroupKey);
  }

  // ---- what is looked at

  private void look(ServerRequest request, ServerResponse response) {
    var dialect = new OpsgenieDialect(Action.CREATE, seal, ids);
    door.admitted(
        request,
        response,
        dialect,
        from ->
            look(request, from)
                .map(body -> Answer.of(200, Answer.JSON, body))
                .orElseGet(() ->
                    dialect.refused(
                        new Refusal(
                            Refusal.Reason.NOT_FOUND,
                            "Expected an alert or a request that is known, but got another"))));
  }

  private Optional<String> look(ServerRequest request, IntegrationSettings from) {
    var answers = new OpsgenieAnswers(from.name(), ids.get());
    return switch (target(request, true)) {
      case AlertPath.All _ -> Optional.of(answers.list(book.newest(from.oneService(), 100)));
      case AlertPath.RequestStatus of ->
          OpsgenieIds.request(of.requestId())
              .filter(it -> seal.holds(from.name(), of.requestId()))
              .flatMap(it -> status(it, from, answers));
      case AlertPath.One one -> incident(request, from, one.identifier()).map(answers::alert);
      case AlertPath.Of of -> incident(request, from, of.identifier()).map(answers::notes);
    };
  }

  /**
   * What creates an alert has done so once it was answered; anything else is done to one that is
   * there, or to none.
   *
   * @return empty: it isn't known yet
   */
  private Optional<String> status(
      OpsgenieIds.Request request, IntegrationSettings from, OpsgenieAnswers answers) {
    var isDone =
        request.action() == Action.CREATE
            // Its alerts' keys are known as far as timelines go back.
            || !from.groupBy().isEmpty()
            || book.byGroup(from.oneService(), request.key())
                .filter(incident -> !incident.getOpenedAt().isAfter(request.at()))
                .isPresent();
    return isDone || clock.instant().isAfter(request.at().plus(BEHIND))
        ? Optional.of(answers.requestStatus(request, isDone))
        : Optional.empty();
  }

  private Optional<Incident> incident(
      ServerRequest request, IntegrationSettings from, String identifier) {
    return key(request, from, identifier)
        .flatMap(key -> book.byGroup(from.oneService(), Normaliser.keyOf(key)));
  }

  private static AlertPath target(ServerRequest request, boolean looks) {
    return AlertPath.of(request.path().rawPath().substring(PATH.length()), looks);
  }
}
