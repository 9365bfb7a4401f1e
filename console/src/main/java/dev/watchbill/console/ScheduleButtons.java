package dev.watchbill.console;

import dev.watchbill.console.api.Asking;
import dev.watchbill.console.api.When;
import dev.watchbill.console.http.Auditing;
import dev.watchbill.console.http.Call;
import dev.watchbill.console.http.Refusal;
import dev.watchbill.console.pages.http.IncidentActions.Said;
import dev.watchbill.console.pages.http.ScheduleActions;
import dev.watchbill.console.readmodel.ReadModel;
import dev.watchbill.schemas.ScheduleCommand;
import dev.watchbill.schemas.ScheduleEvent;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A page's wishes about plans, asked as the API asks them. */
record ScheduleButtons(ReadModel model, Asking asking, Auditing auditing, InstantSource clock)
    implements ScheduleActions {
  private static final List<String> ACTIONS =
      List.of("override", "swap", "absence", "accept", "decline", "withdraw");
  private static final int LONGEST_TEXT = 500;

  @Override
  public Said ask(Call call, Map<String, String> fields) {
    var command = command(call, fields);
    try {
      var event = asking.ask(call.principal(), command);
      var outcome =
          event.map(it -> Objects.requireNonNullElse(it.getOutcome(), "applied")).orElse("pending");
      auditing.note(call, "schedule." + command.getAction(), object(command), outcome);
      return said(event, outcome);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Said(false, "The console is closing; nothing is known of what became of it.");
    }
  }

  private static Said said(Optional<ScheduleEvent> event, String outcome) {
    return event
        .map(it -> new Said(!outcome.equals("refused"), it.getWhy()))
        .orElseGet(() -> new Said(true, "It is recorded; nothing has answered yet."));
  }

  private static String object(ScheduleCommand command) {
    return Optional.ofNullable(command.getSchedule())
        .or(() -> Optional.ofNullable(command.getTarget()))
        .or(() -> Optional.ofNullable(command.getWho()))
        .orElse("");
  }

  private ScheduleCommand command(Call call, Map<String, String> fields) {
    var action = fields.getOrDefault("action", "");
    if (!ACTIONS.contains(action)) {
      throw Refusal.badRequest(
          "action: expected one of %s, but got \"%s\"".formatted(ACTIONS, action));
    }
    var own = Objects.requireNonNullElse(call.principal().person(), call.principal().actor());
    var zone = model.roster().zoneOf(call.principal().person());
    var who = text(fields, "who");
    var insteadOf = text(fields, "insteadOf");
    // Others' leave, and others' shifts in a swap, are for who manages them.
    var whose = action.equals("absence") ? who : action.equals("swap") ? insteadOf : null;
    var as = text(fields, "as");
    managed(call, as, own);
    managed(call, whose, as == null ? own : as);
    return ScheduleCommand.newBuilder()
        .setId(UUID.randomUUID().toString())
        .setAt(clock.instant())
        .setBy(as == null ? own : as)
        .setVia("console")
        .setAction(action)
        .setSchedule(text(fields, "schedule"))
        .setWho(who)
        .setInsteadOf(insteadOf)
        .setRotation(text(fields, "rotation"))
        .setFrom(when(fields, "from", zone))
        .setTo(when(fields, "to", zone))
        .setReturnFrom(when(fields, "returnFrom", zone))
        .setReturnTo(when(fields, "returnTo", zone))
        .setTarget(text(fields, "target"))
        .setText(Objects.requireNonNullElse(text(fields, "text"), ""))
        .build();
  }

  private void managed(Call call, @Nullable String whose, String own) {
    if (whose != null && !whose.equals(own) && !call.principal().mayActFor(whose, model.roster())) {
      throw Refusal.notAllowed(
          "Expected %s, or the role manager, but got \"%s\"".formatted(own, whose));
    }
  }

  private static @Nullable String text(Map<String, String> fields, String name) {
    var text = fields.getOrDefault(name, "").strip();
    if (text.length() > LONGEST_TEXT) {
      throw Refusal.badRequest(
          "%s: expected at most %d characters, but got %d"
              .formatted(name, LONGEST_TEXT, text.length()));
    }
    return text.isEmpty() ? null : text;
  }

  private static @Nullable Instant when(Map<String, String> fields, String name, ZoneId zone) {
    var text = text(fields, name);
    return text == null
        ? null
        : When.parse(text, zone)
            .orElseThrow(() ->
                Refusal.badRequest(
                    "%s: expected a time such as 2026-01-05T09:00, but got \"%s\""
                        .formatted(name, text)));
  }
}
