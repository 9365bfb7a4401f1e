package dev.watchbill.notifier.notices;

import dev.watchbill.schemas.roster.RosterSnapshot;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whoever reads a notice, and how they are told of times and names.
 *
 * @param to a person's id, or team:ID
 */
record Reader(String to, RosterSnapshot roster) {
  static final String TEAM = "team:";

  private static final DateTimeFormatter WHEN =
      DateTimeFormatter.ofPattern("EEE d MMM HH:mm", Locale.ENGLISH);

  /** Such as {@code Mon 5 Jan 09:00 (Europe/Berlin)}, in the reader's own zone. */
  String when(@Nullable Instant at) {
    var zone = zone();
    return at == null ? "?" : "%s (%s)".formatted(WHEN.format(at.atZone(zone)), zone);
  }

  /** A stretch of time. */
  String between(@Nullable Instant start, @Nullable Instant end) {
    if (start == null || end == null) {
      return "from " + when(start);
    }
    var zone = zone();
    return "from %s to %s (%s)"
        .formatted(WHEN.format(start.atZone(zone)), WHEN.format(end.atZone(zone)), zone);
  }

  String names(List<String> people) {
    return people.isEmpty()
        ? "nobody"
        : String.join(", ", people.stream().map(roster::nameOf).toList());
  }

  private ZoneId zone() {
    var team = to.startsWith(TEAM) ? roster.teams().get(to.substring(TEAM.length())) : null;
    return team == null ? roster.zoneOf(to) : RosterSnapshot.zone(team.getTimezone());
  }
}
