package dev.watchbill.console.readiness;

import dev.watchbill.console.readiness.Finding.Severity;
import dev.watchbill.console.readmodel.questions.Reach.Contacted;
import dev.watchbill.schemas.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether those who serve can be reached.
 *
 * @param now proof that is older than {@link #PROVEN_FOR} isn't relied on
 * @param contacted what became of pages, by person and channel
 * @param teams whose each person is
 */
record Reachability(
    Instant now,
    Channels channels,
    Map<String, Map<String, Contacted>> contacted,
    Map<String, String> teams) {

  /** Phones are changed, tokens revoked, apps logged out: in a quiet quarter nobody notices. */
  static final Duration PROVEN_FOR = Duration.ofDays(90);

  private record Kind(
      String kind, Severity severity, @Nullable String team, String text, @Nullable Instant from) {
    Kind(String kind, Severity severity, @Nullable String team, String text) {
      this(kind, severity, team, text, null);
    }
  }

  /** Findings; people of one team with the same one share it. */
  List<Finding> of(Collection<Person> serving) {
    var groups = new LinkedHashMap<Kind, List<String>>();
    for (var person : serving) {
      kind(person)
          .ifPresent(
              kind -> groups.computeIfAbsent(kind, all -> new ArrayList<>()).add(person.getId()));
    }
    return groups.entrySet().stream()
        .map(group -> finding(group.getKey(), group.getValue()))
        .toList();
  }

  private static Finding finding(Kind kind, List<String> people) {
    return Finding.of(kind.kind(), kind.severity(), kind.team(), "", kind.text())
        .between(kind.from(), null)
        .about(people.stream().sorted().toList());
  }

  private Optional<Kind> kind(Person person) {
    var wanted = Channels.wanted(person);
    var good = wanted.stream().filter(it -> channels.reaches(person, it)).toList();
    var waking = good.stream().filter(it -> !it.equals(Channels.INBOX)).toList();
    var team = teams.get(person.getId());
    if (!waking.isEmpty()) {
      return proven(person, waking, team);
    }
    var missing =
        wanted.stream().filter(it -> !it.equals(Channels.INBOX)).collect(Collectors.joining(", "));
    var because =
        missing.isEmpty() ? "no other contact is known" : "%s isn't set up here".formatted(missing);
    return Optional.of(
        wanted.contains(Channels.INBOX)
            ? new Kind(
                "inbox-only",
                Severity.WARNING,
                team,
                "reached only in the console's inbox, which wakes nobody: " + because)
            : new Kind("unreachable", Severity.PROBLEM, team, "can't be reached: " + because));
  }

  private Optional<Kind> proven(Person person, List<String> waking, @Nullable String team) {
    var known = contacted.getOrDefault(person.getId(), Map.of());
    var seen = new TreeMap<>(known);
    seen.keySet().retainAll(Set.copyOf(waking));
    var failed = seen.values().stream().filter(Contacted::failedLast).findFirst();
    if (failed.isPresent() && seen.values().stream().allMatch(Contacted::failedLast)) {
      return Optional.of(
          new Kind(
              "page-failed",
              Severity.PROBLEM,
              team,
              "the last page by %s didn't arrive: %s"
                  .formatted(failed.get().channel(), failed.get().why())));
    }
    var last =
        seen.values().stream()
            .filter(it -> it.reachedAt() != null)
            .max(Comparator.comparing(it -> Objects.requireNonNull(it.reachedAt())));
    if (last.isEmpty()) {
      return Optional.of(
          new Kind(
              "never-reached",
              Severity.WARNING,
              team,
              "no page has ever reached them by %s".formatted(String.join(" or ", waking))));
    }
    var at = Objects.requireNonNull(last.get().reachedAt());
    return at.plus(PROVEN_FOR).isAfter(now)
        ? Optional.empty()
        : Optional.of(
            new Kind(
                "not-reached-lately",
                Severity.WARNING,
                team,
                "no page has reached them for %d days or more; the last one came by %s"
                    .formatted(PROVEN_FOR.toDays(), last.get().channel()),
                at));
  }
}
