package dev.watchbill.console.pages.http;

import dev.watchbill.console.pages.Frame;
import dev.watchbill.console.pages.Templates;
import dev.watchbill.console.pages.Times;
import dev.watchbill.console.pages.Views;
import dev.watchbill.console.readmodel.ReadModel;
import io.helidon.common.parameters.Parameters;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The web pages. They read and act without JavaScript; with it they stay live. */
public final class Pages implements AutoCloseable {
  private static final Set<String> ACTIONS = Set.of("acknowledge", "resolve", "escalate", "note");
  private static final int LONGEST_NOTE = 2000;
  private static final int WHOLE_INBOX = 100;
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private final ReadModel model;
  private final Visitors visitors;
  private final IncidentActions actions;
  private final InstantSource clock;
  private final Views views;
  private final Templates templates = new Templates();
  private final Assets assets = new Assets();
  private final Notices notices = new Notices();
  private final LiveStream live = new LiveStream();
  private final Runnable unsubscribe;

  public Pages(ReadModel model, Visitors visitors, IncidentActions actions, InstantSource clock) {
    this.model = model;
    this.visitors = visitors;
    this.actions = actions;
    this.clock = clock;
    this.views = new Views(model);
    this.unsubscribe = model.changes().subscribe(change -> live.changed());
  }

  /** Registers the pages, their assets and their live stream. */
  public void route(HttpRules rules) {
    assets.route(rules);
    rules
        .get("/", signedIn(this::now))
        .get("/incidents", signedIn(this::incidents))
        .get("/incidents/{id}", signedIn(this::incident))
        .get("/inbox", signedIn(this::inbox))
        .get("/live", signedIn((request, response, visitor) -> live.serve(request, response)))
        .post("/incidents/{id}/{action}", signedIn(this::act));
  }

  @Override
  public void close() {
    unsubscribe.run();
    live.close();
  }

  private void now(ServerRequest request, ServerResponse response, Visitor visitor) {
    send(
        response,
        Status.OK_200,
        templates.now(frame(request, visitor), views.now(clock.instant())));
  }

  private void incidents(ServerRequest request, ServerResponse response, Visitor visitor) {
    var view =
        views.incidents(
            request.query().first("show").orElse("unresolved"),
            request.query().first("after").orElse(null));
    send(response, Status.OK_200, templates.incidents(frame(request, visitor), view));
  }

  private void incident(ServerRequest request, ServerResponse response, Visitor visitor) {
    var id = request.path().pathParameters().get("id");
    var frame = frame(request, visitor);
    var found = views.incident(id);
    if (found.isPresent()) {
      send(response, Status.OK_200, templates.incident(frame, found.get()));
    } else {
      send(
          response,
          Status.NOT_FOUND_404,
          templates.refused(
              frame,
              "No such incident",
              "Expected the id of an incident such as checkout-42, but got \"" + id + "\"."));
    }
  }

  private void inbox(ServerRequest request, ServerResponse response, Visitor visitor) {
    send(
        response,
        Status.OK_200,
        templates.inbox(frame(request, visitor), views.inbox(WHOLE_INBOX)));
  }

  private void act(ServerRequest request, ServerResponse response, Visitor visitor) {
    var form = request.content().as(Parameters.class);
    var action = request.path().pathParameters().get("action");
    var incident = request.path().pathParameters().get("id");
    var refusal = refusal(visitor, form, action);
    if (refusal.isPresent()) {
      send(
          response,
          Status.FORBIDDEN_403,
          templates.refused(frame(request, visitor), "Not done", refusal.get()));
      return;
    }
    var said =
        actions.act(
            visitor, incident, action, form.first("text").orElse(""), request.remotePeer().host());
    var notice = notices.keep(new Frame.Notice(said.good(), said.sentence()));
    response.status(Status.SEE_OTHER_303);
    response.header(HeaderNames.LOCATION, back(request) + "?notice=" + notice);
    response.send();
  }

  private static Optional<String> refusal(Visitor visitor, Parameters form, String action) {
    if (!same(form.first("csrf").orElse(""), visitor.csrf())) {
      return Optional.of(
          "The form was not one of this session's pages. Load the page again and try once more.");
    }
    if (!visitor.mayAct()) {
      return Optional.of("Acting on incidents needs the role responder.");
    }
    if (!ACTIONS.contains(action)) {
      return Optional.of(
          "Expected acknowledge, resolve, escalate or note, but got \"" + action + "\".");
    }
    var text = form.first("text").orElse("");
    if (action.equals("note") && (text.isBlank() || text.length() > LONGEST_NOTE)) {
      return Optional.of(
          "Expected a note of 1 to "
              + LONGEST_NOTE
              + " characters, but got "
              + text.length()
              + ".");
    }
    return Optional.empty();
  }

  private static boolean same(String got, String expected) {
    return MessageDigest.isEqual(
        got.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
  }

  /** The page the form stood on, if it is one of ours: only its path is taken. */
  private static String back(ServerRequest request) {
    var own = "/incidents/" + request.path().pathParameters().get("id");
    return request
        .headers()
        .first(HeaderNames.REFERER)
        .flatMap(Pages::pathOf)
        .filter(path -> path.equals("/") || path.equals("/inbox") || path.equals("/incidents"))
        .orElse(own);
  }

  private static Optional<String> pathOf(String address) {
    try {
      return Optional.ofNullable(java.net.URI.create(address).getPath());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Frame frame(ServerRequest request, Visitor visitor) {
    var inForce = model.rosterInForce();
    var problems = inForce.problems();
    return new Frame(
        inForce.snapshot().nameOf(visitor.id()),
        visitor.mayAct(),
        visitor.csrf(),
        new Times(zone(visitor.person()), clock.instant()),
        inForce.snapshot().version(),
        problems == null ? null : String.join("\n", problems.getMessages()),
        request.query().first("notice").flatMap(notices::take).orElse(null));
  }

  private ZoneId zone(@Nullable String person) {
    var roster = model.roster();
    var viewer = person == null ? null : roster.people().get(person);
    var name = viewer == null ? roster.organization().getTimezone() : viewer.getTimezone();
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      return ZoneOffset.UTC;
    }
  }

  private interface PageHandler {
    void handle(ServerRequest request, ServerResponse response, Visitor visitor) throws Exception;
  }

  private Handler signedIn(PageHandler handler) {
    return (request, response) -> {
      var visitor = visitors.visitor(request);
      if (visitor.isPresent()) {
        handler.handle(request, response, visitor.get());
      } else {
        response.status(Status.SEE_OTHER_303);
        response.header(HeaderNames.LOCATION, "/sign-in");
        response.send();
      }
    };
  }

  private static void send(ServerResponse response, Status status, String html) {
    response.status(status);
    response.header(HeaderNames.CONTENT_TYPE, "text/html; charset=utf-8");
    response.header(HeaderNames.CACHE_CONTROL, "no-store");
    response.header(HeaderNames.create("Content-Security-Policy"), POLICY);
    response.header(HeaderNames.create("X-Content-Type-Options"), "nosniff");
    response.header(HeaderNames.create("Referrer-Policy"), "same-origin");
    response.send(html.getBytes(StandardCharsets.UTF_8));
  }
}
