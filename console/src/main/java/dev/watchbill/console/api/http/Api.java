package dev.watchbill.console.api.http;

import dev.watchbill.console.api.Acting;
import dev.watchbill.console.api.Asking;
import dev.watchbill.console.api.Foresight;
import dev.watchbill.console.api.IntakeAsking;
import dev.watchbill.console.api.OwnSettings;
import dev.watchbill.console.api.Rebuilding;
import dev.watchbill.console.api.Silencing;
import dev.watchbill.console.api.Summoning;
import dev.watchbill.console.auth.Accounts;
import dev.watchbill.console.auth.Credentials;
import dev.watchbill.console.auth.Sessions;
import dev.watchbill.console.http.Answers;
import dev.watchbill.console.http.Auditing;
import dev.watchbill.console.http.Call;
import dev.watchbill.console.http.Endpoint;
import dev.watchbill.console.http.Route;
import dev.watchbill.console.readiness.Board;
import dev.watchbill.console.readmodel.ReadModel;
import dev.watchbill.console.review.Reviewing;
import io.helidon.http.HeaderNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** What answers each route of the API. */
public final class Api {
  private static final String DOCUMENT = "/dev/watchbill/console/api/openapi.yaml";

  private final Map<Route, Endpoint> endpoints = new EnumMap<>(Route.class);

  public Api(
      ReadModel model,
      Acting acting,
      Summoning summoning,
      Silencing silencing,
      Asking asking,
      OwnSettings settings,
      IntakeAsking intake,
      Reviewing reviewing,
      Board readiness,
      Foresight foresight,
      Credentials credentials,
      Accounts accounts,
      Rebuilding rebuilding,
      Auditing auditing,
      InstantSource clock) {
    endpoints.putAll(new ReadinessRoutes(model, readiness, clock).endpoints());
    endpoints.putAll(new RotaRoutes(model, clock).endpoints());
    endpoints.putAll(new ForesightRoutes(model, foresight, clock).endpoints());
    endpoints.putAll(new PreviewRoutes(model, clock).endpoints());
    endpoints.putAll(new ResponseRoutes(model, clock).endpoints());
    endpoints.putAll(new SessionRoutes(new Sessions(credentials), auditing).endpoints());
    endpoints.putAll(new LookRoutes(model).endpoints());
    endpoints.putAll(new ActRoutes(model, acting, auditing).endpoints());
    endpoints.putAll(new PageRoutes(summoning, auditing).endpoints());
    endpoints.putAll(new SilenceRoutes(model, silencing, auditing).endpoints());
    endpoints.putAll(new AskRoutes(model, asking, auditing, clock).endpoints());
    endpoints.putAll(new SettingsRoutes(settings, auditing).endpoints());
    endpoints.putAll(new ReviewRoutes(model, reviewing, auditing).endpoints());
    endpoints.putAll(new AccessRoutes(model, credentials, auditing, clock).endpoints());
    endpoints.putAll(new AccountRoutes(model, accounts, auditing).endpoints());
    endpoints.putAll(new KeyRoutes(model, credentials, auditing, clock).endpoints());
    endpoints.putAll(new IncomingRoutes(model, intake, auditing, clock).endpoints());
    endpoints.putAll(new CalendarRoutes(model, credentials, auditing, clock).endpoints());
    endpoints.putAll(new ReadModelRoutes(rebuilding, auditing).endpoints());
    endpoints.put(Route.OPENAPI, document());
  }

  /** By route. */
  public Map<Route, Endpoint> endpoints() {
    return endpoints;
  }

  private static Endpoint document() {
    var document = read();
    return call -> send(call, document);
  }

  private static void send(Call call, byte[] document) {
    call.allowQueries();
    call.response().header(HeaderNames.CONTENT_TYPE, "application/yaml; charset=utf-8");
    Answers.body(call.request(), call.response(), document);
  }

  private static byte[] read() {
    try (var stream = Objects.requireNonNull(Api.class.getResourceAsStream(DOCUMENT), DOCUMENT)) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
