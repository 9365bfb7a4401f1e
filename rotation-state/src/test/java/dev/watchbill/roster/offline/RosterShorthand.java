package dev.watchbill.roster.offline;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes out what a {@link RosterCase} leaves unsaid: the organisation, the team, plain people. */
final class RosterShorthand {
  private final Map<String, StringBuilder> blocks = new LinkedHashMap<>();
  private String zone = "UTC";
  private List<String> people = List.of();
  private String team = "";

  RosterShorthand(List<String> lines) {
    var block = new StringBuilder();
    for (var line : lines) {
      if (line.startsWith("zone ")) {
        zone = line.substring("zone ".length()).strip();
      } else if (line.startsWith("team-holidays ")) {
        team = "    holidays: " + line.substring("team-holidays ".length()).strip() + "\n";
      } else if (line.startsWith("people ")) {
        people = List.of(line.substring("people ".length()).strip().split(" +"));
      } else if (line.startsWith(" ")) {
        block.append(line).append('\n');
      } else if (!line.isBlank()) {
        block = blocks.computeIfAbsent(line.strip(), each -> new StringBuilder(each + "\n"));
      }
    }
  }

  String yaml() {
    var yaml = new StringBuilder("organization: {timezone: %s}\n".formatted(zone));
    yaml.append(blocks.containsKey("people:") ? take("people:") : "people:\n");
    people.forEach(who -> yaml.append("  %s: {}\n".formatted(who)));
    yaml.append(take("holidays:")).append("teams:\n  team:\n").append(team);
    yaml.append(take("overrides:").indent(4)).append("    schedules:\n");
    blocks.values().forEach(schedule -> yaml.append(schedule.toString().indent(6)));
    return yaml.toString();
  }

  private String take(String key) {
    var block = blocks.remove(key);
    return block == null ? "" : block.toString();
  }
}
