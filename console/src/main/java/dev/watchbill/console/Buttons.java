package dev.watchbill.console;

import dev.watchbill.console.api.Acting;
import dev.watchbill.console.api.Acting.Action;
import dev.watchbill.console.api.Acting.Result;
import dev.watchbill.console.api.Acting.Wish;
import dev.watchbill.console.http.Auditing;
import dev.watchbill.console.http.Call;
import dev.watchbill.console.pages.http.IncidentActions;
import java.util.List;
import java.util.Locale;

/** A page's buttons do what the API does. */
record Buttons(Acting acting, Auditing auditing) implements IncidentActions {
  @Override
  public Said act(Call call, String incident, String action, String text) {
    var wish =
        new Wish(
            Action.valueOf(action.toUpperCase(Locale.ROOT)),
            incident,
            text,
            List.of(),
            null,
            Auditing.via(call),
            call.address(),
            null);
    try {
      var said = said(wish, acting.act(call.principal(), wish));
      auditing.note(call, "incident." + action, incident, said.good() ? "applied" : "refused");
      return said;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Said(false, "The console is closing; nothing is known of what became of it.");
    }
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
}
