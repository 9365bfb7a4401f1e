package dev.watchbill.console.pages;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A shift of others that anybody may take.
 *
 * @param rotation whose turn it is, where the schedule has several; null: of the schedule's only
 *     one
 * @param owners whose it is, together
 */
public record OfferedShift(
    String schedule, @Nullable String rotation, List<String> owners, Instant start, Instant end) {

  /** As it is said: {@code office of primary}. */
  public String name() {
    return rotation == null ? schedule : "%s of %s".formatted(rotation, schedule);
  }

  /**
   * The form in which it is taken over. Of several owners one can't be replaced and the others
   * stay: their turn is covered.
   */
  public String form(String person, ZoneId zone) {
    var fields = new LinkedHashMap<String, String>();
    fields.put("action", "override");
    fields.put("schedule", schedule);
    fields.put("who", person);
    if (owners.size() == 1) {
      fields.put("insteadOf", owners.getFirst());
    }
    if (rotation != null) {
      fields.put("rotation", rotation);
    }
    fields.put("from", MyShiftsView.field(start, zone));
    fields.put("to", MyShiftsView.field(end, zone));
    return fields.entrySet().stream()
        .map(field ->
            field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&", "/schedules/ask?", ""));
  }
}
