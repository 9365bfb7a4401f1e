package dev.watchbill.notifier.notices;

import dev.watchbill.schemas.NotifyRule;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where notices go: into the inbox always, and on one more channel each, never by phone.
 *
 * @param served channels that are set up here, besides the inbox
 * @param personal those of them that reach people
 */
record NoticeWays(RosterSnapshot roster, Set<String> served, Set<String> personal) {
  private static final String INBOX = "inbox";

  /** In the order in which they are chosen where somebody's own rules name none. */
  private static final List<String> QUIET = List.of("slack", "teams", "email", "push");

  /** One way to one reader. */
  record Way(String channel, String address) {
    boolean isInbox() {
      return channel.equals(INBOX);
    }
  }

  /** The same without a channel that doesn't work. */
  NoticeWays without(String channel) {
    return new NoticeWays(roster, less(served, channel), less(personal, channel));
  }

  private static Set<String> less(Set<String> all, String one) {
    return all.stream().filter(it -> !it.equals(one)).collect(Collectors.toUnmodifiableSet());
  }

  /**
   * All ways to a reader.
   *
   * @param to a person's id, or team:ID
   */
  Stream<Way> to(String to) {
    var inbox = Stream.of(new Way(INBOX, to));
    return Stream.concat(
        inbox, to.startsWith(Reader.TEAM) ? rooms(to.substring(Reader.TEAM.length())) : own(to));
  }

  private Stream<Way> rooms(String id) {
    var team = roster.teams().get(id);
    return team == null
        ? Stream.of()
        : team.getChat().entrySet().stream()
            .filter(room -> served.contains(room.getKey()))
            .sorted(Map.Entry.comparingByKey())
            .map(room -> new Way(room.getKey(), room.getValue()));
  }

  /** The first channel of their own rules for low urgency that serves; else the first they have. */
  private Stream<Way> own(String id) {
    var person = roster.people().get(id);
    if (person == null) {
      return Stream.of();
    }
    var chosen = person.getNotifyLow().stream().map(NotifyRule::getVia);
    return Stream.concat(chosen, QUIET.stream())
        .filter(via -> QUIET.contains(via) && personal.contains(via))
        .flatMap(via ->
            Optional.ofNullable(person.getContacts().get(via))
                .map(address -> new Way(via, address))
                .stream())
        .limit(1);
  }
}
