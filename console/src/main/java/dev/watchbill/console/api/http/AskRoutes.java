package dev.watchbill.console.api.http;

import dev.watchbill.console.api.Asking;
import dev.watchbill.console.http.Answers;
import dev.watchbill.console.http.Auditing;
import dev.watchbill.console.http.Call;
import dev.watchbill.console.http.Endpoint;
import dev.watchbill.console.http.Refusal;
import dev.watchbill.console.http.Route;
import dev.watchbill.console.readmodel.ReadModel;
import dev.watchbill.schemas.ScheduleCommand;
import dev.watchbill.schemas.ScheduleEvent;
import dev.watchbill.schemas.config.Secrets;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What people ask of plans: overrides, swaps, absences. */
final class AskRoutes {
  private static final HeaderName KEY = HeaderNames.create("Idempotency-Key");
  private static final List<String> ANSWERS = List.of("accept", "decline", "withdraw");
  private static final int LONGEST_TEXT = 500;

  private final ReadModel model;
  private final Asking asking;
  private final Auditing auditing;
  private final InstantSource clock;

  AskRoutes(ReadModel model, Asking asking, Auditing auditing, InstantSource clock) {
    this.model = model;
    this.asking = asking;
    this.auditing = auditing;
    this.clock = clock;
  }

  Map<Route, Endpoint> endpoints() {
    return Map.of(
        Route.OVERRIDE, this::override,
        Route.SWAP, this::swap,
        Route.ABSENCE, this::absence,
        Route.RETURN, this::comeBack,
        Route.ANSWER, this::answer);
  }

  private record Cover(
      @Nullable String schedule,
      @Nullable String who,
      @Nullable String insteadOf,
      @Nullable String rotation,
      @Nullable String from,
      @Nullable String to,
      @Nullable String text,
      @Nullable String as) {}

  private record Swap(
      @Nullable String schedule,
      @Nullable String who,
      @Nullable String with,
      @Nullable String from,
      @Nullable String to,
      @Nullable String returnFrom,
      @Nullable String returnTo,
      @Nullable String text,
      @Nullable String as) {}

  private record Absence(
      @Nullable String who,
      @Nullable String from,
      @Nullable String to,
      @Nullable String why,
      @Nullable String as) {}

  private record Return(@Nullable String who, @Nullable String from, @Nullable String as) {}

  private record Reply(@Nullable String target, @Nullable String answer, @Nullable String as) {}

  /**
   * What was decided.
   *
   * @param outcome applied, already or pending
   */
  private record Done(String command, String action, String outcome, String why) {}

  private void override(Call call) throws InterruptedException {
    var body = call.json(Cover.class, new Cover(null, null, null, null, null, null, null, null));
    ask(
        call,
        command(call, "override", body.as())
            .setSchedule(required("schedule", body.schedule()))
            .setWho(required("who", body.who()))
            .setInsteadOf(body.insteadOf())
            .setRotation(body.rotation())
            .setFrom(required("from", when("from", body.from())))
            .setTo(required("to", when("to", body.to())))
            .setText(text(body.text())));
  }

  private void swap(Call call) throws InterruptedException {
    var body =
        call.json(Swap.class, new Swap(null, null, null, null, null, null, null, null, null));
    var command = command(call, "swap", body.as());
    ask(
        call,
        command
            .setSchedule(required("schedule", body.schedule()))
            .setInsteadOf(ownOrManaged(call, body.who(), command.getBy()))
            .setWho(required("with", body.with()))
            .setFrom(required("from", when("from", body.from())))
            .setTo(required("to", when("to", body.to())))
            .setReturnFrom(when("returnFrom", body.returnFrom()))
            .setReturnTo(when("returnTo", body.returnTo()))
            .setText(text(body.text())));
  }

  private void absence(Call call) throws InterruptedException {
    var body = call.json(Absence.class, new Absence(null, null, null, null, null));
    var command = command(call, "absence", body.as());
    ask(
        call,
        command
            .setWho(ownOrManaged(call, body.who(), command.getBy()))
            .setFrom(required("from", when("from", body.from())))
            .setTo(required("to", when("to", body.to())))
            .setText(text(body.why())));
  }

