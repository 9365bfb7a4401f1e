package dev.watchbill.notifier.notices;

import dev.watchbill.notifier.delivery.Notices;
import dev.watchbill.schemas.IncidentBrief;
import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.roster.Role;
import dev.watchbill.schemas.roster.RosterSnapshot;
import dev.watchbill.schemas.serde.TrustedRecords;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Tells the admins (the managers, or everybody, where there is none) that a provider can't be used:
 * in their inbox, and on one more channel that isn't its own.
 *
 * @param served channels that are set up here, besides the inbox
 * @param personal those of them that reach people
 */
public record TroubleNotices(RosterSnapshot roster, Set<String> served, Set<String> personal) {
  private static final Duration NEWS = Duration.ofHours(12);

  static {
    TrustedRecords.trust();
  }

  public TroubleNotices {
    served = Set.copyOf(served);
    personal = Set.copyOf(personal);
  }

  /**
   * The notices about one.
   *
   * @param provider a channel's name, alone or before a hyphen
   * @param why what it answered last
   * @return with ids that are the same for the whole hour, from whichever process they come
   */
  public List<Page> of(String provider, String why, Instant now) {
    var hour = now.truncatedTo(ChronoUnit.HOURS);
    var ways = new NoticeWays(roster, served, personal).without(provider.split("-", 2)[0]);
    return readers()
        .flatMap(person -> ways.to(person).map(way -> page(provider, why, person, way, hour, now)))
        .toList();
  }

  private Stream<String> readers() {
    return Stream.of(Role.ADMIN, Role.MANAGER, Role.VIEWER)
        .map(least ->
            roster.people().keySet().stream()
                .filter(person ->
                    Role.of(person, roster).filter(role -> role.covers(least)).isPresent())
                .sorted()
                .toList())
        .filter(people -> !people.isEmpty())
        .findFirst()
        .stream()
        .flatMap(List::stream);
  }

  private static Page page(
      String provider, String why, String person, NoticeWays.Way way, Instant hour, Instant now) {
    var headline = "Watchbill can't use %s: %s".formatted(provider, why);
    return Page.newBuilder()
        .setId(
            "%sprovider/%s/%s/%s/%s"
                .formatted(Notices.PREFIX, provider, hour, person, way.channel()))
        .setKind(Notices.KIND)
        .setPerson(person)
        .setChannel(way.channel())
        .setAddress(way.address())
        .setIncident(
            IncidentBrief.newBuilder()
                .setService("watchbill")
                .setSeverity("warning")
                .setUrgency("low")
                .setTitle(headline)
                .setOpenedAt(now)
                .setAlerts(0)
                .build())
        .setAt(now)
        .setNotAfter(way.isInbox() ? null : now.plus(NEWS))
        .setText(
            headline
                + "\nWhat is to go over it fails, and people's next contacts are used. The receipts"
                + " of each incident say so (watchbill why). It is tried again all the time; while"
                + " it lasts, this comes again with the next hour.")
        .setReason("you look after Watchbill")
        .build();
  }
}
