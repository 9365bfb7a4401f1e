package dev.watchbill.console.pages.http;

import dev.watchbill.console.http.Answers;
import dev.watchbill.console.http.Call;
import dev.watchbill.console.http.Endpoint;
import dev.watchbill.console.http.Route;
import dev.watchbill.console.pages.Frame;
import dev.watchbill.console.pages.Templates;
import dev.watchbill.console.pages.Times;
import dev.watchbill.console.pages.Views;
import dev.watchbill.console.readmodel.ReadModel;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The web pages. They read and act without JavaScript; with it they stay live. */
public final class Pages implements AutoCloseable {
  private static final Set<String> ACTIONS = Set.of("acknowledge", "resolve", "escalate", "note");
  private static final int LONGEST_NOTE = 2000;
  private static final int WHOLE_INBOX = 100;

  private final ReadModel model;
  private final IncidentActions actions;
  private final InstantSource clock;
  private final Views views;
  private final Templates templates = new Templates();
  private final Assets assets = new Assets();
  private final Notices notices = new Notices();
  private final LiveStream live = new LiveStream();
  private final Runnable unsubscribe;

  public Pages(ReadModel model, IncidentActions actions, InstantSource clock) {
    this.model = model;
    this.actions = actions;
    this.clock = clock;
    this.views = new Views(model);
    this.unsubscribe = model.changes().subscribe(change -> live.changed());
  }

  /** What answers each page's route. */
  public Map<Route, Endpoint> endpoints() {
    return Map.of(
        Route.NOW_PAGE, seen(this::now),
        Route.INCIDENTS_PAGE, seen(this::incidents),
        Route.INCIDENT_PAGE, seen(this::incident),
        Route.INBOX_PAGE, seen(this::inbox),
        Route.LIVE, call -> live.serve(call.request(), call.response()),
        Route.ACT_PAGE, this::act,
        Route.ASSET, call -> assets.serve(call.request(), call.response()));
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

  private void act(Call call) {
    var visitor = Visitor.of(call.principal());
    var action = call.path("action");
    var incident = call.path("id");
    var text = call.form().getOrDefault("text", "");
    var refusal = refusal(text, action);
    if (refusal.isPresent()) {
      send(
          call.response(),
          Status.BAD_REQUEST_400,
          templates.refused(frame(call.request(), visitor), "Not done", refusal.get()));
      return;
    }
    var said = actions.act(call, incident, action, text);
    var notice = notices.keep(new Frame.Notice(said.good(), said.sentence()));
    Answers.seeOther(call, back(call.request()) + "?notice=" + notice);
  }

  private static Optional<String> refusal(String text, String action) {
    if (!ACTIONS.contains(action)) {
      return Optional.of(
          "Expected acknowledge, resolve, escalate or note, but got \"" + action + "\".");
    }
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

  private static Endpoint seen(PageHandler handler) {
    return call -> handler.handle(call.request(), call.response(), Visitor.of(call.principal()));
  }

  private static void send(ServerResponse response, Status status, String html) {
    response.status(status);
    response.header(HeaderNames.CONTENT_TYPE, "text/html; charset=utf-8");
    response.send(html.getBytes(StandardCharsets.UTF_8));
  }
}
