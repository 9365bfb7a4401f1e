package dev.watchbill.console.pages.http;

import dev.watchbill.console.http.Answers;
import dev.watchbill.console.http.Call;
import dev.watchbill.console.pages.Frame;
import dev.watchbill.console.pages.Frame.Notice;
import dev.watchbill.console.pages.People;
import dev.watchbill.console.pages.Templates;
import dev.watchbill.console.pages.Times;
import dev.watchbill.console.readmodel.ReadModel;
import io.helidon.http.HeaderNames;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What all pages share: the frame around them, and what was just done. */
final class Stage {
  private final ReadModel model;
  private final InstantSource clock;
  private final Templates templates = new Templates();
  private final Notices notices = new Notices();

  Stage(ReadModel model, InstantSource clock) {
    this.model = model;
    this.clock = clock;
  }

  ReadModel model() {
    return model;
  }

  Templates templates() {
    return templates;
  }

  Instant now() {
    return clock.instant();
  }

  People people() {
    return new People(model.roster(), clock.instant());
  }

  private record Seen(String mark) {}

  /**
   * Somebody begins to look.
   *
   * @param seen which changes the page will have seen, for its stream to go on from
   */
  void looks(Call call, String seen) {
    call.request().context().register(new Seen(seen));
  }

  /** The frame of a page for who asks for it. */
  Frame frame(Call call) {
    var visitor = Visitor.of(call.principal());
    var inForce = model.rosterInForce();
    var problems = inForce.problems();
    return new Frame(
        inForce.snapshot().nameOf(visitor.id()),
        visitor.mayAct(),
        visitor.csrf(),
        new Times(zone(visitor.person()), clock.instant()),
        inForce.snapshot().version(),
        problems == null ? null : String.join("\n", problems.getMessages()),
        call.query("notice").flatMap(notices::take).orElse(null),
        call.request().context().get(Seen.class).map(Seen::mark).orElse(""));
  }

  /** The viewer's zone, or else the organisation's. */
  ZoneId zone(@Nullable String person) {
    return model.roster().zoneOf(person);
  }

  void show(Call call, String page) {
    Answers.html(call, 200, page);
  }

  /** A page that says why there is nothing else. */
  void refuse(Call call, int status, String title, String sentence) {
    Answers.html(call, status, templates.refused(frame(call), title, sentence));
  }

  /** Goes on to a page of ours that says what came of it. */
  void goOn(Call call, String path, Notice notice) {
    var mark = path.contains("?") ? "&" : "?";
    Answers.seeOther(call, path + mark + "notice=" + notices.keep(notice));
  }

  /** The page a form stood on, if it is one of ours: only its path and query are taken. */
  static Optional<String> cameFrom(Call call) {
    return call.header(HeaderNames.REFERER).flatMap(Stage::ours);
  }

  private static Optional<String> ours(String address) {
    try {
      var uri = java.net.URI.create(address);
      var path = uri.getRawPath();
      if (path == null || !path.startsWith("/") || path.startsWith("//")) {
        return Optional.empty();
      }
      var query = uri.getRawQuery();
      var kept = query == null ? "" : query.replaceAll("(^|&)notice=[^&]*", "");
      return Optional.of(kept.isEmpty() ? path : path + "?" + kept);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
