package dev.watchbill.console;

import dev.watchbill.console.api.IntakeAsking;
import dev.watchbill.console.http.Auditing;
import dev.watchbill.console.http.Call;
import dev.watchbill.console.pages.http.IncidentActions.Said;
import dev.watchbill.console.pages.http.IntakeActions;
import dev.watchbill.console.readmodel.ReadModel;
import dev.watchbill.console.readmodel.questions.Alerts;
import dev.watchbill.schemas.text.Counted;
import java.util.Optional;
import java.util.UUID;

/** A page's buttons do what the API does. */
record IntakeButtons(ReadModel model, IntakeAsking asking, Auditing auditing)
    implements IntakeActions {
  private static final Said CLOSING =
      new Said(false, "The console is closing; nothing is known of what became of it.");

  @Override
  public Said replay(Call call, String id) {
    var refused = model.senders().find(id);
    if (refused.isEmpty()) {
      return new Said(false, "It is no longer kept here.");
    }
    try {
      var result = asking.replay(refused.get(), asker(call));
      auditing.note(call, "rejected.replay", id, outcome(result));
      return said(result);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return CLOSING;
    }
  }

  private static String outcome(IntakeAsking.Replayed result) {
    return switch (result) {
      case IntakeAsking.Replayed.Already _ -> "already";
      case IntakeAsking.Replayed.Decided(var replay) -> replay.getOutcome();
      case IntakeAsking.Replayed.Pending() -> "pending";
    };
  }

  private static Said said(IntakeAsking.Replayed result) {
    return switch (result) {
      case IntakeAsking.Replayed.Already(var replay) ->
          new Said(
              true, "It was taken in before, by %s, and isn't twice.".formatted(replay.getBy()));
      case IntakeAsking.Replayed.Decided(var replay) ->
          new Said(
              IntakeAsking.isTaken(replay),
              IntakeAsking.isTaken(replay)
                  ? "%s: %s.".formatted(replay.getWhy(), Counted.of(replay.getAlerts(), "alert"))
                  : replay.getWhy());
      case IntakeAsking.Replayed.Pending() ->
          new Said(true, "It is recorded; what comes of it will stand here.");
    };
  }

  @Override
  public Tested test(Call call, String integration) {
    try {
      return switch (asking.test(
          UUID.randomUUID().toString(), integration, null, null, asker(call))) {
        case IntakeAsking.Sent.TooMany many ->
            new Tested(new Said(false, many.sentence() + "."), Optional.empty());
        case IntakeAsking.Sent.Test(var alert) -> tested(call, integration, alert);
      };
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Tested(CLOSING, Optional.empty());
    }
  }

  private Tested tested(Call call, String integration, Optional<Alerts.Episode> alert) {
    auditing.note(call, "integration.test", integration, alert.isPresent() ? "applied" : "pending");
    var incident = alert.flatMap(it -> Optional.ofNullable(it.incident()));
    return new Tested(
        incident
            .map(it ->
                new Said(true, "A test alert of %s; it ends by itself.".formatted(integration)))
            .orElseGet(() -> new Said(true, "It is recorded; its incident isn't there yet.")),
        incident);
  }

  private static IntakeAsking.Asker asker(Call call) {
    return new IntakeAsking.Asker(call.principal().actor(), Auditing.via(call));
  }
}
