package dev.watchbill.console.api;

import dev.watchbill.console.readmodel.questions.Shifts.Gap;
import dev.watchbill.console.readmodel.questions.Shifts.Published;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import net.fortuna.ical4j.data.CalendarOutputter;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.ParameterList;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.parameter.Value;
import net.fortuna.ical4j.model.property.Description;
import net.fortuna.ical4j.model.property.DtEnd;
import net.fortuna.ical4j.model.property.DtStamp;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.model.property.ProdId;
import net.fortuna.ical4j.model.property.RefreshInterval;
import net.fortuna.ical4j.model.property.Summary;
import net.fortuna.ical4j.model.property.Transp;
import net.fortuna.ical4j.model.property.Uid;
import net.fortuna.ical4j.model.property.XProperty;
import net.fortuna.ical4j.model.property.immutable.ImmutableCalScale;
import net.fortuna.ical4j.model.property.immutable.ImmutableMethod;
import net.fortuna.ical4j.model.property.immutable.ImmutableTransp;
import net.fortuna.ical4j.model.property.immutable.ImmutableVersion;

/**
 * Shifts, and promised time with nobody, as an iCalendar (RFC 5545) that calendar programs read
 * again and again: instants in UTC, which no program can take for another zone's; an event keeps
 * its identity as long as the same person serves from the same instant; duty doesn't show as busy.
 */
public final class ShiftCalendar {
  /** Outlook and Apple look as often as they like; this is what we ask for. */
  private static final Duration REFRESH = Duration.ofHours(1);

  /**
   * One event.
   *
   * @param who empty: nobody
   */
  public record Entry(
      String schedule, String who, Instant start, Instant end, String summary, String why) {

    public static Entry of(Published shift, String summary) {
      return new Entry(
          shift.schedule(), shift.who(), shift.start(), shift.end(), summary, shift.why());
    }

    public static Entry of(Gap gap) {
      return new Entry(
          gap.schedule(),
          "",
          gap.start(),
          gap.end(),
          "Nobody on call: " + gap.schedule(),
          "promised, and nobody is on call");
    }
  }

  private ShiftCalendar() {}

  /**
   * The calendar's text.
   *
   * @param title of the whole
   * @param made when this was published
   */
  public static String of(Collection<Entry> entries, String title, Instant made) {
    var calendar = new Calendar();
    calendar.add(new ProdId("-//Watchbill//Shifts//EN"));
    calendar.add(ImmutableVersion.VERSION_2_0);
    calendar.add(ImmutableCalScale.GREGORIAN);
    calendar.add(ImmutableMethod.PUBLISH);
    calendar.add(new XProperty("X-WR-CALNAME", title));
    calendar.add(new RefreshInterval(new ParameterList(List.of(Value.DURATION)), REFRESH));
    calendar.add(new XProperty("X-PUBLISHED-TTL", REFRESH.toString()));
    entries.forEach(entry -> calendar.add(event(entry, made)));
    return text(calendar);
  }

  private static VEvent event(Entry entry, Instant made) {
    var event = new VEvent(false);
    event.add(new Uid(identity(entry)));
    event.add(new DtStamp(made));
    event.add(new DtStart<>(entry.start()));
    event.add(new DtEnd<>(entry.end()));
    event.add(new Summary(entry.summary()));
    event.add(new Description(entry.why()));
    event.add(new Transp(ImmutableTransp.TRANSPARENT.getValue()));
    return event;
  }

  /** As {@code watchbill shifts --format ics} has it too. */
  private static String identity(Entry entry) {
    var name = String.join("/", entry.schedule(), entry.who(), entry.start().toString());
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)) + "@watchbill";
  }

  private static String text(Calendar calendar) {
    var text = new StringWriter();
    try {
      // Not validated: an empty calendar is one, too, though RFC 5545 wants a component in it.
      new CalendarOutputter(false).output(calendar, text);
    } catch (IOException e) {
      throw new UncheckedIOException("A calendar can always be written to memory", e);
    }
    return text.toString();
  }
}
