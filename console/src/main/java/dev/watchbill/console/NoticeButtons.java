package dev.watchbill.console;

import dev.watchbill.console.api.Asking;
import dev.watchbill.console.http.Auditing;
import dev.watchbill.console.http.Call;
import dev.watchbill.console.pages.http.IncidentActions.Said;
import dev.watchbill.console.pages.http.NoticeAnswers;
import dev.watchbill.schemas.ScheduleCommand;
import dev.watchbill.schemas.ScheduleEvent;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Buttons on notices do what the API does. */
record NoticeButtons(Asking asking, Auditing auditing, InstantSource clock)
    implements NoticeAnswers {
  @Override
  public Said answer(Call call, String target, String answer) {
    var principal = call.principal();
    var command =
        ScheduleCommand.newBuilder()
            .setId(UUID.randomUUID().toString())
            .setAt(clock.instant())
            .setBy(Objects.requireNonNullElse(principal.person(), principal.actor()))
            .setVia(Auditing.via(call))
            .setAction(answer)
            .setTarget(target)
            .build();
    try {
      var decided = asking.ask(principal, command);
      var outcome = decided.map(ScheduleEvent::getOutcome).orElse("pending");
      auditing.note(call, "schedule." + answer, target, outcome);
      return said(decided, outcome);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Said(false, "The console is closing; nothing is known of what became of it.");
    }
  }

  private static Said said(Optional<ScheduleEvent> decided, String outcome) {
    return decided
        .map(event -> new Said(!"refused".equals(outcome), event.getWhy()))
        .orElseGet(() -> new Said(true, "It is recorded; nothing has answered yet."));
  }
}
