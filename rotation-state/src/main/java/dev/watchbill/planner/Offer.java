package dev.watchbill.planner;

import dev.watchbill.rota.Clash;
import dev.watchbill.rota.Rota;
import dev.watchbill.rota.ShiftOverride;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A published stretch whose owner will be away. It stays theirs until somebody takes it, or until
 * it is given to somebody by fairness.
 *
 * @param rotation which turns it is of
 * @param owners whose it is
 * @param givenAt when it is given to somebody else, if nobody took it
 * @param why such as {@code asha is away 3–10 Aug (leave)}
 */
public record Offer(
    String schedule,
    String rotation,
    List<String> owners,
    Instant start,
    Instant end,
    Instant givenAt,
    String why) {
  /** So long before a turn starts it is given to somebody. */
  static final Duration NOTICE = Duration.ofHours(24);

  public Offer {
    owners = List.copyOf(owners);
  }

  static List<Offer> of(Forecasts forecasts, String schedule, List<Segment> segments, Instant now) {
    var offers = new ArrayList<Offer>();
    for (var segment : segments) {
      open(forecasts, segment, now).stream()
          .filter(clash -> clash.schedule().equals(schedule))
          .map(Offer::of)
          .forEach(offers::add);
    }
    return offers;
  }

  private static Offer of(Clash clash) {
    return new Offer(
        clash.schedule(),
        clash.rotation(),
        clash.people(),
        clash.from(),
        clash.to(),
        clash.turnStart().minus(NOTICE),
        clash.why());
  }

  /** The segment in which what had to be given away by now is nobody's, to be planned again. */
  static Segment settle(Forecasts forecasts, Segment segment, Instant now) {
    var due =
        open(forecasts, segment, now).stream()
            .filter(clash -> !clash.turnStart().minus(NOTICE).isAfter(now))
            .toList();
    return due.isEmpty() ? segment : segment.book(segment.book().without(due));
  }

  /** What nobody has taken over yet. */
  private static List<Clash> open(Forecasts forecasts, Segment segment, Instant now) {
    return forecasts.engine(segment).leave(now).stream()
        .flatMap(clash -> left(clash, segment.rotas()).stream())
        .toList();
  }

  private static List<Clash> left(Clash clash, List<Rota> rotas) {
    var left = List.of(clash);
    for (var rota : rotas) {
      if (rota.schedule().equals(clash.schedule())) {
        for (var override : rota.overrides()) {
          left =
              takes(override, clash)
                  ? left.stream().flatMap(it -> without(it, override).stream()).toList()
                  : left;
        }
      }
    }
    return left;
  }

  private static boolean takes(ShiftOverride override, Clash clash) {
    var ofAnother = override.rotation() != null && !override.rotation().equals(clash.rotation());
    return !ofAnother
        && switch (override.kind()) {
          case COVER -> true;
          case REPLACE, SWAP, REMOVE ->
              clash.people().equals(List.of(String.valueOf(override.subject())));
          case ADD -> false;
        };
  }

  private static List<Clash> without(Clash clash, ShiftOverride override) {
    var left = new ArrayList<Clash>();
    if (!override.from().isBefore(clash.to()) || !override.to().isAfter(clash.from())) {
      return List.of(clash);
    }
    if (override.from().isAfter(clash.from())) {
      left.add(clash.between(clash.from(), override.from()));
    }
    if (override.to().isBefore(clash.to())) {
      left.add(clash.between(override.to(), clash.to()));
    }
    return left;
  }
}
