package dev.watchbill.console.api.http;

import dev.watchbill.console.api.When;
import dev.watchbill.console.http.Call;
import dev.watchbill.console.http.Refusal;
import dev.watchbill.console.readmodel.questions.Cursor;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Parameters of a request, checked; each refusal says what was expected. */
final class Parameters {
  private static final int LIMIT = 50;
  private static final int MOST = 500;

  private Parameters() {}

  static int limit(Call call) {
    var text = call.query("limit").orElse(Integer.toString(LIMIT));
    if (!text.matches("\\d{1,6}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > MOST) {
      throw Refusal.badRequest(
          "limit: expected a number from 1 to %d, but got \"%s\"".formatted(MOST, text));
    }
    return Integer.parseInt(text);
  }

  static Cursor cursor(Call call) {
    return call.query("cursor")
        .map(text ->
            Cursor.parse(text)
                .orElseThrow(() ->
                    Refusal.badRequest(
                        "cursor: expected the \"next\" of a page before, but got \"%s\""
                            .formatted(text))))
        .orElse(Cursor.START);
  }

  /** Values of a parameter that may be repeated, or stand with commas between them. */
  static Set<String> any(Call call, String name) {
    return Set.copyOf(
        call.queries(name).stream().flatMap(text -> Arrays.stream(text.split(",", -1))).toList());
  }

  static Set<String> oneOf(Call call, String name, Collection<String> known) {
    var values = any(call, name);
    values.stream()
        .filter(value -> !known.contains(value))
        .findFirst()
        .ifPresent(value -> {
          throw Refusal.badRequest(
              "%s: expected one of %s, but got \"%s\"".formatted(name, known, value));
        });
    return values;
  }

  static Optional<Instant> when(Call call, String name, RosterSnapshot roster) {
    return call.query(name).map(text -> when(name, text, roster));
  }

  static Instant when(String name, String text, RosterSnapshot roster) {
    return When.parse(text, roster.zone())
        .orElseThrow(() ->
            Refusal.badRequest(
                "%s: expected an instant such as 2026-01-05T09:00Z, or a local time such as 2026-01-05T09:00, but got \"%s\""
                    .formatted(name, text)));
  }

  /** A time ahead, where one is given at all. */
  static @Nullable Instant later(
      String name, @Nullable String text, Instant now, RosterSnapshot roster) {
    if (text == null) {
      return null;
    }
    var at = when(name, text, roster);
    if (!at.isAfter(now)) {
      throw Refusal.badRequest(
          "%s: expected an instant after %s, but got %s".formatted(name, now, at));
    }
    return at;
  }

  /** Schedules asked for, or all; each must be one of the roster. */
  static List<String> schedules(Call call, RosterSnapshot roster) {
    var asked = call.queries("schedule").stream().distinct().toList();
    asked.stream()
        .filter(schedule -> !roster.schedules().containsKey(schedule))
        .findFirst()
        .ifPresent(schedule -> {
          throw Refusal.notFound(
              "schedule: expected one of %s, but got \"%s\""
                  .formatted(roster.schedules().keySet().stream().sorted().toList(), schedule));
        });
    return asked.isEmpty() ? roster.schedules().keySet().stream().sorted().toList() : asked;
  }
}
