package dev.watchbill.launcher.cli.plan;

import dev.watchbill.launcher.cli.terminal.Exit;
import dev.watchbill.launcher.cli.terminal.Failure;
import dev.watchbill.planner.Definitions;
import dev.watchbill.planner.FormerNamings;
import dev.watchbill.planner.Preview;
import dev.watchbill.roster.PersonEntry;
import dev.watchbill.roster.Roster;
import dev.watchbill.roster.check.Contacts;
import dev.watchbill.roster.offline.When;
import dev.watchbill.roster.publish.RosterRecords;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a roster would change.
 *
 * @param unreachable people who would be on call without a contact that works, and weren't
 * @param renamed integrations whose alerts are named otherwise
 * @param zone in which times are said
 * @param against what it was compared with
 */
record PlanAnswer(
    Preview preview,
    List<Preview.Serving> unreachable,
    List<FormerNamings.Changed> renamed,
    ZoneId zone,
    String against) {
  PlanAnswer {
    unreachable = List.copyOf(unreachable);
    renamed = List.copyOf(renamed);
  }

  static PlanAnswer of(
      PlanSource published, Roster wanted, @Nullable String effective, Instant now) {
    var zone = wanted.organization().zone();
    var definitions = definitions(wanted).keeping(published.plans());
    if (effective != null) {
      definitions = definitions.effective(when(effective, zone));
    }
    var preview = Preview.of(published.plans(), definitions, wanted.people().keySet(), now);
    var reachable = reachable(wanted);
    var unreachable =
        preview.serving().stream()
            .filter(it -> !reachable.contains(it.who()))
            .filter(it -> !it.before() || published.reachable().contains(it.who()))
            .toList();
    var renamed = published.roster().map(before -> renamed(before, wanted)).orElse(List.of());
    return new PlanAnswer(preview, unreachable, renamed, zone, published.words());
  }

  private static List<FormerNamings.Changed> renamed(Roster before, Roster wanted) {
    return FormerNamings.between(
        RosterRecords.of(before, "").values(),
        keys(before),
        RosterRecords.of(wanted, ""),
        keys(wanted));
  }

  /** References to secrets stand for them, which may be known elsewhere only. */
  private static Map<String, String> keys(Roster roster) {
    var keys = new HashMap<String, String>();
    roster
        .integrations()
        .forEach((name, sender) -> sender.key().ifPresent(key -> keys.put(name, key)));
    return keys;
  }

  private static Instant when(String effective, ZoneId zone) {
    try {
      return When.parse(effective, zone);
    } catch (IllegalArgumentException e) {
      throw new Failure(Exit.USAGE, "--effective: " + e.getMessage(), e);
    }
  }

  static Definitions definitions(Roster roster) {
    return Definitions.of(
        RosterRecords.of(roster, "").values().stream()
            .flatMap(record -> Stream.ofNullable(record.getSchedule()))
            .toList());
  }

  /** People with a contact that works, or who said that the inbox is enough. */
  static Set<String> reachable(Roster roster) {
    return roster.people().values().stream()
        .filter(Contacts::work)
        .map(PersonEntry::id)
        .collect(Collectors.toSet());
  }

  static boolean isReachable(Collection<String> channels) {
    return channels.stream().anyMatch(Contacts::works);
  }

  boolean isEmpty() {
    return preview.isEmpty() && unreachable.isEmpty() && renamed.isEmpty();
  }

  /** Whether it can't be merged like this. */
  boolean refused(boolean acceptGaps) {
    return !preview.failed().isEmpty() || (!acceptGaps && !preview.broken().isEmpty());
  }
}
