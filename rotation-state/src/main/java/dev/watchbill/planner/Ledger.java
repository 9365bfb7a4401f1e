package dev.watchbill.planner;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.watchbill.rota.Book;
import dev.watchbill.rota.RotaJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the planner must remember of a plan besides its shifts, as JSON.
 *
 * @param segments the definitions it was planned from
 */
record Ledger(String team, Duration horizon, Instant from, List<Segment> segments) {
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  Ledger {
    segments = List.copyOf(segments);
  }

  static Ledger of(Plan plan) {
    return new Ledger(plan.team(), plan.horizon(), plan.from(), plan.segments());
  }

  /** As it is written: rotas as {@link RotaJson} has them. */
  private record Text(String team, String horizon, String from, List<Part> segments) {}

  private record Part(String from, List<JsonNode> rotas, @Nullable JsonNode book) {}

  String write() {
    try {
      var parts = segments.stream().map(Ledger::part).toList();
      return JSON.writeValueAsString(new Text(team, horizon.toString(), from.toString(), parts));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A ledger of text can always be written", e);
    }
  }

  /**
   * Reads what {@link #write} wrote, in this release or another.
   *
   * @throws IllegalArgumentException if it is something else
   */
  static Ledger read(String json) {
    try {
      var text = JSON.readValue(json, Text.class);
      return new Ledger(
          text.team,
          Duration.parse(text.horizon),
          Instant.parse(text.from),
          text.segments.stream().map(Ledger::segment).toList());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "Expected a schedule's ledger as JSON, but got: " + e.getOriginalMessage(), e);
    }
  }

  private static Part part(Segment segment) {
    return new Part(
        segment.from().toString(),
        segment.rotas().stream().map(rota -> tree(RotaJson.write(rota))).toList(),
        tree(RotaJson.writeBook(segment.book())));
  }

  private static Segment segment(Part part) {
    return new Segment(
        Instant.parse(part.from),
        part.rotas.stream().map(rota -> RotaJson.read(rota.toString())).toList(),
        part.book == null ? Book.EMPTY : RotaJson.readBook(part.book.toString()));
  }

  private static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("What was written as JSON can be read as JSON", e);
    }
  }
}
