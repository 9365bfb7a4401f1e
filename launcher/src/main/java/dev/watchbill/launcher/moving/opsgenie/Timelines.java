package dev.watchbill.launcher.moving.opsgenie;

import static dev.watchbill.launcher.moving.Json.list;
import static dev.watchbill.launcher.moving.Json.time;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.watchbill.launcher.moving.Held;
import dev.watchbill.launcher.moving.OtherPlan;
import dev.watchbill.launcher.moving.Source;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who is on call by Opsgenie's own timeline, overrides and forwarding included. */
public final class Timelines {
  private static final int MOST = 60;

  private final Source source;
  private final Participants participants;

  public Timelines(Source source, OpsgenieMoved moved) {
    this.source = source;
    this.participants = moved.participants();
  }

  /**
   * A schedule's plan from a moment on, at least until another as far as it is given.
   *
   * @param schedule its id in Opsgenie
   * @return empty: it isn't given
   */
  public Optional<OtherPlan> of(String schedule, Instant from, Instant to, int weeks) {
    var held = new ArrayList<Held>();
    var begins = from;
    var reached = from;
    for (int i = 0; i < MOST && reached.isBefore(to); i++) {
      var answer = source.ask(path(schedule, reached, weeks));
      var timeline = answer.map(it -> it.path("data")).orElse(MissingNode.getInstance());
      if (!timeline.at("/finalTimeline/rotations").isArray()) {
        return i == 0 ? Optional.empty() : Optional.of(new OtherPlan(begins, reached, held));
      }
      var start = time(timeline, "startDate");
      var end = time(timeline, "endDate");
      if (i == 0 && start.isAfter(begins)) {
        begins = start;
      }
      if (!end.isAfter(reached) || (start.isAfter(reached) && i > 0)) {
        break;
      }
      held.addAll(periods(timeline));
      reached = end;
    }
    return Optional.of(new OtherPlan(begins, reached, held));
  }

  private static String path(String schedule, Instant date, int weeks) {
    return "v2/schedules/%s/timeline?interval=%d&intervalUnit=weeks&date=%s"
        .formatted(schedule, weeks, date);
  }

  private List<Held> periods(JsonNode timeline) {
    var held = new ArrayList<Held>();
    for (var rotation : timeline.path("finalTimeline").path("rotations")) {
      for (var period : rotation.path("periods")) {
        var from = time(period, "startDate");
        var to = time(period, "endDate");
        for (var who : who(period)) {
          held.add(new Held(who, from, to));
        }
      }
    }
    return held;
  }

  private List<String> who(JsonNode period) {
    var several = list(period.path("flattenedRecipients"), Rules::recipient);
    var all = several.isEmpty() ? List.of(Rules.recipient(period.path("recipient"))) : several;
    return all.stream().filter(it -> !it.type().equals("none")).map(participants::named).toList();
  }
}