  private void comeBack(Call call) throws InterruptedException {
    var body = call.json(Return.class, new Return(null, null, null));
    var command = command(call, "return", body.as());
    ask(
        call,
        command
            .setWho(ownOrManaged(call, body.who(), command.getBy()))
            .setFrom(when("from", body.from())));
  }

  private void answer(Call call) throws InterruptedException {
    var body = call.json(Reply.class, new Reply(null, null, null));
    var answer = required("answer", body.answer());
    if (!ANSWERS.contains(answer)) {
      throw Refusal.badRequest(
          "answer: expected one of %s, but got \"%s\"".formatted(ANSWERS, answer));
    }
    var target = required("target", body.target());
    // What stands in the inbox may be answered by its own id.
    var about = model.messages().target(target).orElse(target);
    ask(call, command(call, answer, body.as()).setTarget(about));
  }

  private ScheduleCommand.Builder command(Call call, String action, @Nullable String as) {
    call.allowQueries();
    var own = Objects.requireNonNullElse(call.principal().person(), call.principal().actor());
    return ScheduleCommand.newBuilder()
        .setId(id(call, action))
        .setAt(clock.instant())
        .setBy(as == null ? own : managed(call, "as", as, own))
        .setVia(Auditing.via(call))
        .setAction(action);
  }

  /** One's own, unless one manages others. */
  private String ownOrManaged(Call call, @Nullable String who, String own) {
    return who == null ? own : managed(call, "who", who, own);
  }

  private String managed(Call call, String field, String who, String own) {
    if (!who.equals(own) && !call.principal().mayActFor(who, model.roster())) {
      throw Refusal.notAllowed(
          "%s: expected %s, or the role manager, but got \"%s\"".formatted(field, own, who));
    }
    if (!model.roster().people().containsKey(who)) {
      throw Refusal.badRequest(
          "%s: expected a person of the roster, but got \"%s\"".formatted(field, who));
    }
    return who;
  }

  /** Two callers may choose the same key, and one caller for two wishes. */
  private static String id(Call call, String action) {
    return call.header(KEY)
        .map(key ->
            Secrets.hash(String.join("\n", call.principal().actor(), action, key)).substring(0, 32))
        .orElseGet(() -> UUID.randomUUID().toString());
  }

  private @Nullable Instant when(String name, @Nullable String text) {
    return text == null ? null : Parameters.when(name, text, model.roster());
  }

  private static <T> T required(String name, @Nullable T value) {
    if (value == null) {
      throw Refusal.badRequest(name + ": expected a value, but got nothing");
    }
    return value;
  }

  private static String text(@Nullable String text) {
    var words = Objects.requireNonNullElse(text, "");
    if (words.length() > LONGEST_TEXT) {
      throw Refusal.badRequest(
          "expected at most %d characters of text, but got %d"
              .formatted(LONGEST_TEXT, words.length()));
    }
    return words;
  }

  private void ask(Call call, ScheduleCommand.Builder built) throws InterruptedException {
    var command = built.build();
    var event = asking.ask(call.principal(), command);
    var outcome = event.map(ScheduleEvent::getOutcome).orElse("pending");
    auditing.note(call, "schedule." + command.getAction(), object(command), outcome);
    answer(call, command, event);
  }

  private static String object(ScheduleCommand command) {
    return Optional.ofNullable(command.getSchedule())
        .or(() -> Optional.ofNullable(command.getTarget()))
        .or(() -> Optional.ofNullable(command.getWho()))
        .orElse("");
  }

  private static void answer(Call call, ScheduleCommand command, Optional<ScheduleEvent> event) {
    if (event.isEmpty()) {
      Answers.json(
          call,
          202,
          new Done(
              command.getId(),
              command.getAction(),
              "pending",
              "It is recorded; nothing has answered yet."));
      return;
    }
    var outcome = Objects.requireNonNullElse(event.get().getOutcome(), "applied");
    if (outcome.equals("refused")) {
      throw Refusal.conflict(
          event.get().getWhy(), Map.of("outcome", "refused", "command", command.getId()));
    }
    Answers.json(
        call, new Done(command.getId(), command.getAction(), outcome, event.get().getWhy()));
  }
}
