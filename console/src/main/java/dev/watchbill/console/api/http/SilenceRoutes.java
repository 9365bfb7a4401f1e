package dev.watchbill.console.api.http;

import dev.watchbill.console.api.Items;
import dev.watchbill.console.api.SilenceItem;
import dev.watchbill.console.api.Silencing;
import dev.watchbill.console.api.Silencing.Result;
import dev.watchbill.console.http.Answers;
import dev.watchbill.console.http.Auditing;
import dev.watchbill.console.http.Call;
import dev.watchbill.console.http.Endpoint;
import dev.watchbill.console.http.Refusal;
import dev.watchbill.console.http.Route;
import dev.watchbill.console.readmodel.ReadModel;
import dev.watchbill.schemas.SilenceMatcher;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Silences, with Alertmanager's words for them. */
final class SilenceRoutes {
  private static final List<String> STATES = List.of("pending", "active", "ended");
  private static final int LONGEST_COMMENT = 1000;
  private static final int LONGEST_VALUE = 1000;
  private static final int MOST_MATCHERS = 50;

  private final ReadModel model;
  private final Silencing silencing;
  private final Auditing auditing;

  SilenceRoutes(ReadModel model, Silencing silencing, Auditing auditing) {
    this.model = model;
    this.silencing = silencing;
    this.auditing = auditing;
  }

  Map<Route, Endpoint> endpoints() {
    return Map.of(
        Route.SILENCES, this::list,
        Route.SILENCE, this::find,
        Route.PUT_SILENCE, this::put,
        Route.END_SILENCE, this::end);
  }

  private record Body(
      @Nullable String id,
      @Nullable List<ConditionBody> matchers,
      @Nullable String service,
      @Nullable String team,
      @Nullable String startsAt,
      @Nullable String endsAt,
      @Nullable String comment) {}

  private record ConditionBody(
      @Nullable String name,
      @Nullable String value,
      @Nullable Boolean isRegex,
      @Nullable Boolean isEqual) {
    SilenceMatcher matcher() {
      var text = Optional.ofNullable(value).orElse("");
      if (text.length() > LONGEST_VALUE) {
        throw Refusal.badRequest(
            "matchers: expected values of at most %d characters, but got %d"
                .formatted(LONGEST_VALUE, text.length()));
      }
      return new SilenceMatcher(
          Optional.ofNullable(name).orElse(""),
          text,
          Boolean.TRUE.equals(isRegex),
          !Boolean.FALSE.equals(isEqual));
    }
  }

  private void list(Call call) {
    call.allowQueries("state");
    var states = Parameters.oneOf(call, "state", STATES);
    Answers.json(
        call, Items.whole(silencing.list(states.isEmpty() ? Set.of("pending", "active") : states)));
  }

  private void find(Call call) {
    call.allowQueries();
    var id = call.path("id");
    Answers.json(call, silencing.find(id).orElseThrow(() -> noSilence(id)));
  }

  private void put(Call call) {
    call.allowQueries();
    switch (silencing.put(call.principal(), wish(call.json(Body.class)))) {
      case Result.Kept kept -> kept(call, kept.silence(), kept.isNew());
      case Result.NoSuchSilence none -> throw noSilence(none.id());
      case Result.Nonsense nonsense -> throw Refusal.badRequest(nonsense.sentence());
    }
  }

  private void kept(Call call, SilenceItem silence, boolean isNew) {
    auditing.note(call, isNew ? "silence.create" : "silence.change", silence.id(), "applied");
    Answers.json(call, isNew ? 201 : 200, silence);
  }

  private Silencing.Wish wish(Body body) {
    var matchers = Optional.ofNullable(body.matchers()).orElse(List.of());
    if (matchers.size() > MOST_MATCHERS) {
      throw Refusal.badRequest(
          "matchers: expected at most %d, but got %d".formatted(MOST_MATCHERS, matchers.size()));
    }
    var comment = Optional.ofNullable(body.comment()).orElse("");
    if (comment.length() > LONGEST_COMMENT) {
      throw Refusal.badRequest(
          "comment: expected at most %d characters, but got %d"
              .formatted(LONGEST_COMMENT, comment.length()));
    }
    return new Silencing.Wish(
        body.id(),
        matchers.stream().map(ConditionBody::matcher).toList(),
        body.service(),
        body.team(),
        when("startsAt", body.startsAt()),
        when("endsAt", body.endsAt()),
        comment);
  }

  private java.time.@Nullable Instant when(String name, @Nullable String text) {
    return text == null ? null : Parameters.when(name, text, model.roster());
  }

  private void end(Call call) {
    call.allowQueries();
    var id = call.path("id");
    if (!silencing.end(call.principal(), id)) {
      throw noSilence(id);
    }
    auditing.note(call, "silence.end", id, "applied");
    Answers.nothing(call);
  }

  private static Refusal noSilence(String id) {
    return Refusal.notFound("Expected the id of a silence that isn't over, but there is no " + id);
  }
}
