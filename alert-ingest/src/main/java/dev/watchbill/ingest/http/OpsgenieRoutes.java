package dev.watchbill.ingest.http;

import dev.watchbill.ingest.IncidentBook;
import dev.watchbill.ingest.IntegrationSettings;
import dev.watchbill.ingest.Normaliser;
import dev.watchbill.ingest.PlainText;
import dev.watchbill.ingest.SourceFormat;
import dev.watchbill.ingest.opsgenie.Action;
import dev.watchbill.ingest.opsgenie.AlertFormat;
import dev.watchbill.ingest.opsgenie.AlertPath;
import dev.watchbill.ingest.opsgenie.AlertPath.Wish;
import dev.watchbill.ingest.opsgenie.OpsgenieIds;
import dev.watchbill.ingest.opsgenie.RequestSeal;
import dev.watchbill.schemas.Incident;
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
      Methods.at(path, dialect(Action.CREATE))
          .post(this::act)
          .put(this::act)
          .patch(this::act)
          .delete(this::remove)
          .get(this::look)
          .register(rules);
    }
  }

  private OpsgenieDialect dialect(Action action) {
    return new OpsgenieDialect(action, seal, ids);
  }

  // ---- what is done

  private void act(ServerRequest request, ServerResponse response) {
    switch (target(request, Wish.ACT)) {
      case AlertPath.All _ ->
          door.body(
              request,
              response,
              dialect(Action.CREATE),
              from -> new FrontDoor.Choice.Read(AlertFormat.create(ids.get())));
      case AlertPath.Of(var identifier, var action) ->
          onAlert(request, response, action, identifier, key -> AlertFormat.act(action, key));
      case AlertPath.One(var rest) -> nothingToDo(request, response, rest);
      case AlertPath.RequestStatus _ -> notAllowed(request, response, "GET");
    }
  }

  private void remove(ServerRequest request, ServerResponse response) {
    switch (target(request, Wish.REMOVE)) {
      case AlertPath.All _ -> notAllowed(request, response, "GET", "POST");
      case AlertPath.Of(var identifier, var action) ->
          onAlert(request, response, action, identifier, key -> withoutBody(request, action, key));
      case AlertPath.One(var identifier) ->
          onAlert(
              request,
              response,
              Action.DELETE,
              identifier,
              key -> withoutBody(request, Action.DELETE, key));
      case AlertPath.RequestStatus _ -> notAllowed(request, response, "GET");
    }
  }

  private void onAlert(
      ServerRequest request,
      ServerResponse response,
      Action action,
      String identifier,
      Function<String, SourceFormat> format) {
    door.body(
        request,
        response,
        dialect(action),
        from ->
            key(request, from, identifier)
                .<FrontDoor.Choice>map(key -> new FrontDoor.Choice.Read(format.apply(key)))
                .orElseGet(() -> new FrontDoor.Choice.Refused(unknown(identifier))));
  }

  private void nothingToDo(ServerRequest request, ServerResponse response, String rest) {
    var slash = rest.lastIndexOf('/');
    if (slash < 0) {
      notAllowed(request, response, "GET", "DELETE");
      return;
    }
    var dialect = dialect(Action.CREATE);
    var sentence =
        "Expected one of %s behind the alert, but got %s"
            .formatted(Action.wordsInPath(), PlainText.quoted(rest.substring(slash + 1)));
    door.admitted(
        request,
        response,
        dialect,
        from -> dialect.refused(new Refusal(Refusal.Reason.NOT_FOUND, sentence)));
  }

  private void notAllowed(ServerRequest request, ServerResponse response, String... allowed) {
    Methods.refuse(request, response, dialect(Action.CREATE), allowed);
  }

  private static SourceFormat withoutBody(ServerRequest request, Action action, String key) {
    Function<String, String> said = name -> request.query().first(name).orElse("");
    return AlertFormat.act(
        action,
        key,
        said.apply("user"),
        said.apply("note"),
        said.apply("source"),
        said.apply(action == Action.REMOVE_TAGS ? "tags" : "keys"));
  }

  private static Refusal unknown(String identifier) {
    return new Refusal(
        Refusal.Reason.NOT_FOUND,
        "Expected an alert that is known, but got " + PlainText.quoted(identifier));
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
    var dialect = dialect(Action.CREATE);
    door.admitted(
        request,
        response,
        dialect,
        from ->
            switch (looked(request, from)) {
              case Looked.Found(var body) -> Answer.of(200, Answer.JSON, body);
              case Looked.Refused(var refusal) -> dialect.refused(refusal);
            });
  }

  /** What somebody who looks gets to see. */
  private sealed interface Looked {
    record Found(String body) implements Looked {}

    record Refused(Refusal refusal) implements Looked {}
  }

  private Looked looked(ServerRequest request, IntegrationSettings from) {
    var answers = new OpsgenieAnswers(from.name(), ids.get());
    return switch (target(request, Wish.LOOK)) {
      case AlertPath.All _ -> list(request, from, answers);
      case AlertPath.RequestStatus(var id) ->
          OpsgenieIds.request(id)
              .filter(it -> seal.holds(from.name(), id))
              .flatMap(it -> status(it, from, answers))
              .<Looked>map(Looked.Found::new)
              .orElseGet(() ->
                  new Looked.Refused(
                      new Refusal(
                          Refusal.Reason.NOT_FOUND,
                          "Expected a request of this integration that is known, but got another;"
                              + " of one just made ask again")));
      case AlertPath.One(var identifier) -> one(request, from, identifier, answers::alert);
      case AlertPath.Of(var identifier, _) -> one(request, from, identifier, answers::notes);
    };
  }

  private Looked list(ServerRequest request, IntegrationSettings from, OpsgenieAnswers answers) {
    try {
      var wanted = OpsgenieList.asked(name -> request.query().first(name).asOptional());
      var all = book.newest(from.oneService(), Integer.MAX_VALUE);
      return new Looked.Found(answers.list(wanted.of(all)));
    } catch (OpsgenieList.Unclear e) {
      return new Looked.Refused(new Refusal(Refusal.Reason.UNREADABLE, e.sentence()));
    }
  }

  private Looked one(
      ServerRequest request,
      IntegrationSettings from,
      String identifier,
      Function<Incident, String> body) {
    return key(request, from, identifier)
        .flatMap(key -> book.byGroup(from.oneService(), Normaliser.keyOf(key)))
        .map(body)
        .<Looked>map(Looked.Found::new)
        .orElseGet(() -> new Looked.Refused(unknown(identifier)));
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

  private static AlertPath target(ServerRequest request, Wish wish) {
    return AlertPath.of(request.path().rawPath().substring(PATH.length()), wish);
  }
}
