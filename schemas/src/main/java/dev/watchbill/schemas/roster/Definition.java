package dev.watchbill.schemas.roster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;

/** What can be said of a schedule's definition without being its planner. */
final class Definition {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Definition() {}

  /** Names of its rotations, in their order; none where the planner can't read it, either. */
  static List<String> rotations(String definition) {
    try {
      return JSON.readTree(definition)
          .path("rotations")
          .valueStream()
          .map(each -> each.path("name"))
          .filter(JsonNode::isTextual)
          .map(JsonNode::textValue)
          .toList();
    } catch (JsonProcessingException e) {
      return List.of();
    }
  }
}
