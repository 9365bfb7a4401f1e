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
 * Tells the admins, or where there is none the managers, that a provider can't be used: in their
 * inbox, and on one more channel that isn't its own. Where there is neither, everybody finds it in
 * the inbox alone: a message to each would be in the way of pages.
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
   * @param provider its name, or its channel's, alone or before a hyphen
   * @param why what is the same as long as it is the same trouble
   * @param last what it answered last; empty: why says it
   * @return with ids that are the same for the whole hour, from whichever process they come
   */
  public List<Page> of(String provider, String why, String last, Instant now) {
    var id = id(provider, why, now.truncatedTo(ChronoUnit.HOURS));
    var headline =
        "Watchbill can't use %s: %s%s"
            .formatted(provider, why, last.isEmpty() ? "" : ", last so: " + last);
    var ways = new NoticeWays(roster, served, personal).without(name(provider));
    var most = Stream.of(Role.ADMIN, Role.MANAGER).map(this::readers).filter(it -> !it.isEmpty());
    return most.findFirst()
        .map(readers -> readers.stream().flatMap(person -> to(person, ways)))
        .orElseGet(() ->
            readers(Role.VIEWER).stream()
                .flatMap(person -> to(person, ways).filter(one -> one.way().isInbox())))
        .map(one -> page(id, headline, one, now))
        .toList();
  }

  /** What is one provider to whoever reads of it, in whatever way it is used. */
  public static String name(String provider) {
    return provider.split("-", 2)[0];
  }

  private static String id(String provider, String why, Instant hour) {
    return "%sprovider/%s/%08x/%s".formatted(Notices.PREFIX, name(provider), why.hashCode(), hour);
  }

  /** One notice's reader. */
  private record To(String person, NoticeWays.Way way) {}

  private static Stream<To> to(String person, NoticeWays ways) {
    return ways.to(person).map(way -> new To(person, way));
  }

  private List<String> readers(Role least) {
    return roster.people().keySet().stream()
        .filter(person -> Role.of(person, roster).filter(role -> role.covers(least)).isPresent())
        .sorted()
        .toList();
  }

  private static Page page(String id, String headline, To to, Instant now) {
    var way = to.way();
    return Page.newBuilder()
        .setId("%s/%s/%s".formatted(id, to.person(), way.channel()))
        .setKind(Notices.KIND)
        .setPerson(to.person())
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
                + "\nWhat is to go over it takes another provider where one is set up. Else it"
                + " fails, and people's next contacts are used. The receipts of each incident say"
                + " so (watchbill why). It is tried again all the time; while it lasts, this comes"
                + " once an hour.")
        .setReason("you look after Watchbill")
        .build();
  }
}
