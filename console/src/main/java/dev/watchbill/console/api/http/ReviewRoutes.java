package dev.watchbill.console.api.http;

import dev.watchbill.console.api.Items;
import dev.watchbill.console.http.Answers;
import dev.watchbill.console.http.Auditing;
import dev.watchbill.console.http.Call;
import dev.watchbill.console.http.Endpoint;
import dev.watchbill.console.http.Refusal;
import dev.watchbill.console.http.Route;
import dev.watchbill.console.readmodel.ReadModel;
import dev.watchbill.console.review.ReviewItem;
import dev.watchbill.console.review.ReviewMarkdown;
import dev.watchbill.console.review.Reviewing;
import dev.watchbill.console.review.Reviewing.Result;
import io.helidon.http.HeaderNames;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reviews of incidents that are over, and what is to be done after them. */
final class ReviewRoutes {
  private final ReadModel model;
  private final Reviewing reviewing;
  private final Auditing auditing;

  ReviewRoutes(ReadModel model, Reviewing reviewing, Auditing auditing) {
    this.model = model;
    this.reviewing = reviewing;
    this.auditing = auditing;
  }

  Map<Route, Endpoint> endpoints() {
    return Map.of(
        Route.REVIEW, this::show,
        Route.ADD_REVIEW_NOTE, this::note,
        Route.ADD_REVIEW_ACTION, this::act,
        Route.CHANGE_REVIEW_ACTION, this::change,
        Route.FOLLOW_UPS, this::open);
  }

  private record NoteBody(@Nullable String text) {}

  private record ActionBody(
      @Nullable String text,
      @Nullable String owner,
      @Nullable String due,
      @Nullable String ticket,
      @Nullable Boolean done,
      @Nullable Integer version) {
    Reviewing.Wish wish() {
      return new Reviewing.Wish(text, owner, due, ticket, done, version);
    }
  }

  /**
   * @param id of what was added or changed
   */
  private record Added(String id, ReviewItem review) {}

  private void show(Call call) {
    call.allowQueries("format");
    var format = Parameters.oneOf(call, "format", List.of("json", "markdown"));
    var review = review(call.path("id"));
    if (format.equals(Set.of("markdown"))) {
      call.response().header(HeaderNames.CONTENT_TYPE, "text/markdown; charset=utf-8");
      var text = ReviewMarkdown.of(review, model.roster()).getBytes(StandardCharsets.UTF_8);
      Answers.body(call.request(), call.response(), text);
    } else {
      Answers.json(call, review);
    }
  }

  private ReviewItem review(String id) {
    if (reviewing.isOpen(id)) {
      throw Refusal.conflict(
          "Expected an incident that is resolved, but %s is open".formatted(id), Map.of());
    }
    return reviewing
        .find(id)
        .orElseThrow(() ->
            Refusal.notFound(
                "Expected the id of a resolved incident such as checkout-42, but got " + id));
  }

  private void note(Call call) {
    call.allowQueries();
    var text = Objects.requireNonNullElse(call.json(NoteBody.class).text(), "").strip();
    answer(call, 201, "review.note", reviewing.note(call.principal(), call.path("id"), text));
  }

  private void act(Call call) {
    call.allowQueries();
    var wish = call.json(ActionBody.class).wish();
    answer(call, 201, "review.action", reviewing.act(call.principal(), call.path("id"), wish));
  }

  private void change(Call call) {
    call.allowQueries();
    var wish = call.json(ActionBody.class).wish();
    answer(
        call,
        200,
        "review.action",
        reviewing.change(call.principal(), call.path("id"), call.path("name"), wish));
  }

  private void answer(Call call, int status, String action, Result result) {
    switch (result) {
      case Result.Kept kept -> {
        auditing.note(call, action, call.path("id") + "/" + kept.id(), "applied");
        Answers.json(call, status, new Added(kept.id(), kept.review()));
      }
      case Result.Unknown unknown -> throw Refusal.notFound(unknown.sentence());
      case Result.NotOver open -> throw Refusal.conflict(open.sentence(), Map.of());
      case Result.Stale stale -> throw Refusal.conflict(stale.sentence(), Map.of());
      case Result.Nonsense nonsense -> throw Refusal.badRequest(nonsense.sentence());
    }
  }

  private void open(Call call) {
    call.allowQueries("owner");
    Answers.json(call, Items.whole(reviewing.open(call.query("owner").orElse(null))));
  }
}
