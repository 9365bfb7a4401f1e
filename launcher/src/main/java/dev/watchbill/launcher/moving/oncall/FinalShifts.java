package dev.watchbill.launcher.moving.oncall;

import static dev.watchbill.launcher.moving.Json.list;
import static dev.watchbill.launcher.moving.Json.text;
import static dev.watchbill.launcher.moving.Json.time;

import dev.watchbill.launcher.moving.Held;
import dev.watchbill.launcher.moving.OtherPlan;
import dev.watchbill.launcher.moving.Pages;
import dev.watchbill.launcher.moving.Source;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/** Who is on call by OnCall's own final shifts, overrides included. */
public final class FinalShifts {
  private final Pages pages;
  private final OnCallMoved moved;

  public FinalShifts(Source source, OnCallMoved moved) {
    this.pages = new Pages(source, "results", "/next");
    this.moved = moved;
  }

  /**
   * A schedule's plan between two moments.
   *
   * @param schedule its id in OnCall
   * @return empty: it isn't given
   */
  public Optional<OtherPlan> of(String schedule, Instant from, Instant to) {
    // Whole days, of which a shift may begin before and end after.
    var path =
        "api/v1/schedules/%s/final_shifts?start_date=%s&end_date=%s"
            .formatted(schedule, day(from).minusDays(1), day(to).plusDays(1));
    return pages
        .maybe(path)
        .map(all ->
            new OtherPlan(
                from,
                to,
                list(
                    all,
                    it ->
                        new Held(
                            moved.person(text(it, "user_pk"), text(it, "user_username")),
                            time(it, "shift_start"),
                            time(it, "shift_end")))));
  }

  private static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }
}
