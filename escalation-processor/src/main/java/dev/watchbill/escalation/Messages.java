package dev.watchbill.escalation;

import dev.watchbill.schemas.PathStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The whole message of a page, as plain text. */
final class Messages {
  private static final int LONGEST_TEXT = 1_000;

  private Messages() {}

  static String page(
      Turn turn, Responder responder, List<String> others, String why, List<PathStep> path) {
    var brief = turn.brief;
    var zone = turn.directory.zone();
    var lines = new ArrayList<String>();
    lines.add(
        "[%s] %s: %s (%s)"
            .formatted(
                brief.getSeverity().toUpperCase(Locale.ROOT),
                brief.getService(),
                brief.getTitle().replace('\n', ' '),
                brief.getId()));
    lines.add("Since " + Words.time(brief.getOpenedAt(), zone) + alerts(turn.signals));
    if (!brief.getText().isEmpty()) {
      lines.add(Brief.cut(brief.getText(), LONGEST_TEXT));
    }
    if (brief.getRunbook() != null) {
      lines.add("Runbook: " + brief.getRunbook());
    }
    lines.add("Why now: " + why + ".");
    lines.add("Why you: " + responder.why() + ".");
    lines.add(others.isEmpty() ? "Nobody else was paged." : "Also paged: " + names(turn, others));
    next(turn, path, lines);
    return String.join("\n", lines);
  }

  private static String alerts(Signals signals) {
    if (signals.total() == 0) {
      return ", without an alert";
    }
    if (signals.areQuiet()) {
      return signals.total() < 2
          ? ", 1 alert, not firing now"
          : ", %d alerts, none firing now".formatted(signals.total());
    }
    return signals.total() < 2
        ? ", 1 alert"
        : ", %d alerts, %d firing".formatted(signals.total(), signals.firing());
  }

  private static void next(Turn turn, List<PathStep> path, List<String> lines) {
    switch (turn.phase) {
      case Phase.Paging p when !path.isEmpty() ->
          lines.add(
              "If nobody acknowledges, %s at %s."
                  .formatted(whom(turn, path.get(0)), Words.time(p.due(), turn.directory.zone())));
      case Phase.Paging p ->
          lines.add(
              "If nobody acts, you are paged again at %s."
                  .formatted(Words.time(p.due(), turn.directory.zone())));
      case Phase.Acknowledged a ->
          lines.add("It is acknowledged by " + turn.directory.nameOf(a.by()) + ".");
      case Phase.Snoozed s -> lines.add("It is snoozed by " + turn.directory.nameOf(s.by()) + ".");
      case Phase.Suppressed s -> lines.add("It pages nobody: " + s.suppression().why() + ".");
      case Phase.Deferred d -> lines.add("It is " + d.why() + ".");
      case Phase.Parked p -> lines.add(p.why() + ".");
      case Phase.Resolved r -> lines.add("It is resolved.");
    }
  }

  private static String whom(Turn turn, PathStep step) {
    return step.getPeople().isEmpty()
        ? "the search goes on"
        : names(turn, step.getPeople())
            + (step.getPeople().size() > 1 ? " are paged" : " is paged");
  }

  private static String names(Turn turn, List<String> people) {
    return Words.list(people.stream().map(turn.directory::nameOf).toList());
  }
}
