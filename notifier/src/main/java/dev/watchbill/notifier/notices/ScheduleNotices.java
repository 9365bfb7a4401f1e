package dev.watchbill.notifier.notices;

import dev.watchbill.notifier.delivery.Notices;
import dev.watchbill.schemas.IncidentBrief;
import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.ScheduleEvent;
import dev.watchbill.schemas.Silence;
import dev.watchbill.schemas.roster.RosterSnapshot;
import dev.watchbill.schemas.serde.TrustedRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Turns what happened to schedules into notices for people and teams: in the inbox always, and on
 * one more channel each, never by phone. Many events of one cause are one notice.
 *
 * @param served channels that are set up here, besides the inbox
 * @param personal those of them that reach people
 * @param silences all there are, ended ones too
 */
public record ScheduleNotices(
    RosterSnapshot roster,
    Set<String> served,
    Set<String> personal,
    List<Silence> silences,
    Instant now) {
  static {
    TrustedRecords.trust();
  }

  /** Old news is told to nobody: a channel that is set up today sees no history. */
  private static final Duration NEWS = Duration.ofHours(12);

  private static final int MOST_LINES = 20;

  public ScheduleNotices {
    served = Set.copyOf(served);
    personal = Set.copyOf(personal);
    silences = List.copyOf(silences);
  }

  /** Whatever makes one notice. */
  private record Cause(String to, String schedule, String type, Instant at) {}

  private record Told(ScheduleEvent event, Tiding tiding) {}

  /**
   * The notices of some events, which are told together where they belong together.
   *
   * @return with ids that are the same for the same events, so that each can be told once
   */
  public List<Page> of(List<ScheduleEvent> events) {
    var causes = new LinkedHashMap<Cause, List<Told>>();
    for (var event : events) {
      if (event.getAt().plus(NEWS).isBefore(now)) {
        continue;
      }
      for (var tiding : new Tidings(roster, new Endings(roster, silences)).of(event)) {
        if (tiding.pointlessAt().filter(end -> !now.isBefore(end)).isEmpty()) {
          var cause = new Cause(tiding.to(), event.getSchedule(), event.getType(), event.getAt());
          causes.computeIfAbsent(cause, it -> new ArrayList<>()).add(new Told(event, tiding));
        }
      }
    }
    return causes.values().stream().flatMap(this::pages).toList();
  }

  private Stream<Page> pages(List<Told> all) {
    var first = all.getFirst();
    var to = first.tiding().to();
    var headline =
        all.size() == 1
            ? first.tiding().headline()
            : "%s (and %d more of the same)".formatted(first.tiding().headline(), all.size() - 1);
    var text = String.join("\n", Stream.concat(Stream.of(headline), lines(all)).toList());
    return new NoticeWays(roster, served, personal)
        .to(to)
        .map(way -> page(first, way, headline, text));
  }

  private static Stream<String> lines(List<Told> all) {
    var rest = all.stream().skip(1).limit(MOST_LINES).map(told -> "- " + told.tiding().headline());
    var further = all.size() - 1 - MOST_LINES;
    return Stream.of(
            rest,
            further > 0 ? Stream.of("- and %d more".formatted(further)) : Stream.<String>of(),
            all.getFirst().tiding().lines().stream())
        .flatMap(lines -> lines);
  }

  private Page page(Told told, NoticeWays.Way way, String headline, String text) {
    var event = told.event();
    var tiding = told.tiding();
    return Page.newBuilder()
        .setId("%s%s/%s/%s".formatted(Notices.PREFIX, event.getId(), tiding.to(), way.channel()))
        .setKind(Notices.KIND)
        .setPerson(tiding.to())
        .setChannel(way.channel())
        .setAddress(way.address())
        .setIncident(
            IncidentBrief.newBuilder()
                .setService(event.getSchedule())
                .setTeam(event.getTeam().isEmpty() ? null : event.getTeam())
                .setSeverity("info")
                .setUrgency("low")
                .setTitle(headline)
                .setOpenedAt(event.getAt())
                .setAlerts(0)
                .build())
        .setAt(event.getAt())
        .setNotAfter(way.isInbox() ? null : tiding.pointlessAt().orElse(event.getAt().plus(NEWS)))
        .setText(text)
        .setReason(event.getWhy())
        .setAsks(tiding.asks())
        .setTarget(tiding.target().orElse(null))
        .build();
  }
}
