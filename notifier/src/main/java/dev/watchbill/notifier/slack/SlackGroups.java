package dev.watchbill.notifier.slack;

import dev.watchbill.notifier.delivery.Delivery;
import dev.watchbill.notifier.known.KnownShifts;
import dev.watchbill.schemas.Person;
import dev.watchbill.schemas.Schedule;
import dev.watchbill.schemas.Shift;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps user groups equal to who is on call in the schedules that name them. Slack is asked now and
 * then who is in a group, and told only of changes. Slack takes no empty group, so one stays as it
 * is while nobody of it can be named. Of several processes one keeps them; whichever comes to do
 * that asks Slack anew. Used by one thread.
 */
final class SlackGroups {
  private static final Logger LOG = LoggerFactory.getLogger(SlackGroups.class);

  /** After Slack refused, as nothing here mends that. */
  private static final Duration REST = Duration.ofMinutes(10);

  /** So long a group that somebody else changed may stay wrong. */
  private static final Duration BELIEVED = Duration.ofMinutes(10);

  /**
   * So long after this process came to keep them the one before may still change one, by a plan of
   * before: it knows within 7 s that it is replaced, and a call of its takes 10 more at most.
   */
  private static final Duration OVERLAP = Duration.ofSeconds(20);

  private final SlackApi api;
  private final Supplier<RosterSnapshot> roster;
  private final KnownShifts shifts;
  private final BooleanSupplier leads;
  private final InstantSource clock;
  private final Map<String, Group> groups = new HashMap<>();
  private @Nullable Instant leadsSince;

  /**
   * @param leads whether this process is the one that keeps them, asked each time
   */
  SlackGroups(
      SlackApi api,
      Supplier<RosterSnapshot> roster,
      KnownShifts shifts,
      BooleanSupplier leads,
      InstantSource clock) {
    this.api = api;
    this.roster = roster;
    this.shifts = shifts;
    this.leads = leads;
    this.clock = clock;
  }

  /** What is known of one group. */
  private static final class Group {
    @Nullable Set<String> members;
    Instant learntAt = Instant.MIN;
    Instant notBefore = Instant.MIN;
    String said = "";
  }

  /** Looks at all of them once. */
  void keep() {
    if (!leads.getAsBoolean()) {
      groups.clear();
      leadsSince = null;
      return;
    }
    var since = leadsSince == null ? clock.instant() : leadsSince;
    leadsSince = since;
    var known = roster.get();
    var byGroup =
        known.schedules().values().stream()
            .filter(schedule -> schedule.getSlackGroup() != null)
            .collect(
                Collectors.groupingBy(
                    schedule -> String.valueOf(schedule.getSlackGroup()),
                    TreeMap::new,
                    Collectors.toList()));
    groups.keySet().retainAll(byGroup.keySet());
    byGroup.forEach((id, schedules) -> keep(id, schedules, known, since.plus(OVERLAP)));
  }

  /**
   * Looks at one.
   *
   * @param alone from then on nobody else changes it
   */
  private void keep(String id, List<Schedule> schedules, RosterSnapshot known, Instant alone) {
    var group = groups.computeIfAbsent(id, it -> new Group());
    var now = clock.instant();
    var isOld = !now.isBefore(group.learntAt.plus(BELIEVED));
    var isOfBefore = group.learntAt.isBefore(alone) && !now.isBefore(alone);
    if (isOld || isOfBefore) {
      group.members = null;
    }
    var serving =
        schedules.stream()
            .flatMap(schedule -> shifts.at(schedule.getId(), now).stream())
            .map(Shift::getWho)
            .collect(Collectors.toCollection(TreeSet::new));
    var users = new TreeSet<String>();
    serving.stream()
        .map(known.people()::get)
        .filter(person -> person != null)
        .map(Person::getContacts)
        .map(contacts -> contacts.get(SlackRooms.SLACK))
        .filter(user -> user != null)
        .forEach(users::add);
    if (users.isEmpty()) {
      say(
          id,
          group,
          serving.isEmpty()
              ? "nobody is on call; the group stays as it is, as Slack takes no empty one"
              : "nobody who is on call has contacts.slack; the group stays as it is");
    } else if (!users.equals(group.members) && !now.isBefore(group.notBefore)) {
      change(id, group, users);
    }
  }

  private void change(String id, Group group, Set<String> users) {
    if (group.members == null && !learn(id, group)) {
      return;
    }
    if (users.equals(group.members)) {
      return;
    }
    if (settled(id, group, api.setMembers(id, List.copyOf(users)))) {
      group.members = Set.copyOf(users);
      group.said = "";
      LOG.atInfo()
          .addKeyValue("group", id)
          .addKeyValue("members", users.size())
          .log("user group in slack follows who is on call");
    }
  }

  /** Who is in it now, so that a restart changes nothing. */
  private boolean learn(String id, Group group) {
    var answer = api.members(id);
    if (settled(id, group, answer) && answer instanceof Delivery.Delivered there) {
      group.members =
          Arrays.stream(there.ref().orElse("").split(",", -1))
              .filter(user -> !user.isEmpty())
              .collect(Collectors.toUnmodifiableSet());
      group.learntAt = clock.instant();
      return true;
    }
    return false;
  }

  private boolean settled(String id, Group group, Delivery answer) {
    return switch (answer) {
      case Delivery.Delivered _ -> true;
      case Delivery.Retryable retryable -> {
        group.notBefore = clock.instant().plus(retryable.after().orElse(Duration.ofSeconds(30)));
        say(id, group, retryable.reason());
        yield false;
      }
      case Delivery.Refused refused -> {
        group.notBefore = clock.instant().plus(REST);
        say(id, group, refused.reason());
        yield false;
      }
    };
  }

  /** Once, until it is something else. */
  private static void say(String id, Group group, String reason) {
    if (!reason.equals(group.said)) {
      group.said = reason;
      LOG.atWarn()
          .addKeyValue("group", id)
          .addKeyValue("reason", reason)
          .log("user group in slack not changed");
    }
  }
}
