package dev.watchbill.escalation;

import dev.watchbill.schemas.MaintenanceWindow;
import dev.watchbill.schemas.Service;
import dev.watchbill.schemas.ServiceStatus;
import dev.watchbill.schemas.Silence;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds what keeps an alert from being paged: a silence, else maintenance, else a service it needs
 * that is down.
 *
 * @param asked which alert
 */
record Suppressors(
    RosterDirectory directory,
    RosterSnapshot roster,
    Surroundings around,
    Suppression.Asked asked,
    Instant at) {

  Optional<Suppression> first() {
    return around
        .silence(asked.service(), asked.team(), asked.labels(), at)
        .map(this::silenced)
        .or(this::maintained)
        .or(this::upstream);
  }

  private Suppression silenced(Silence silence) {
    var by = silence.getCreatedBy();
    return new Suppression(
        Suppression.Kind.SILENCE,
        by,
        silence.getEndsAt(),
        "silenced by %s until %s%s"
            .formatted(
                directory.nameOf(by),
                Words.moment(silence.getEndsAt(), directory.zone()),
                because(silence.getComment())));
  }

  private static String because(String comment) {
    return comment.isEmpty() ? "" : ": " + Brief.cut(comment, Brief.LONGEST_TITLE);
  }

  // ---- maintenance

  private Optional<Suppression> maintained() {
    return roster.maintenance().stream().flatMap(this::maintained).findFirst();
  }

  private Stream<Suppression> maintained(MaintenanceWindow window) {
    var isAbout =
        (window.getServices().isEmpty() || window.getServices().contains(asked.service()))
            && asked.labels().entrySet().containsAll(window.getLabels().entrySet());
    return isAbout ? endOf(window).stream().map(end -> maintained(window, end)) : Stream.empty();
  }

  private Suppression maintained(MaintenanceWindow window, Instant end) {
    return new Suppression(
        Suppression.Kind.MAINTENANCE,
        null,
        end,
        "maintenance until %s%s"
            .formatted(Words.moment(end, directory.zone()), because(window.getWhy())));
  }

  private Optional<Instant> endOf(MaintenanceWindow window) {
    if (window.getStart() == null || window.getEnd() == null) {
      return Hours.of(window.getHours(), RosterSnapshot.zone(window.getTimezone())).end(at);
    }
    return Optional.of(window.getEnd())
        .filter(end -> !at.isBefore(Objects.requireNonNull(window.getStart())))
        .filter(at::isBefore);
  }

  // ---- upstream

  /** What it needs, directly or by others, is down, and somebody has that or is being asked. */
  private Optional<Suppression> upstream() {
    var seen = new HashSet<String>(List.of(asked.service()));
    var next = new ArrayDeque<>(needs(asked.service()));
    while (!next.isEmpty()) {
      var service = next.remove();
      if (seen.add(service)) {
        var down = around.status(service).filter(this::isDown);
        if (down.isPresent()) {
          return down.map(this::needed);
        }
        next.addAll(needs(service));
      }
    }
    return Optional.empty();
  }

  private List<String> needs(String service) {
    return Optional.ofNullable(roster.services().get(service))
        .map(Service::getDependsOn)
        .orElse(List.of());
  }

  /** A lesser fault there explains nothing here, nor does one that nobody looks after. */
  private boolean isDown(ServiceStatus status) {
    return Optional.ofNullable(status.getTended())
        .map(Severity::of)
        .filter(worst -> !Severity.ERROR.above(worst) && !asked.severity().above(worst))
        .isPresent();
  }

  private Suppression needed(ServiceStatus status) {
    return new Suppression(
        Suppression.Kind.UPSTREAM,
        null,
        null,
        "it needs %s, which is down: %s since %s"
            .formatted(
                status.getService(),
                status.getTended(),
                Words.moment(status.getSince(), directory.zone())));
  }
}
