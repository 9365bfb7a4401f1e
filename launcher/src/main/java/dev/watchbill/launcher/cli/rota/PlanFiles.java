package dev.watchbill.launcher.cli.rota;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchbill.launcher.cli.terminal.Table;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** Shifts or gaps for other programs: a spreadsheet (RFC 4180), a calendar (RFC 5545). */
final class PlanFiles {
  private static final String LINE_END = "\r\n";
  private static final int LONGEST_LINE = 75;
  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private PlanFiles() {}

  static void csv(JsonNode rows, List<String> fields, PrintWriter out) {
    out.print(String.join(",", fields) + LINE_END);
    for (var row : rows) {
      out.print(
          fields.stream().map(field -> quoted(text(row, field))).collect(Collectors.joining(","))
              + LINE_END);
    }
  }

  /**
   * One event a shift, or a gap, which is nobody's.
   *
   * @param made when this calendar was made
   */
  static void calendar(JsonNode rows, Instant made, PrintWriter out) {
    line(out, "BEGIN:VCALENDAR");
    line(out, "VERSION:2.0");
    line(out, "PRODID:-//Watchbill//Shifts//EN");
    for (var row : rows) {
      var who = row.has("who") ? text(row, "who") : "nobody";
      line(out, "BEGIN:VEVENT");
      line(out, "UID:" + identity(row) + "@watchbill");
      line(out, "DTSTAMP:" + UTC.format(made));
      line(out, "DTSTART:" + UTC.format(Instant.parse(row.path("start").asText())));
      line(out, "DTEND:" + UTC.format(Instant.parse(row.path("end").asText())));
      line(out, "SUMMARY:" + escaped(who + " on call: " + text(row, "schedule")));
      if (row.has("why")) {
        line(out, "DESCRIPTION:" + escaped(text(row, "why")));
      }
      line(out, "TRANSP:TRANSPARENT");
      line(out, "END:VEVENT");
    }
    line(out, "END:VCALENDAR");
  }

  /** The same shift keeps its identity, so that a calendar that is read again moves nothing. */
  private static UUID identity(JsonNode row) {
    var name = String.join("/", text(row, "schedule"), text(row, "who"), text(row, "start"));
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(JsonNode row, String field) {
    return Table.text(row.path(field));
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
