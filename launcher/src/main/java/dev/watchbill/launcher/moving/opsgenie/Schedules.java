package dev.watchbill.launcher.moving.opsgenie;

import dev.watchbill.launcher.moving.Claims;
import dev.watchbill.launcher.moving.Claims.Span;
import dev.watchbill.launcher.moving.Draft;
import dev.watchbill.launcher.moving.Ids;
import dev.watchbill.launcher.moving.RotationNames;
import dev.watchbill.launcher.moving.Teams;
import dev.watchbill.launcher.moving.UnexpectedAnswer;
import dev.watchbill.launcher.moving.Zones;
import dev.watchbill.launcher.moving.opsgenie.Account.OverrideEntry;
import dev.watchbill.launcher.moving.opsgenie.Account.Recipient;
import dev.watchbill.launcher.moving.opsgenie.Account.Rotation;
import dev.watchbill.launcher.moving.opsgenie.Account.Schedule;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Schedules that are on, with their rotations and the overrides that aren't over. */
final class Schedules implements Teams.Taken<Schedule> {
  private static final String ALL_TOGETHER = "everyone";

  private final Participants participants;
  private final People people;
  private final Instant now;
  private final Set<String> skipping;
  private final Ids ids = new Ids("schedule");
  private final Claims claims = new Claims();
  private final Set<String> covered = new LinkedHashSet<>();
  private final List<Schedule> schedules;
  private final List<Account.Forwarding> forwardings;
  private final Map<String, String> known = new LinkedHashMap<>();
  private final Map<String, Map<String, String>> rotations = new LinkedHashMap<>();
  private final Map<String, List<Draft.Schedule>> followers = new LinkedHashMap<>();

  Schedules(
      Account account,
      Participants participants,
      People people,
      Instant now,
      Set<String> skipping) {
    this.skipping = skipping;
    schedules = account.schedules().stream().filter(Schedule::enabled).toList();
    forwardings = account.forwardings();
    this.participants = participants;
    this.people = people;
    this.now = now;
    schedules.forEach(it -> known.put(it.id(), ids.of(it.name())));
    schedules.forEach(it -> rotations.put(it.id(), names(it)));
  }

  private static Map<String, String> names(Schedule schedule) {
    var names = new LinkedHashMap<String, String>();
    var plain = new RotationNames("rotation");
    schedule.rotations().forEach(it -> names.put(it.id(), plain.of(it.name())));
    return names;
  }

  /** Ids in the roster by ids in Opsgenie. */
  Map<String, String> known() {
    return Map.copyOf(known);
  }

  /** Empty: there is none, or it is off. */
  Optional<String> id(Recipient schedule) {
    return schedules.stream()
        .filter(it -> it.id().equals(schedule.id()) || it.name().equals(schedule.name()))
        .findFirst()
        .map(it -> known.getOrDefault(it.id(), ""));
  }

  @Override
  public List<ZoneId> zones(Predicate<Schedule> which) {
    return schedules.stream().filter(which).map(Schedules::zone).toList();
  }

  /** The schedule of whoever is on call there some turns later; made where it is asked for. */
  String follower(Recipient schedule, int turns, Set<String> notes) {
    var followed = id(schedule).orElseThrow();
    var owner = schedules.stream().filter(it -> followed.equals(known.get(it.id()))).findFirst();
    var made = followers.computeIfAbsent(owner.orElseThrow().id(), _ -> new ArrayList<>());
    if (owner.get().rotations().size() > 1) {
      notes.add(
          "Whoever is next in the first of its rotations is paged; Opsgenie asks who is next in each.");
    }
    return made.stream()
        .filter(it -> it.turns() == turns)
        .findFirst()
        .orElseGet(() -> {
          var id = ids.of(followed + (turns > 0 ? "-next" : "-previous"));
          made.add(
              new Draft.Schedule(
                  id, ALL_TOGETHER, List.of(), Optional.of(followed), turns, List.of()));
          return made.getLast();
        })
        .id();
  }

  @Override
  public List<Draft.Schedule> drafts(Predicate<Schedule> which) {
    var drafts = new ArrayList<Draft.Schedule>();
    for (var schedule : schedules) {
      if (which.test(schedule)) {
        drafts.add(draft(schedule));
        drafts.addAll(followers.getOrDefault(schedule.id(), List.of()));
      }
    }
    return drafts;
  }

  private Draft.Schedule draft(Schedule schedule) {
    var notes = new LinkedHashSet<String>();
    if (Zones.of(schedule.timezone()).isEmpty()) {
      notes.add("Its time zone \"%s\" isn't known here; UTC.".formatted(schedule.timezone()));
    }
    var names = rotations.getOrDefault(schedule.id(), Map.of());
    return new Draft.Schedule(
        known.getOrDefault(schedule.id(), ""),
        ALL_TOGETHER,
        schedule.rotations().stream()
            .map(it -> rotation(it, names.getOrDefault(it.id(), ""), schedule))
            .toList(),
        Optional.empty(),
        0,
        List.copyOf(notes));
  }

  private Draft.Rotation rotation(Rotation rotation, String name, Schedule schedule) {
    var zone = zone(schedule);
    var notes = new LinkedHashSet<String>();
    var members = rotation.participants().stream().map(it -> participants.of(it, notes)).toList();
    return new Draft.Rotation(
        name,
        OptionalInt.empty(),
        zone,
        members,
        LocalDateTime.ofInstant(rotation.start(), zone),
        Optional.empty(),
        rotation.end(),
        rotation.length() + unit(rotation),
        Restrictions.hours(rotation.restrictions()),
        !skipping.contains(known.getOrDefault(schedule.id(), "")),
        List.copyOf(notes));
  }

