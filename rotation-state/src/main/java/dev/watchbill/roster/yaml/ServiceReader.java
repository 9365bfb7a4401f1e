package dev.watchbill.roster.yaml;

import dev.watchbill.roster.ServiceEntry;
import dev.watchbill.roster.yaml.Notes.Kind;
import java.util.Map;

/** Reads one of {@code services}. */
final class ServiceReader {
  private static final int USUAL_TIER = 3;

  private ServiceReader() {}

  static ServiceEntry read(String id, Value value) {
    var section = value.section(Shape.SERVICE);
    return new ServiceEntry(
        id,
        section.text("name").orElse(id),
        section.id("team", Kind.TEAM),
        section.as("tier", Form.whole(1, 4)).orElse(USUAL_TIER),
        section.text("region"),
        section.as("runbook", Words.URL),
        section.ids("depends-on", Kind.SERVICE),
        section.section("chat", Shape.CHAT).map(TeamReader::chat).orElse(Map.of()),
        section.id("policy", Kind.POLICY),
        section.section("ticket", Shape.TICKET).map(TicketReader::read).orElse(Map.of()));
  }
}
