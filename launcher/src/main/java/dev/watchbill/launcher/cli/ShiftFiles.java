package dev.watchbill.launcher.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** Shifts for other programs: a spreadsheet (RFC 4180), a calendar (RFC 5545). */
final class ShiftFiles {
  private static final List<String> FIELDS =
      List.of("schedule", "rotation", "turn", "who", "start", "end", "kind", "why");
  private static final String LINE_END = "\r\n";
  private static final int LONGEST_LINE = 75;
  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private ShiftFiles() {}

  static void csv(JsonNode shifts, PrintWriter out) {
    out.print(String.join(",", FIELDS) + LINE_END);
    for (var shift : shifts) {
      out.print(
          FIELDS.stream()
                  .map(field -> quoted(Table.text(shift.path(field))))
                  .collect(Collectors.joining(","))
              + LINE_END);
    }
  }

  /**
   * One event a shift.
   *
   * @param made when this calendar was made
   */
  static void calendar(JsonNode shifts, Instant made, PrintWriter out) {
    line(out, "BEGIN:VCALENDAR");
    line(out, "VERSION:2.0");
    line(out, "PRODID:-//Watchbill//Shifts//EN");
    for (var shift : shifts) {
      line(out, "BEGIN:VEVENT");
      line(out, "UID:" + identity(shift) + "@watchbill");
      line(out, "DTSTAMP:" + UTC.format(made));
      line(out, "DTSTART:" + UTC.format(Instant.parse(shift.path("start").asText())));
      line(out, "DTEND:" + UTC.format(Instant.parse(shift.path("end").asText())));
      line(out, "SUMMARY:" + escaped(text(shift, "who") + " on call: " + text(shift, "schedule")));
      line(out, "DESCRIPTION:" + escaped(text(shift, "why")));
      line(out, "END:VEVENT");
    }
    line(out, "END:VCALENDAR");
  }

  /** The same shift keeps its identity, so that a calendar that is read again moves nothing. */
  private static UUID identity(JsonNode shift) {
    var name = String.join("/", text(shift, "schedule"), text(shift, "who"), text(shift, "start"));
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(JsonNode shift, String field) {
    return Table.text(shift.path(field));
  }

  private static String quoted(String text) {
    return text.matches("[^\",\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,");
  }

  /** Folded after 75 octets, never inside a character. */
  private static void line(PrintWriter out, String text) {
    var octets = 0;
    for (var character : text.codePoints().toArray()) {
      var written = Character.toString(character);
      var length = written.getBytes(StandardCharsets.UTF_8).length;
      if (octets + length > LONGEST_LINE) {
        out.print(LINE_END + " ");
        octets = 1;
      }
      out.print(written);
      octets += length;
    }
    out.print(LINE_END);
  }
}
