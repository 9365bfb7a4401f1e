package dev.watchbill.console.pages.http;

import dev.watchbill.console.http.Auditing;
import dev.watchbill.console.http.Call;
import dev.watchbill.console.http.Endpoint;
import dev.watchbill.console.http.Route;
import dev.watchbill.console.pages.Frame;
import dev.watchbill.console.pages.ReviewView;
import dev.watchbill.console.review.Reviewing;
import dev.watchbill.console.review.Reviewing.Result;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The review of an incident that is over: read, and added to. */
final class ReviewPage {
  private static final int LISTED_PEOPLE = 300;

  private final Stage stage;
  private final Reviewing reviewing;
  private final Auditing auditing;

  ReviewPage(Stage stage, Reviewing reviewing, Auditing auditing) {
    this.stage = stage;
    this.reviewing = reviewing;
    this.auditing = auditing;
  }

  Map<Route, Endpoint> endpoints() {
    return Map.of(
        Route.REVIEW_PAGE, this::show,
        Route.WRITE_REVIEW_NOTE, this::note,
        Route.WRITE_REVIEW_ACTION, this::act,
        Route.END_REVIEW_ACTION, this::done);
  }

  private void show(Call call) {
    var id = call.path("id");
    var review = reviewing.find(id);
    if (review.isEmpty()) {
      stage.refuse(
          call,
          404,
          "No review",
          reviewing.isOpen(id)
              ? "It is drafted once " + id + " is resolved."
              : "Expected the id of a resolved incident, but got \"" + id + "\".");
      return;
    }
    var people = stage.model().roster().people().keySet();
    var choice =
        people.size() > LISTED_PEOPLE ? List.<String>of() : people.stream().sorted().toList();
    stage.show(
        call,
        stage
            .templates()
            .review(stage.frame(call), new ReviewView(review.get(), stage.people(), choice)));
  }

  private void note(Call call) {
    var text = call.form().getOrDefault("text", "").strip();
    goOn(call, "review.note", reviewing.note(call.principal(), call.path("id"), text));
  }

  private void act(Call call) {
    var form = call.form();
    var wish =
        new Reviewing.Wish(
            form.getOrDefault("text", ""),
            given(form, "owner"),
            given(form, "due"),
            given(form, "ticket"),
            null,
            null);
    goOn(call, "review.action", reviewing.act(call.principal(), call.path("id"), wish));
  }

  private static @Nullable String given(Map<String, String> form, String name) {
    var text = form.getOrDefault(name, "").strip();
    return text.isEmpty() ? null : text;
  }

  private void done(Call call) {
    var done = !"no".equals(call.form().get("done"));
    var wish = new Reviewing.Wish(null, null, null, null, done, null);
    goOn(
        call,
        "review.action",
        reviewing.change(call.principal(), call.path("id"), call.path("name"), wish));
  }

  private void goOn(Call call, String action, Result result) {
    var id = call.path("id");
    var notice =
        switch (result) {
          case Result.Kept _ -> new Frame.Notice(true, "Kept.");
          case Result.Unknown unknown -> new Frame.Notice(false, unknown.sentence());
          case Result.NotOver open -> new Frame.Notice(false, open.sentence());
          case Result.Stale stale -> new Frame.Notice(false, stale.sentence());
          case Result.Nonsense nonsense -> new Frame.Notice(false, nonsense.sentence());
        };
    auditing.note(call, action, id, notice.good() ? "applied" : "refused");
    stage.goOn(call, "/incidents/" + id + "/review", notice);
  }
}
