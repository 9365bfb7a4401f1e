package dev.watchbill.launcher.moving.pagerduty;

import dev.watchbill.launcher.moving.Draft;
import dev.watchbill.launcher.moving.Held;
import dev.watchbill.launcher.moving.pagerduty.Account.OverrideEntry;
import dev.watchbill.launcher.moving.pagerduty.Account.Schedule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Overrides that aren't over. Where they overlap the last created one counts in PagerDuty: which
 * one that is only shows in whom it has on call.
 */
final class Overrides {
  private final People people;
  private final Instant now;

  Overrides(People people, Instant now) {
    this.people = people;
    this.now = now;
  }

  /** One override for a while. */
  private record Piece(OverrideEntry override, Instant from, Instant to, List<String> rivals) {}

  /** Those of a schedule that has this id here. */
  List<Draft.OverrideEntry> drafts(Schedule schedule, String id) {
    return pieces(schedule).stream().map(it -> draft(it, id)).toList();
  }

  /** What was left out of them. */
  List<String> notes(Schedule schedule) {
    return ahead(schedule)
        .filter(it -> people.id(it.user()).isEmpty())
        .map(it ->
            "The override from %s to %s was left out, and whoever has the turn is on call: it is for %s."
                .formatted(it.start(), it.end(), people.shown(it.user())))
        .toList();
  }

  private Stream<OverrideEntry> ahead(Schedule schedule) {
    return schedule.overrides().stream()
        .filter(it -> it.end().isAfter(now) && it.start().isBefore(it.end()));
  }

  private List<Piece> pieces(Schedule schedule) {
    var known = ahead(schedule).filter(it -> people.id(it.user()).isPresent()).toList();
    var edges =
        known.stream().flatMap(it -> Stream.of(it.start(), it.end())).distinct().sorted().toList();
    var pieces = new ArrayList<Piece>();
    for (int i = 0; i + 1 < edges.size(); i++) {
      var from = edges.get(i);
      var there =
          known.stream().filter(it -> !it.start().isAfter(from) && it.end().isAfter(from)).toList();
      if (!there.isEmpty()) {
        add(pieces, piece(schedule, there, from, edges.get(i + 1)));
      }
    }
    return pieces;
  }

  private Piece piece(Schedule schedule, List<OverrideEntry> there, Instant from, Instant to) {
    var shown = shown(schedule.shown(), from.isAfter(now) ? from : now);
    var last = there.getLast();
    var winner =
        there.reversed().stream().filter(it -> shown.equals(Optional.of(it.user()))).findFirst();
    var who = there.stream().map(OverrideEntry::user).distinct().toList();
    return new Piece(
        winner.orElse(last), from, to, who.size() == 1 || winner.isPresent() ? List.of() : who);
  }

  private static Optional<String> shown(List<Held> held, Instant at) {
    return held.stream()
        .filter(it -> !it.from().isAfter(at) && it.to().isAfter(at))
        .map(Held::who)
        .findFirst();
  }

  private static void add(List<Piece> pieces, Piece next) {
    if (!pieces.isEmpty()) {
      var last = pieces.getLast();
      if (last.to().equals(next.from())
          && last.override().equals(next.override())
          && last.rivals().equals(next.rivals())) {
        pieces.removeLast();
        pieces.add(new Piece(last.override(), last.from(), next.to(), last.rivals()));
        return;
      }
    }
    pieces.add(next);
  }

  private Draft.OverrideEntry draft(Piece piece, String id) {
    var notes = new LinkedHashSet<String>();
    if (!piece.rivals().isEmpty()) {
      notes.add(
          "Overrides for %s overlap here: the one that was created last counts, and PagerDuty didn't say which that is."
              .formatted(
                  piece.rivals().stream().map(people::shown).collect(Collectors.joining(", "))));
    }
    return new Draft.OverrideEntry(
        id,
        Optional.empty(),
        "who",
        people.id(piece.override().user()).orElseThrow(),
        Optional.empty(),
        piece.from(),
        piece.to(),
        List.copyOf(notes));
  }
}
