package dev.watchbill.console.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** An OpenAPI 3.1 document: its operations, and a judge of answers. */
public final class ApiDocument {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> METHODS = List.of("get", "post", "put", "delete");

  private final JsonNode root;
  private final SchemaRegistry registry =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private final Map<JsonNode, com.networknt.schema.Schema> schemas = new HashMap<>();

  public ApiDocument(String yaml) {
    root = JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(yaml));
  }

  /**
   * One operation.
   *
   * @param path with names in braces
   * @param parameters with references followed
   * @param body schema of its JSON body; missing: it takes none
   */
  public record Operation(
      String id,
      String method,
      String path,
      List<JsonNode> parameters,
      JsonNode body,
      boolean bodyRequired,
      JsonNode responses) {
    @Override
    public String toString() {
      return id;
    }
  }

  /** All there are. */
  public List<Operation> operations() {
    var all = new ArrayList<Operation>();
    root.path("paths")
        .properties()
        .forEach(path ->
            METHODS.stream()
                .filter(path.getValue()::has)
                .forEach(method -> all.add(operation(path.getKey(), method, path.getValue()))));
    return all;
  }

  private Operation operation(String path, String method, JsonNode item) {
    var operation = item.path(method);
    var parameters = new ArrayList<JsonNode>();
    item.path("parameters").forEach(it -> parameters.add(follow(it)));
    operation.path("parameters").forEach(it -> parameters.add(follow(it)));
    var body = follow(operation.path("requestBody"));
    return new Operation(
        operation.path("operationId").asText(),
        method.toUpperCase(Locale.ROOT),
        path,
        parameters,
        body.path("content").path("application/json").path("schema"),
        body.path("required").asBoolean(),
        operation.path("responses"));
  }

  /** What a reference stands for. */
  public JsonNode follow(JsonNode node) {
    return node.has("$ref") ? follow(root.at(node.path("$ref").asText().substring(1))) : node;
  }

  /**
   * What is wrong with an answer; empty: nothing.
   *
   * @param type content type, without parameters; empty: no body
   */
  public List<String> problems(Operation operation, int status, String type, String body) {
    var response = follow(operation.responses().path(Integer.toString(status)));
    if (response.isMissingNode()) {
      return List.of("status " + status + " isn't documented: " + body);
    }
    var content = response.path("content");
    if (content.isMissingNode() || content.isEmpty()) {
      return body.isEmpty() ? List.of() : List.of("expected no body, but got " + body);
    }
    var schema = content.path(type).path("schema");
    if (schema.isMissingNode()) {
      return List.of("content type " + type + " isn't documented for " + status);
    }
    return type.endsWith("json")
        ? judge(schema).validate(body, InputFormat.JSON).stream().map(Error::toString).toList()
        : List.of();
  }

  /** The schema with the document's components beside it, where its references lead. */
  private com.networknt.schema.Schema judge(JsonNode schema) {
    return schemas.computeIfAbsent(
        schema,
        it -> {
          var whole = JSON.createObjectNode();
          whole.putArray("allOf").add(it);
          whole.set("components", root.path("components"));
          return registry.getSchema(whole.toString(), InputFormat.JSON);
        });
  }
}
