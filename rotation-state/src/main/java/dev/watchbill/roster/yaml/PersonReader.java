package dev.watchbill.roster.yaml;

import dev.watchbill.roster.PersonEntry;
import dev.watchbill.roster.PersonEntry.Away;
import dev.watchbill.roster.PersonEntry.Rule;
import dev.watchbill.roster.yaml.Notes.Kind;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads one of {@code people}. */
final class PersonReader {
  private final ZoneId organizationZone;

  PersonReader(ZoneId organizationZone) {
    this.organizationZone = organizationZone;
  }

  PersonEntry read(String id, Value value) {
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
        section.all("away", it -> away(it, zone)));
  }

  private static Map<String, String> contacts(Section section) {
    var contacts = new LinkedHashMap<String, String>();
    for (var provider : section.keys()) {
      var address =
          switch (provider) {
            case "email" -> section.as(provider, Words.EMAIL);
            case "phone" -> section.as(provider, Words.PHONE);
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

  private static Optional<Away> away(Value value, ZoneId zone) {
    var section = value.section(Shape.AWAY);
    var why = section.text("why").orElse("");
    if (section.has("days")) {
      if (section.has("from") || section.has("to")) {
        value.wrong("either \"days\", or \"from\" and \"to\"", "both");
      }
      return Optional.of(new Away.Weekly(HoursReader.days(section), why));
    }
    var from = section.required("from", Times.MOMENT, Intervals.NOTHING);
    var to = section.required("to", Times.MOMENT, Intervals.NOTHING);
    Intervals.check(section, from, to, zone);
    return Optional.of(new Away.Dated(from, to, why));
  }
}
