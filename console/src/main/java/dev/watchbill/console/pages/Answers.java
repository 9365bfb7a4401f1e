package dev.watchbill.console.pages;

import dev.watchbill.console.api.Rota;
import dev.watchbill.console.api.When;
import dev.watchbill.console.pages.AnswerView.Line;
import dev.watchbill.console.readiness.Chains;
import dev.watchbill.console.readmodel.ReadModel;
import dev.watchbill.schemas.Schedule;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers who is on call for a service, or in a schedule, at an instant. */
public final class Answers {
  private static final List<String> ORDER = List.of("first", "then", "after that", "at last");

  private final ReadModel model;
  private final ZoneId zone;
  private final Instant now;

  /**
   * Answers from one read model.
   *
   * @param zone of the times that are asked about
   * @param now to say how old the answer is
   */
  public Answers(ReadModel model, ZoneId zone, Instant now) {
    this.model = model;
    this.zone = zone;
    this.now = now;
  }

  /**
   * The answer; empty where the question can't be understood.
   *
   * @param schedule null: the service's, or all
   */
  public Optional<AnswerView> of(SchedulesView.Asked asked, @Nullable Schedule schedule) {
    var at = When.parse(asked.at(), zone);
    if (at.isEmpty()) {
      return Optional.empty();
    }
    if (schedule != null) {
      return Optional.of(
          new AnswerView(
              schedule.getId(), at.get(), List.of(line("", schedule.getId(), at.get()))));
    }
    var service = model.roster().services().get(asked.service().strip());
    return service == null
        ? Optional.empty()
        : Optional.of(
            new AnswerView(
                service.getName(),
                at.get(),
                lines(Chains.schedules(service, model.roster()), at.get())));
  }

  /** Why there is none. */
  public String problem(SchedulesView.Asked asked) {
    return When.parse(asked.at(), zone).isEmpty()
        ? "Expected a time such as 2026-12-01T03:00, but got \"" + asked.at() + "\"."
        : "Expected a service of the roster, but got \"" + asked.service() + "\".";
  }

  private List<Line> lines(List<String> schedules, Instant at) {
    var lines = new ArrayList<Line>();
    for (var schedule : schedules) {
      var order = ORDER.get(Math.min(lines.size(), ORDER.size() - 1));
      lines.add(line(order, schedule, at));
    }
    return lines;
  }

  private Line line(String order, String schedule, Instant at) {
    var found = new Rota(model.shifts()).onCall(schedule, at, now);
    return new Line(order, schedule, found.who(), found.why());
  }
}
