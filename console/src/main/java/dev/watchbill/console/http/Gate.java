package dev.watchbill.console.http;

import dev.watchbill.console.auth.Attempts;
import dev.watchbill.console.auth.Busy;
import dev.watchbill.console.auth.Doorkeeper;
import dev.watchbill.console.auth.LogAway;
import dev.watchbill.console.auth.NotAllowed;
import dev.watchbill.console.auth.Origin;
import dev.watchbill.console.auth.Principal;
import dev.watchbill.schemas.roster.Role;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.PathMatchers;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every route stands behind: who asks, whether they may, whether it is their own browser's
 * doing. Refusals become problem details, or a sentence on a page.
 */
public final class Gate {
  /** Name of the cookie that holds a session's secret. */
  public static final String COOKIE = "watchbill_session";

  private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
  private static final HeaderName FORWARDED = HeaderNames.X_FORWARDED_FOR;
  private static final HeaderName POLICY = HeaderNames.create("Content-Security-Policy");
  private static final String CONTENT_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none';"
          + " frame-ancestors 'none'";

  private final Doorkeeper doorkeeper;
  private final Attempts attempts;
  private final BooleanSupplier ready;
  private final MeterRegistry metrics;
  private final Proxies proxies;
  private final UnnamedProxies unnamed;
  private final BinaryOperator<String> refusals;

  /**
   * @param proxies whose word counts about where requests come from
   * @param unnamed is told of proxies that aren't among them, once somebody known comes through
   * @param refusals a page of a title and a sentence
   * @param ready whether credentials are known as they are now; until then nobody is let in, as a
   *     token taken back might still be taken for good
   */
  public Gate(
      Doorkeeper doorkeeper,
      Attempts attempts,
      Proxies proxies,
      UnnamedProxies unnamed,
      BinaryOperator<String> refusals,
      BooleanSupplier ready,
      MeterRegistry metrics) {
    this.refusals = refusals;
    this.proxies = proxies;
    this.unnamed = unnamed;
    this.doorkeeper = doorkeeper;
    this.attempts = attempts;
    this.ready = ready;
    this.metrics = metrics;
  }

  /** Registers routes with what answers them, and then refuses the rest of the API by name. */
  public void route(HttpRules rules, Map<Route, Endpoint> endpoints) {
    endpoints.forEach((route, endpoint) ->
        route
            .methods()
            .forEach(method ->
                rules.route(
                    method,
                    route.path(),
                    (request, response) ->
                        serve(
                            new Call(route, request, response, origin(request), null), endpoint))));
    rules.any("/api/v1/*", Gate::elsewhere);
  }

  private Origin origin(ServerRequest request) {
    return proxies.origin(request.remotePeer().host(), request.headers().all(FORWARDED, List::of));
  }

  private void serve(Call call, Endpoint endpoint) {
    try {
      protect(call);
      endpoint.serve(admit(call));
    } catch (Refusal refusal) {
      refuse(call, refusal);
    } catch (NotAllowed e) {
      refuse(call, Refusal.notAllowed(String.valueOf(e.getMessage())));
    } catch (Busy busy) {
      refuse(call, Refusal.away(String.valueOf(busy.getMessage())));
    } catch (LogAway away) {
      LOG.atWarn().addKeyValue("route", call.route()).setCause(away).log("nothing can be written");
      refuse(call, Refusal.away(String.valueOf(away.getMessage())));
    } catch (Exception e) {
      LOG.atError().addKeyValue("route", call.route()).setCause(e).log("a request failed");
      refuse(call, Refusal.ourFault());
    }
    count(call);
  }

  private void count(Call call) {
    metrics
        .counter(
            "watchbill_console_requests_total",
            "route",
            call.route().name(),
            "status",
            Integer.toString(call.response().status().code()))
        .increment();
  }

  private static void protect(Call call) {
    var response = call.response();
    response.header(POLICY, CONTENT_POLICY);
    response.header(HeaderNames.create("X-Content-Type-Options"), "nosniff");
    response.header(HeaderNames.create("Referrer-Policy"), "same-origin");
    response.header(HeaderNames.CACHE_CONTROL, "no-store");
  }

  private Call admit(Call call) {
    if (call.route().least().isEmpty()) {
      if (call.route().changes()) {
        CrossSite.refuseForeign(call);
      }
      return call;
    }
    if (!ready.getAsBoolean()) {
      throw Refusal.away("The console is still reading its topics; it will be ready in a moment.");
    }
    var who = identify(call);
    if (call.origin().proxied()) {
      // Whoever isn't known may say anything.
      unnamed.met(call.address());
    }
    var admitted = new Call(call.route(), call.request(), call.response(), call.origin(), who);
    refuseUnlessCovered(call.route(), who);
    if (call.route().changes()) {
      CrossSite.refuseUnproven(admitted, who);
    }
    return admitted;
  }

