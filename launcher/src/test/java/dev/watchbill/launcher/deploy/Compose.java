package dev.watchbill.launcher.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What stands in docker-compose.yml. */
public record Compose(Map<String, JsonNode> services) {
  /**
   * Reads it.
   *
   * @param top folder of the sources
   */
  public static Compose read(Path top) {
    return new Compose(named(yaml(top.resolve("docker-compose.yml")).path("services")));
  }

  /** Services that are Watchbill's. */
  public Map<String, JsonNode> ours() {
    var ours = new HashMap<>(services);
    ours.values().removeIf(service -> !service.path("image").asText().startsWith("watchbill:"));
    assertThat(ours).hasSizeGreaterThan(5);
    return ours;
  }

  /** One of them. */
  JsonNode service(String name) {
    return services.getOrDefault(name, new ObjectMapper().missingNode());
  }

  static JsonNode yaml(Path file) {
    try {
      var text = Files.readString(file);
      return new ObjectMapper()
          .valueToTree(merged(new Load(LoadSettings.builder().build()).loadFromString(text)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With {@code <<} done, which YAML 1.2 has not. */
  private static Object merged(Object node) {
    if (node instanceof List<?> list) {
      return list.stream().map(Compose::merged).toList();
    }
    if (!(node instanceof Map<?, ?> map)) {
      return String.valueOf(node);
    }
    var all = new LinkedHashMap<String, Object>();
    if (map.get("<<") instanceof Map<?, ?> base && merged(base) instanceof Map<?, ?> merged) {
      merged.forEach((key, value) -> all.put(key.toString(), value));
    }
    map.forEach((key, value) -> {
      if (!key.equals("<<")) {
        all.put(key.toString(), merged(value));
      }
    });
    return all;
  }

  static Map<String, JsonNode> named(JsonNode node) {
    var all = new HashMap<String, JsonNode>();
    node.properties().forEach(entry -> all.put(entry.getKey(), entry.getValue()));
    return all;
  }

  public static List<String> strings(JsonNode node) {
    var all = new ArrayList<String>();
    node.forEach(one -> all.add(one.asText()));
    return all;
  }
}
