package dev.watchbill.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ShiftFilesTest {
  private final StringWriter out = new StringWriter();

  @Test
  void aSpreadsheetGetsQuotesWhereTheyAreNeeded() {
    ShiftFiles.csv(shifts("she said \"mine\", twice"), new PrintWriter(out, true));

    assertThat(out.toString())
        .isEqualTo(
            "schedule,rotation,turn,who,start,end,kind,why\r\n"
                + "primary,weekly,3,asha,2026-01-05T08:00:00Z,2026-01-12T08:00:00Z,turn,"
                + "\"she said \"\"mine\"\", twice\"\r\n");
  }

  @Test
  void aCalendarFoldsLongLinesBetweenCharacters() {
    ShiftFiles.calendar(
        shifts("nächste an der Reihe; ".repeat(10)), Instant.EPOCH, new PrintWriter(out, true));

    var lines = out.toString().split("\r\n", -1);
    assertThat(lines)
        .contains("DTSTART:20260105T080000Z", "DTEND:20260112T080000Z")
        .allSatisfy(line ->
            assertThat(line.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(75));
    assertThat(out.toString().replace("\r\n ", ""))
        .contains("DESCRIPTION:" + "nächste an der Reihe\\; ".repeat(10));
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
