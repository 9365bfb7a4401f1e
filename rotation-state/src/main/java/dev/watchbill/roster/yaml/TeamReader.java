package dev.watchbill.roster.yaml;

import dev.watchbill.roster.OverrideEntry;
import dev.watchbill.roster.TeamEntry;
import dev.watchbill.roster.yaml.Notes.Kind;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads one of {@code teams}. */
final class TeamReader {
  private final ZoneId organizationZone;

  TeamReader(ZoneId organizationZone) {
    this.organizationZone = organizationZone;
  }

  TeamEntry read(String id, Value value) {
    var section = value.section(Shape.TEAM);
    var zone = section.as("timezone", Times.ZONE).orElse(organizationZone);
    var schedules = new ScheduleReader(id, zone);
    return new TeamEntry(
        id,
        zone,
        section.text("region"),
        section.id("holidays", Kind.HOLIDAYS),
        section.ids("members", Kind.PERSON),
        HoursReader.read(section, "support-hours"),
        section.section("chat", Shape.CHAT).map(TeamReader::chat).orElse(Map.of()),
        section.named("schedules", Words.ID, schedules::read),
        overrides(section, zone),
        section.section("messages", Shape.MESSAGES).map(MessagesReader::read).orElse(Map.of()));
  }

  /** Channels; an address that is a secret stands as a reference. */
  static Map<String, String> chat(Section section) {
    var chat = new LinkedHashMap<String, String>();
    section.get("slack").flatMap(Value::raw).ifPresent(it -> chat.put("slack", it));
    section
        .get("teams")
        .flatMap(it -> it.asSecret(Words.TEAMS_ROOM))
        .ifPresent(it -> chat.put("teams", it));
    section
        .get("mattermost")
        .flatMap(it -> it.as(Words.MATTERMOST))
        .ifPresent(it -> chat.put("mattermost", it));
    section
        .get("webhook")
        .flatMap(it -> it.as(Words.WEBHOOK))
        .ifPresent(it -> chat.put("webhook", it));
    return chat;
  }

  private static List<OverrideEntry> overrides(Section team, ZoneId zone) {
    return team.all("overrides", value -> override(value.section(Shape.OVERRIDE), zone));
  }

  private static Optional<OverrideEntry> override(Section section, ZoneId zone) {
    if (!section.has("schedule")) {
      section.missing("schedule", "the id of a schedule");
    }
    var schedule = section.id("schedule", Kind.SCHEDULE).orElse("");
    var from = section.required("from", Times.MOMENT, Intervals.NOTHING);
    var to = section.required("to", Times.MOMENT, Intervals.NOTHING);
    Intervals.check(section, from, to, zone);
    var span =
        new Span(
            schedule,
            section.text("rotation"),
            from.start(zone),
            to.end(zone),
            section.text("why").orElse(""));
    return who(section, span);
  }

  private record Span(
      String schedule, Optional<String> rotation, Instant start, Instant end, String why) {}

  private static Optional<OverrideEntry> who(Section section, Span at) {
    var who = section.id("who", Kind.PERSON);
    var insteadOf = section.id("instead-of", Kind.PERSON);
    var add = section.id("add", Kind.PERSON);
    var remove = section.id("remove", Kind.PERSON);
    long said = List.of("who", "add", "remove").stream().filter(section::has).count();
    if (said != 1 || (section.has("instead-of") && !section.has("who"))) {
      section
          .value()
          .wrong(
              "one of \"who\" (with or without \"instead-of\"), \"add\" or \"remove\"",
              said == 0 ? "none" : "several");
      return Optional.empty();
    }
    if (who.isPresent() && who.equals(insteadOf)) {
      section
          .get("instead-of")
          .ifPresent(it -> it.wrong("another person than \"who\"", "\"" + who.get() + "\""));
    }
    return add.<OverrideEntry>map(it ->
            new OverrideEntry.Add(at.schedule(), at.rotation(), it, at.start(), at.end(), at.why()))
        .or(() ->
            remove.map(it ->
                new OverrideEntry.Remove(
                    at.schedule(), at.rotation(), it, at.start(), at.end(), at.why())))
        .or(() -> who.map(it -> cover(at, it, insteadOf)));
  }

  private static OverrideEntry cover(Span at, String who, Optional<String> insteadOf) {
    return insteadOf.isPresent()
        ? new OverrideEntry.Replace(
            at.schedule(), at.rotation(), who, insteadOf.get(), at.start(), at.end(), at.why())
        : new OverrideEntry.Cover(
            at.schedule(), at.rotation(), who, at.start(), at.end(), at.why());
  }
}
