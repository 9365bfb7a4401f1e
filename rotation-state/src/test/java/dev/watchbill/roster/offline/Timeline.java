package dev.watchbill.roster.offline;

import dev.watchbill.roster.Moment;
import dev.watchbill.roster.PersonEntry;
import dev.watchbill.roster.Roster;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** Draws who is on call as an SVG: a line a person, a bar a shift, leave in grey. */
final class Timeline {
  private static final int LEFT = 70;
  private static final int WIDTH = 690;
  private static final int TOP = 24;
  private static final int LINE = 26;
  private static final List<String> COLOURS =
      List.of("#2b6cb0", "#b7791f", "#2f855a", "#97266d", "#4a5568");
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);

  private final Roster roster;
  private final List<ShiftAnswer> shifts;
  private final Instant from;
  private final Instant to;
  private final List<String> people;

  Timeline(Roster roster, List<ShiftAnswer> shifts, Instant from, Instant to) {
    this.roster = roster;
    this.shifts = shifts;
    this.from = from;
    this.to = to;
    var all = new TreeSet<>(roster.people().keySet());
    this.people = List.copyOf(all);
  }

  String svg() {
    var height = TOP + LINE * people.size() + 6;
    var svg = new StringBuilder();
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12" role="img">
          <rect width="100%%" height="100%%" fill="#fff"/>
        """
            .formatted(LEFT + WIDTH + 10, height));
    days(svg, height);
    for (int i = 0; i < people.size(); i++) {
      person(svg, i);
    }
    return svg.append("</svg>\n").toString();
  }

  private void days(StringBuilder svg, int height) {
    var zone = roster.organization().zone();
    var every = Duration.between(from, to).toDays() > 16 ? 7 : 1;
    for (var day = from.atZone(zone).toLocalDate();
        at(day.atStartOfDay(zone).toInstant()) < LEFT + WIDTH - 20;
        day = day.plusDays(every)) {
      var x = at(day.atStartOfDay(zone).toInstant());
      if (x >= LEFT) {
        svg.append(
            """
              <line x1="%1$d" y1="%2$d" x2="%1$d" y2="%3$d" stroke="#e2e8f0"/>
              <text x="%4$d" y="14" fill="#4a5568">%5$s</text>
            """
                .formatted(x, TOP - 6, height, x + 2, DAY.format(day)));
      }
    }
  }

  private void person(StringBuilder svg, int index) {
    var who = people.get(index);
    var y = TOP + LINE * index;
    svg.append("  <text x=\"4\" y=\"%d\" fill=\"#1a202c\">%s</text>\n".formatted(y + 16, who));
    var person = roster.people().get(who);
    if (person != null) {
      for (var away : person.away()) {
        if (away instanceof PersonEntry.Away.Dated(Moment start, Moment end, String why)) {
          bar(svg, start.start(person.zone()), end.end(person.zone()), y, "#e2e8f0", "away " + why);
        }
      }
    }
    for (var shift : shifts) {
      if (shift.who().equals(who)) {
        bar(svg, shift.start(), shift.end(), y, COLOURS.get(index % COLOURS.size()), shift.why());
      }
    }
  }

  private void bar(
      StringBuilder svg, Instant start, Instant end, int y, String colour, String says) {
    var x = Math.max(LEFT, at(start));
    var width = Math.min(LEFT + WIDTH, at(end)) - x;
    if (width > 0) {
      svg.append(
          """
            <rect x="%d" y="%d" width="%d" height="18" rx="3" fill="%s"><title>%s, %s to %s</title></rect>
          """
              .formatted(
                  x,
                  y + 3,
                  Math.max(1, width - 1),
                  colour,
                  says.strip(),
                  local(start),
                  local(end)));
    }
  }

  private String local(Instant at) {
    ZoneId zone = roster.organization().zone();
    return DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH).format(at.atZone(zone));
  }

  private int at(Instant instant) {
    var all = Duration.between(from, to).toSeconds();
    return (int) (LEFT + WIDTH * Duration.between(from, instant).toSeconds() / all);
  }
}
