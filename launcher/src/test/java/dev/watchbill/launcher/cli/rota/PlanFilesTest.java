package dev.watchbill.launcher.cli.rota;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PlanFilesTest {
  private final StringWriter out = new StringWriter();

  @Test
  void aSpreadsheetGetsQuotesWhereTheyAreNeeded() {
    PlanFiles.csv(
        shifts("she said \"mine\", twice"),
        new ShiftsCommand().fields(),
        new PrintWriter(out, true));

    assertThat(out.toString())
        .isEqualTo(
            "schedule,rotation,turn,who,start,end,kind,why\r\n"
                + "primary,weekly,3,asha,2026-01-05T08:00:00Z,2026-01-12T08:00:00Z,turn,"
                + "\"she said \"\"mine\"\", twice\"\r\n");
  }

  @Test
  void aCalendarFoldsLongLinesBetweenCharacters() {
    PlanFiles.calendar(
        shifts("nächste an der Reihe; ".repeat(10)), Instant.EPOCH, new PrintWriter(out, true));

    var lines = out.toString().split("\r\n", -1);
    assertThat(lines)
        .contains("DTSTART:20260105T080000Z", "DTEND:20260112T080000Z")
        .allSatisfy(line ->
            assertThat(line.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(75));
    assertThat(out.toString().replace("\r\n ", ""))
        .contains("DESCRIPTION:" + "nächste an der Reihe\\; ".repeat(10));
  }

  @Test
  void aGapIsAnEventOfNobody() {
    var json = new ObjectMapper();
    var gap =
        json.createObjectNode()
            .put("schedule", "primary")
            .put("start", "2026-01-05T08:00:00Z")
            .put("end", "2026-01-05T09:00:00Z");
    var gaps = json.createArrayNode().add(gap);

    PlanFiles.calendar(gaps, Instant.EPOCH, new PrintWriter(out, true));
    assertThat(out.toString().split("\r\n", -1))
        .contains("SUMMARY:nobody on call: primary", "DTEND:20260105T090000Z")
        .noneMatch(line -> line.startsWith("DESCRIPTION"));

    out.getBuffer().setLength(0);
    PlanFiles.csv(gaps, new GapsCommand().fields(), new PrintWriter(out, true));
    assertThat(out.toString())
        .isEqualTo("schedule,start,end\r\nprimary,2026-01-05T08:00:00Z,2026-01-05T09:00:00Z\r\n");
  }

  private static JsonNode shifts(String why) {
    var json = new ObjectMapper();
    var shift =
        json.createObjectNode()
            .put("schedule", "primary")
            .put("rotation", "weekly")
            .put("turn", 3)
            .put("who", "asha")
            .put("start", "2026-01-05T08:00:00Z")
            .put("end", "2026-01-12T08:00:00Z")
            .put("kind", "turn")
            .put("why", why);
    return json.createArrayNode().add(shift);
  }
}
