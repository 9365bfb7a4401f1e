package dev.watchbill.roster.yaml;

import dev.watchbill.roster.RouteEntry;
import dev.watchbill.roster.yaml.Notes.Kind;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads one of {@code routes}. */
final class RouteReader {
  private RouteReader() {}

  static Optional<RouteEntry> read(Value value) {
    var section = value.section(Shape.ROUTE);
    var when = section.section("when", Shape.WHEN);
    if (!section.has("policy") && !section.has("team")) {
      value.wrong("a \"policy\" or a \"team\" to route to", "neither");
    }
    return Optional.of(
        new RouteEntry(
            when.flatMap(it -> it.as("tier", Form.whole(1, 4)))
                .map(OptionalInt::of)
                .orElse(OptionalInt.empty()),
            when.flatMap(it -> it.text("region")),
            when.flatMap(it -> it.id("service", Kind.SERVICE)),
            when.map(it -> it.texts("labels")).orElse(Map.of()),
            section.id("policy", Kind.POLICY),
            section.ids("team", Kind.TEAM),
            value.place().toString()));
  }
}