  private static void refuseUnlessCovered(Route route, Principal who) {
    var least = route.least().orElse(Role.ADMIN);
    var held = route.isOfATeam() ? who.highest() : who.role();
    if (!held.covers(least)) {
      throw Refusal.notAllowed(
          "Expected at least the role %s, but %s has the role %s"
              .formatted(least.text(), who.actor(), held.text()));
    }
  }

  private Principal identify(Call call) {
    var bearer = bearer(call.request());
    if (bearer.isPresent()) {
      return bearer.flatMap(doorkeeper::byToken).orElseThrow(() -> unknown(call, "token"));
    }
    var cookie = call.request().headers().cookies().first(COOKIE).asOptional();
    if (cookie.isPresent()) {
      return cookie.flatMap(doorkeeper::bySession).orElseThrow(() -> unknown(call, "session"));
    }
    throw Refusal.unknownCaller("Expected a bearer token or a session, but got neither");
  }

  private Refusal unknown(Call call, String what) {
    return attempts.failed(call.address())
        ? Refusal.tooOften("Too many unknown tokens and sessions from this address; wait a minute")
        : Refusal.unknownCaller("Expected a valid %s, but this one isn't known".formatted(what));
  }

  private static Optional<String> bearer(ServerRequest request) {
    return request
        .headers()
        .first(HeaderNames.AUTHORIZATION)
        .filter(value -> value.regionMatches(true, 0, "Bearer ", 0, 7))
        .map(value -> value.substring(7).strip());
  }

  /** An address that isn't in the table: nothing there, or not to be used like that. */
  private static void elsewhere(ServerRequest request, ServerResponse response) {
    var allowed =
        Arrays.stream(Route.values())
            .filter(route -> PathMatchers.create(route.path()).match(request.path()).accepted())
            .flatMap(route -> route.methods().stream())
            .map(Method::text)
            .distinct()
            .collect(Collectors.joining(", "));
    var asked = request.prologue().method().text() + " " + request.path().path();
    if (allowed.isEmpty()) {
      response.status(Status.NOT_FOUND_404);
      problem(
          request, response, Refusal.notFound("Expected an address of the API, but got " + asked));
    } else {
      response.status(Status.METHOD_NOT_ALLOWED_405).header(HeaderNames.ALLOW, allowed);
      problem(
          request,
          response,
          Refusal.methodNotAllowed("Expected %s, but got %s".formatted(allowed, asked)));
    }
  }

  private void refuse(Call call, Refusal refusal) {
    var response = call.response();
    if (response.isSent()) {
      return;
    }
    var route = call.route();
    if (refusal.status() == 401 && route.isPage() && !route.changes()) {
      response.status(Status.SEE_OTHER_303).header(HeaderNames.LOCATION, "/sign-in").send();
      return;
    }
    response.status(Status.create(refusal.status()));
    if (refusal.status() == 401) {
      response.header(HeaderNames.WWW_AUTHENTICATE, "Bearer realm=\"watchbill\"");
    }
    var retryAfter = refusal.retryAfter();
    if (retryAfter != null) {
      response.header(HeaderNames.RETRY_AFTER, Long.toString(retryAfter.toSeconds()));
    }
    if (route.isPage() && call.header(HeaderNames.ACCEPT).orElse("").contains("text/html")) {
      response.header(HeaderNames.CONTENT_TYPE, "text/html; charset=utf-8");
      Answers.body(
          call.request(),
          response,
          refusals.apply(refusal.title(), refusal.detail()).getBytes(StandardCharsets.UTF_8));
    } else if (route.isPage()) {
      sentence(call, refusal);
    } else {
      problem(call.request(), response, refusal);
    }
  }

  private static void sentence(Call call, Refusal refusal) {
    call.response().header(HeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8");
    var text = (refusal.detail() + "\n").getBytes(StandardCharsets.UTF_8);
    Answers.body(call.request(), call.response(), text);
  }

  private static void problem(ServerRequest request, ServerResponse response, Refusal refusal) {
    var problem = new LinkedHashMap<String, Object>();
    problem.put("type", "about:blank");
    problem.put("title", refusal.title());
    problem.put("status", refusal.status());
    problem.put("detail", refusal.detail());
    problem.putAll(refusal.more());
    response.header(HeaderNames.CONTENT_TYPE, "application/problem+json");
    Answers.body(request, response, Json.write(problem));
  }
}