  private static String unit(Rotation rotation) {
    return switch (rotation.type()) {
      case "hourly" -> "h";
      case "daily" -> "d";
      case "weekly" -> "w";
      default ->
          throw new UnexpectedAnswer(
              "Expected a rotation of type hourly, daily or weekly, but got \"%s\""
                  .formatted(rotation.type()));
    };
  }

  private static ZoneId zone(Schedule schedule) {
    return Zones.of(schedule.timezone()).orElse(Zones.UTC);
  }

  @Override
  public List<Draft.OverrideEntry> overrides(Predicate<Schedule> which) {
    var all = new ArrayList<Draft.OverrideEntry>();
    for (var schedule : schedules) {
      if (which.test(schedule)) {
        schedule.overrides().forEach(it -> add(all, schedule, it));
        forwardings.forEach(it -> add(all, schedule, it));
      }
    }
    return all;
  }

  private void add(List<Draft.OverrideEntry> all, Schedule schedule, OverrideEntry override) {
    var person = people.id(override.user());
    if (person.isEmpty() || !override.end().isAfter(now)) {
      return;
    }
    var names = rotations.getOrDefault(schedule.id(), Map.of());
    var named = override.rotations().stream().filter(names::containsKey).distinct().toList();
    var id = known.getOrDefault(schedule.id(), "");
    if (named.size() == names.size() || override.rotations().isEmpty()) {
      add(
          all,
          new Draft.OverrideEntry(
              id,
              Optional.empty(),
              "who",
              person.get(),
              Optional.empty(),
              override.start(),
              override.end(),
              List.of()));
      return;
    }
    for (var rotation : named) {
      add(
          all,
          new Draft.OverrideEntry(
              id,
              Optional.ofNullable(names.get(rotation)),
              "who",
              person.get(),
              Optional.empty(),
              override.start(),
              override.end(),
              List.of()));
    }
  }

  private void add(List<Draft.OverrideEntry> all, Schedule schedule, Account.Forwarding rule) {
    var from = people.id(rule.from());
    var to = people.id(rule.to());
    var serves =
        schedule.rotations().stream()
            .flatMap(it -> it.participants().stream())
            .flatMap(it -> participants.shown(it).stream())
            .anyMatch(it -> from.isPresent() && it.equals(from.get()));
    if (serves && to.isPresent() && !to.equals(from) && rule.end().isAfter(now)) {
      add(
          all,
          new Draft.OverrideEntry(
              known.getOrDefault(schedule.id(), ""),
              Optional.empty(),
              "who",
              to.get(),
              from,
              rule.start(),
              rule.end(),
              List.of()));
    }
  }

  /** As far as no other has that time. */
  private void add(List<Draft.OverrideEntry> all, Draft.OverrideEntry it) {
    var wanted = new Span(it.from(), it.to());
    if (!it.from().isBefore(it.to())) {
      return;
    }
    var free =
        claims.claim(
            wanted, List.of(it.schedule(), it.rotation().orElse(""), it.insteadOf().orElse("")));
    var others = others(all, it);
    if (free.isEmpty() && !others.isEmpty()) {
      covered.add(
          "An override of %s by %s, from %s to %s, was left out: %s."
              .formatted(it.schedule(), it.person(), it.from(), it.to(), others));
    }
    var notes =
        others.isEmpty()
            ? List.<String>of()
            : List.of(
                "An override by %s from %s to %s, without what others keep: %s."
                    .formatted(it.person(), it.from(), it.to(), others));
    for (var span : free) {
      all.add(
          new Draft.OverrideEntry(
              it.schedule(),
              it.rotation(),
              it.kind(),
              it.person(),
              it.insteadOf(),
              span.from(),
              span.to(),
              notes));
    }
  }

  /** Who else has some of an override's time that is still to come, in words. */
  private String others(List<Draft.OverrideEntry> all, Draft.OverrideEntry it) {
    return all.stream()
        .filter(other ->
            other.schedule().equals(it.schedule())
                && other.rotation().equals(it.rotation())
                && other.insteadOf().equals(it.insteadOf())
                && !other.person().equals(it.person()))
        .map(other -> {
          var from = other.from().isAfter(it.from()) ? other.from() : it.from();
          var to = other.to().isBefore(it.to()) ? other.to() : it.to();
          return from.isBefore(to) && to.isAfter(now)
              ? "%s has it from %s to %s".formatted(other.person(), from, to)
              : "";
        })
        .filter(words -> !words.isEmpty())
        .collect(Collectors.joining(", "));
  }

  /** Overrides that aren't there, in words; those that others cover once they are made. */
  Set<String> notTaken() {
    var words = new LinkedHashSet<>(covered);
    for (var schedule : schedules) {
      for (var override : schedule.overrides()) {
        if (override.end().isAfter(now) && people.id(override.user()).isEmpty()) {
          var who =
              override.user().type().equals("user")
                  ? people.stranger(override.user())
                  : "the %s %s".formatted(override.user().type(), override.user().name());
          words.add(
              "An override of the schedule \"%s\" by %s, from %s to %s, was left out."
                  .formatted(schedule.name(), who.strip(), override.start(), override.end()));
        }
      }
    }
    return words;
  }
}
