package dev.watchbill.notifier.notices;

import dev.watchbill.schemas.MaintenanceWindow;
import dev.watchbill.schemas.Service;
import dev.watchbill.schemas.Silence;
import dev.watchbill.schemas.roster.RosterSnapshot;
import dev.watchbill.schemas.silence.Silences;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What holds pages back and is about to end, so that they come: silences, and maintenance that is
 * planned once. That of every week is no news.
 *
 * @param silences all there are, ended ones too
 */
record Endings(RosterSnapshot roster, List<Silence> silences) {
  private static final Duration SOON = Duration.ofHours(24);
  private static final int MOST = 10;

  Endings {
    silences = List.copyOf(silences);
  }

  private record Ending(Instant at, String what) {}

  /** Lines about what concerns a team and ends within a day, the first to end first. */
  List<String> of(String team, Instant now, Reader reader) {
    return Stream.concat(
            silences.stream()
                .filter(it -> Silences.isActive(it, now) && concerns(it, team))
                .map(Endings::ending),
            roster.maintenance().stream()
                .filter(it -> isOn(it, now) && concerns(it.getServices(), team))
                .map(Endings::ending))
        .filter(it -> !it.at().isAfter(now.plus(SOON)))
        .sorted(Comparator.comparing(Ending::at).thenComparing(Ending::what))
        .limit(MOST)
        .map(it -> "- %s, ends %s".formatted(it.what(), reader.when(it.at())))
        .toList();
  }

  private boolean concerns(Silence silence, String team) {
    if (silence.getTeam() != null) {
      return silence.getTeam().equals(team);
    }
    return silence.getService() == null || concerns(List.of(silence.getService()), team);
  }

  private boolean concerns(Collection<String> services, String team) {
    return services.isEmpty()
        || services.stream()
            .map(roster.services()::get)
            .filter(Objects::nonNull)
            .map(Service::getTeam)
            .anyMatch(team::equals);
  }

  private static boolean isOn(MaintenanceWindow window, Instant now) {
    return window.getStart() != null
        && window.getEnd() != null
        && !now.isBefore(window.getStart())
        && now.isBefore(window.getEnd());
  }

  private static Ending ending(Silence silence) {
    var about =
        silence.getService() != null
            ? " of " + silence.getService()
            : silence.getTeam() != null ? " of team " + silence.getTeam() : "";
    return new Ending(
        silence.getEndsAt(), "silence%s%s".formatted(about, because(silence.getComment())));
  }

  private static Ending ending(MaintenanceWindow window) {
    var about =
        window.getServices().isEmpty() ? "" : " of " + String.join(", ", window.getServices());
    return new Ending(
        Objects.requireNonNull(window.getEnd()),
        "maintenance%s%s".formatted(about, because(window.getWhy())));
  }

  private static String because(String why) {
    return why.isBlank() ? "" : " (" + why.strip() + ")";
  }
}
