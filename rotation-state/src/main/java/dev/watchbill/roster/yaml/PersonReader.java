package dev.watchbill.roster.yaml;

import dev.watchbill.roster.PersonEntry;
import dev.watchbill.roster.PersonEntry.Away;
import dev.watchbill.roster.PersonEntry.Rule;
import dev.watchbill.roster.yaml.Notes.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads one of {@code people}. */
final class PersonReader {
  private static final String CALENDAR =
      "an address such as https://calendar.example.com/asha.ics, ${env:NAME}, or an iCalendar file"
          + " of the folder";

  private final ZoneId organizationZone;
  private final Calendars calendars;
  private final Instant now;

  /**
   * @param now absences of calendars are read around it
   */
  PersonReader(ZoneId organizationZone, Calendars calendars, Instant now) {
    this.organizationZone = organizationZone;
    this.calendars = calendars;
    this.now = now;
  }

  PersonEntry read(String id, Value value) {
    if (id.equals(Words.NOBODY)) {
      value.wrong("another id, as a rotation's turns may be nobody's", "\"nobody\"");
    }
    var section = value.section(Shape.PERSON);
    var zone = section.as("timezone", Times.ZONE).orElse(organizationZone);
    var notify = section.section("notify", Shape.NOTIFY);
    return new PersonEntry(
        id,
        section.text("name").orElse(id),
        zone,
        section.as("waking", Times.WAKING),
        HoursReader.read(section, "do-not-disturb"),
        section.id("holidays", Kind.HOLIDAYS),
        section.as("share", Form.between(0.01, 100, "0.5")).orElse(1.0),
        section.section("contacts", Shape.CONTACTS).map(PersonReader::contacts).orElse(Map.of()),
        notify.map(it -> it.all("high", PersonReader::rule)).orElse(List.of()),
        notify.map(it -> it.all("low", PersonReader::rule)).orElse(List.of()),
        section.all("phone-order", it -> it.as(Words.PHONE_PROVIDER)),
        absences(section, zone));
  }

  private static Map<String, String> contacts(Section section) {
    var contacts = new LinkedHashMap<String, String>();
    for (var provider : section.keys()) {
      var address =
          switch (provider) {
            case "email" -> section.as(provider, Words.EMAIL);
            case "phone" -> section.as(provider, Words.PHONE);
            case "teams" -> section.as(provider, Words.TEAMS_USER);
            default -> section.text(provider);
          };
      address.ifPresent(it -> contacts.put(provider, it));
    }
    return contacts;
  }

  private static Optional<Rule> rule(Value value) {
    if (!value.isTable()) {
      return value.as(Words.VIA).map(via -> new Rule(via, Duration.ZERO));
    }
    var section = value.section(Shape.RULE);
    var via = section.required("via", Words.VIA, "inbox");
    return Optional.of(new Rule(via, section.as("after", Times.DURATION).orElse(Duration.ZERO)));
  }

  private List<Away> absences(Section person, ZoneId zone) {
    return person.all("away", it -> Optional.of(away(it, zone))).stream()
        .flatMap(List::stream)
        .toList();
  }

  private List<Away> away(Value value, ZoneId zone) {
    var section = value.section(Shape.AWAY);
    var why = section.text("why").orElse("");
    if (section.has("calendar")) {
      if (section.has("days") || section.has("from") || section.has("to")) {
        value.wrong("either \"calendar\", \"days\", or \"from\" and \"to\"", "several");
        return List.of();
      }
      return section.get("calendar").map(it -> calendar(it, zone, why)).orElse(List.of());
    }
    if (section.has("days")) {
      if (section.has("from") || section.has("to")) {
        value.wrong("either \"days\", or \"from\" and \"to\"", "both");
      }
      return List.of(new Away.Weekly(HoursReader.days(section), why));
    }
    var from = section.required("from", Times.MOMENT, Intervals.NOTHING);
    var to = section.required("to", Times.MOMENT, Intervals.NOTHING);
    Intervals.check(section, from, to, zone);
    return List.of(new Away.Dated(from, to, why));
  }

  private List<Away> calendar(Value value, ZoneId zone, String why) {
    return calendars
        .text(value, CALENDAR)
        .map(text -> calendar(value, text, zone, why))
        .orElse(List.of());
  }

  private List<Away> calendar(Value value, String text, ZoneId zone, String why) {
    try {
      return AwayCalendar.read(text, zone, now, why);
    } catch (IllegalArgumentException e) {
      if (calendars.isElsewhere(value)) {
        calendars.unread(value, String.valueOf(e.getMessage()));
      } else {
        value.wrong("an iCalendar", String.valueOf(e.getMessage()));
      }
      return List.of();
    }
  }
}
