package dev.watchbill.console;

import dev.watchbill.console.api.Acting;
import dev.watchbill.console.api.Acting.Action;
import dev.watchbill.console.api.Acting.Result;
import dev.watchbill.console.api.Acting.Wish;
import dev.watchbill.console.api.Silencing;
import dev.watchbill.console.api.Summoning;
import dev.watchbill.console.http.Auditing;
import dev.watchbill.console.http.Call;
import dev.watchbill.console.pages.http.IncidentActions;
import dev.watchbill.schemas.SilenceMatcher;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A page's buttons do what the API does. */
record Buttons(
    Acting acting, Summoning summoning, Silencing silencing, Auditing auditing, Until until)
    implements IncidentActions {
  private static final Pattern CONDITION = Pattern.compile("([^\\s=!~]+)\\s*(=~|!~|!=|=)\\s*(.*)");
  private static final Said CLOSING =
      new Said(false, "The console is closing; nothing is known of what became of it.");

  @Override
  public Said act(Call call, String incident, String action, Map<String, String> fields) {
    var wish =
        new Wish(
            Action.valueOf(action.toUpperCase(Locale.ROOT).replace('-', '_')),
            incident,
            fields.getOrDefault("text", ""),
            words(fields.getOrDefault("who", "")),
            end(call, fields),
            Auditing.via(call),
            call.address(),
            null);
    try {
      var said = said(wish, acting.act(call.principal(), wish));
      auditing.note(call, "incident." + action, incident, said.good() ? "applied" : "refused");
      return said;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return CLOSING;
    }
  }

  private @Nullable Instant end(Call call, Map<String, String> fields) {
    return until.read(call.principal().person(), fields.getOrDefault("until", "")).orElse(null);
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.split("[,\\s]+")).filter(word -> !word.isEmpty()).toList();
  }

  private static @Nullable String given(Map<String, String> fields, String name) {
    var text = fields.getOrDefault(name, "").strip();
    return text.isEmpty() ? null : text;
  }

  private static Said said(Wish wish, Result result) {
    return switch (result) {
      case Result.Decided decided ->
          new Said(
              decided.outcome().equals("applied") || decided.outcome().equals("already"),
              decided.why().isBlank()
                  ? "%s: %s".formatted(wish.incident(), decided.outcome())
                  : decided.why());
      case Result.Pending _ ->
          new Said(true, "It is recorded; what comes of it will stand in the timeline.");
      case Result.NoSuchIncident _ -> new Said(false, "There is no incident " + wish.incident());
      case Result.Nonsense nonsense -> new Said(false, nonsense.sentence());
    };
  }

  @Override
  public Said summon(Call call, Map<String, String> fields) {
    var wish =
        new Summoning.Wish(
            fields.getOrDefault("text", ""),
            given(fields, "service"),
            words(fields.getOrDefault("to", "")),
            given(fields, "severity"),
            Auditing.via(call),
            call.address(),
            null);
    try {
      var result = summoning.page(call.principal(), wish);
      var said = said(result);
      auditing.note(
          call,
          "page",
          wish.service() == null ? Summoning.NO_SERVICE : wish.service(),
          said.good() ? "applied" : "refused");
      return said;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return CLOSING;
    }
  }

  private static Said said(Summoning.Result result) {
    return switch (result) {
      case Summoning.Result.Decided decided ->
          new Said(
              !decided.outcome().equals("refused"),
              decided.incident().isEmpty()
                  ? decided.why()
                  : "Paged; it is incident " + decided.incident() + ".");
      case Summoning.Result.Pending _ ->
          new Said(true, "It is recorded; nothing has answered yet.");
      case Summoning.Result.Nonsense nonsense -> new Said(false, nonsense.sentence());
    };
  }

  @Override
  public Said silence(Call call, Map<String, String> fields) {
    List<SilenceMatcher> matchers;
    try {
      matchers = matchers(fields.getOrDefault("matcher", ""));
    } catch (IllegalArgumentException e) {
      return new Said(false, String.valueOf(e.getMessage()));
    }
    var wish =
        new Silencing.Wish(
            null,
            matchers,
            given(fields, "service"),
            given(fields, "team"),
            null,
            end(call, fields),
            fields.getOrDefault("comment", "").strip());
    return switch (silencing.put(call.principal(), wish)) {
      case Silencing.Result.Kept kept -> {
        auditing.note(call, "silence.create", kept.silence().id(), "applied");
        yield new Said(true, "Silenced; what matches pages nobody until it ends.");
      }
      case Silencing.Result.NoSuchSilence none -> new Said(false, "There is no " + none.id());
      case Silencing.Result.Nonsense nonsense -> new Said(false, nonsense.sentence());
    };
  }

  private static List<SilenceMatcher> matchers(String text) {
    return text.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .map(Buttons::matcher)
        .toList();
  }

  private static SilenceMatcher matcher(String text) {
    var parts = CONDITION.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "Expected a condition such as alertname=DiskFull or host=~db.*, but got \"%s\"."
              .formatted(text));
    }
    var operator = parts.group(2);
    return new SilenceMatcher(
        parts.group(1), parts.group(3), operator.endsWith("~"), operator.startsWith("="));
  }

  @Override
  public Said unsilence(Call call, String id) {
    if (!silencing.end(call.principal(), id)) {
      return new Said(false, "There is no silence " + id + " that isn't over.");
    }
    auditing.note(call, "silence.end", id, "applied");
    return new Said(true, "It is over; what still fires is paged within a minute.");
  }
}
