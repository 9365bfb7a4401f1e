package dev.watchbill.launcher.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.watchbill.launcher.registry.Subjects.Registration;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/** The questions of Confluent's REST API, and their answers. */
final class RegistryApi {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";

  private final Subjects subjects;
  private final SchemaLog log;

  /**
   * @param log where new versions are written down
   */
  RegistryApi(Subjects subjects, SchemaLog log) {
    this.subjects = subjects;
    this.log = log;
  }

  @FunctionalInterface
  private interface Answer {
    JsonNode to(ServerRequest request) throws Exception;
  }

  /** Adds the API's paths. */
  void route(HttpRules rules) {
    rules
        .get("/", answering(request -> JSON.createObjectNode()))
        .get(
            "/config",
            answering(
                request -> JSON.createObjectNode().put("compatibilityLevel", "FULL_TRANSITIVE")))
        .get("/mode", answering(request -> JSON.createObjectNode().put("mode", "READWRITE")))
        .get("/schemas/types", answering(request -> JSON.createArrayNode().add("AVRO")))
        .get("/subjects", answering(request -> JSON.valueToTree(subjects.names())))
        .get("/subjects/{subject}/versions", answering(this::versions))
        .post("/subjects/{subject}/versions", answering(this::register))
        .get("/subjects/{subject}/versions/{version}", answering(this::version))
        .get(
            "/subjects/{subject}/versions/{version}/schema",
            answering(request -> JSON.readTree(find(request).schema().toString())))
        .post("/subjects/{subject}", answering(this::lookUp))
        .get(
            "/schemas/ids/{id}",
            answering(request -> JSON.createObjectNode().put("schema", byId(request).toString())))
        .get(
            "/schemas/ids/{id}/schema",
            answering(request -> JSON.readTree(byId(request).toString())))
        .get("/schemas/ids/{id}/versions", answering(this::uses))
        .post("/compatibility/subjects/{subject}/versions", answering(this::compatible))
        .post("/compatibility/subjects/{subject}/versions/{version}", answering(this::compatible));
  }

  private JsonNode versions(ServerRequest request) {
    return JSON.valueToTree(
        known(subject(request)).stream().map(Subjects.Version::version).toList());
  }

  private JsonNode version(ServerRequest request) {
    return json(find(request));
  }

  private JsonNode register(ServerRequest request) throws Exception {
    return switch (subjects.register(subject(request), schema(request))) {
      case Registration.Known known -> JSON.createObjectNode().put("id", known.version().id());
      case Registration.Added added -> {
        log.write(added.version());
        subjects.remember(added.version());
        yield JSON.createObjectNode().put("id", added.version().id());
      }
      case Registration.Incompatible incompatible ->
          throw new RegistryRefusal(
              409,
              409,
              "Schema being registered is incompatible with an earlier schema; "
                  + String.join("; ", incompatible.reasons()));
    };
  }

  private JsonNode lookUp(ServerRequest request) throws JsonProcessingException {
    var subject = subject(request);
    known(subject);
    return subjects
        .version(subject, schema(request))
        .map(RegistryApi::json)
        .orElseThrow(
            () -> new RegistryRefusal(404, RegistryRefusal.SCHEMA_NOT_FOUND, "Schema not found"));
  }

  private JsonNode uses(ServerRequest request) {
    var all = JSON.createArrayNode();
    for (var version : subjects.uses(id(request))) {
      all.addObject().put("subject", version.subject()).put("version", version.version());
    }
    return all;
  }

  private JsonNode compatible(ServerRequest request) throws JsonProcessingException {
    var reasons = subjects.incompatibilities(subject(request), schema(request));
    var answer = JSON.createObjectNode().put("is_compatible", reasons.isEmpty());
    if (!reasons.isEmpty() && request.query().first("verbose").orElse("").equals("true")) {
      answer.set("messages", JSON.valueToTree(reasons));
    }
    return answer;
  }

  private Subjects.Version find(ServerRequest request) {
    var versions = known(subject(request));
    var wanted = request.path().pathParameters().get("version");
    if (wanted.equals("latest") || wanted.equals("-1")) {
      return versions.getLast();
    }
    if (!wanted.matches("\\d{1,9}")) {
      throw new RegistryRefusal(
          422,
          RegistryRefusal.INVALID_VERSION,
          "Expected a version number or latest, but got " + wanted);
    }
    return versions.stream()
        .filter(version -> version.version() == Integer.parseInt(wanted))
        .findFirst()
        .orElseThrow(() ->
            new RegistryRefusal(
                404, RegistryRefusal.VERSION_NOT_FOUND, "Version " + wanted + " not found"));
  }

  private List<Subjects.Version> known(String subject) {
    var versions = subjects.versions(subject);
    if (versions.isEmpty()) {
      throw new RegistryRefusal(
          404, RegistryRefusal.SUBJECT_NOT_FOUND, "Subject '" + subject + "' not found");
    }
    return versions;
  }

  private Schema byId(ServerRequest request) {
    return subjects
        .schema(id(request))
        .orElseThrow(
            () -> new RegistryRefusal(404, RegistryRefusal.SCHEMA_NOT_FOUND, "Schema not found"));
  }

  private static int id(ServerRequest request) {
    var id = request.path().pathParameters().get("id");
    if (!id.matches("\\d{1,9}")) {
      throw new RegistryRefusal(
          404, RegistryRefusal.SCHEMA_NOT_FOUND, "Expected a schema id, but got " + id);
    }
    return Integer.parseInt(id);
  }

  private static String subject(ServerRequest request) {
    return request.path().pathParameters().get("subject");
  }

  private static Schema schema(ServerRequest request) throws JsonProcessingException {
    var body = JSON.readTree(request.content().as(String.class));
    var type = body.path("schemaType").asText("AVRO");
    if (!type.equals("AVRO")) {
      throw new RegistryRefusal(
          422, RegistryRefusal.INVALID_SCHEMA, "Expected schemaType AVRO, but got " + type);
    }
    try {
      return new Schema.Parser().parse(body.path("schema").asText());
    } catch (SchemaParseException e) {
      throw new RegistryRefusal(
          422, RegistryRefusal.INVALID_SCHEMA, "Expected an Avro schema, but " + e.getMessage());
    }
  }

  private static ObjectNode json(Subjects.Version version) {
    return JSON.createObjectNode()
        .put("subject", version.subject())
        .put("version", version.version())
        .put("id", version.id())
        .put("schema", version.schema().toString());
  }

  /** One request at a time: what is decided must be written before the next is decided. */
  private Handler answering(Answer answer) {
    return (request, response) -> {
      try {
        JsonNode body;
        synchronized (subjects) {
          body = answer.to(request);
        }
        send(response, 200, body);
      } catch (RegistryRefusal e) {
        send(response, e.status(), error(e.code(), e.sentence()));
      } catch (JsonProcessingException e) {
        send(response, 400, error(400, "Expected JSON, but " + e.getOriginalMessage()));
      } catch (ExecutionException e) {
        send(
            response,
            500,
            error(
                RegistryRefusal.STORE_ERROR,
                "Expected to write to " + SchemaLog.TOPIC + ", but " + e.getCause()));
      }
    };
  }

  private static JsonNode error(int code, String message) {
    return JSON.createObjectNode().put("error_code", code).put("message", message);
  }

  private static void send(ServerResponse response, int status, JsonNode body) {
    response.status(Status.create(status));
    response.header(HeaderNames.CONTENT_TYPE, MEDIA_TYPE);
    response.send(body.toString().getBytes(StandardCharsets.UTF_8));
  }
}
