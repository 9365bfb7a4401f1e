package dev.watchbill.schemas.serde;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Any registry that speaks Confluent's REST API, by URL. User information in the URL is sent as
 * basic credentials.
 *
 * @see <a href="https://docs.confluent.io/platform/current/schema-registry/develop/api.html">Schema
 *     Registry API</a>
 */
public final class RestRegistry implements SchemaRegistry {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final URI base;
  private final @Nullable String authorization;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();
  private final Map<Registered, Integer> ids = new ConcurrentHashMap<>();
  private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();

  private record Registered(String subject, Schema schema) {}

  /**
   * @param base such as {@code http://127.0.0.1:8081}
   */
  public RestRegistry(URI base) {
    var text = base.toString();
    this.base = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    this.authorization =
        base.getUserInfo() == null
            ? null
            : "Basic "
                + Base64.getEncoder()
                    .encodeToString(base.getUserInfo().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public int idOf(String subject, Schema schema) {
    var registered = new Registered(subject, schema);
    var known = ids.get(registered);
    if (known != null) {
      return known;
    }
    var body = JSON.createObjectNode().put("schema", schema.toString()).toString();
    var answer =
        ask(
            "subjects/" + URLEncoder.encode(subject, StandardCharsets.UTF_8) + "/versions",
            HttpRequest.BodyPublishers.ofString(body));
    if (!answer.path("id").isInt()) {
      throw new RegistryException(
          "Expected an id from the schema registry for " + subject, true, null);
    }
    var id = answer.path("id").asInt();
    ids.put(registered, id);
    schemas.putIfAbsent(id, schema);
    return id;
  }

  @Override
  public Schema byId(int id) {
    var known = schemas.get(id);
    if (known != null) {
      return known;
    }
    if (id < 0) {
      throw new RegistryException("Expected a schema id, but got " + id, false, null);
    }
    var text = ask("schemas/ids/" + id, null).path("schema");
    if (!text.isTextual()) {
      throw new RegistryException("Expected a schema from the registry for id " + id, true, null);
    }
    var schema = parsed(id, text.asText());
    schemas.put(id, schema);
    return schema;
  }

  private static Schema parsed(int id, String text) {
    try {
      return new Schema.Parser().parse(text);
    } catch (AvroRuntimeException e) {
      throw new RegistryException("Expected an Avro schema for id " + id, false, e);
    }
  }

  private JsonNode ask(String path, HttpRequest.@Nullable BodyPublisher body) {
    var request =
        HttpRequest.newBuilder(URI.create(withoutUser(base) + "/" + path))
            .timeout(PATIENCE)
            .header("Accept", "application/vnd.schemaregistry.v1+json");
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    if (body != null) {
      request.header("Content-Type", "application/vnd.schemaregistry.v1+json").POST(body);
    }
    try {
      var response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new RegistryException(
            "Expected the schema registry to answer 200 to %s, but got %d: %s"
                .formatted(path, response.statusCode(), response.body()),
            mayPass(response),
            null);
      }
      return JSON.readTree(response.body());
    } catch (JsonProcessingException e) {
      throw new RegistryException("Expected JSON from the schema registry for " + path, true, e);
    } catch (IOException e) {
      throw new RegistryException(
          "Expected the schema registry to answer " + path + ", but it can't be reached", true, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RegistryException(
          "Interrupted while asking the schema registry for " + path, true, e);
    }
  }

  /**
   * Whether the same question may be answered later. Only a registry's own word is final: a proxy
   * without its route, credentials that are being changed and a limit look like a refusal, too.
   */
  private static boolean mayPass(HttpResponse<String> response) {
    return switch (response.statusCode()) {
      case 400, 409, 422 -> false;
      case 404 -> !isNotFound(response.body());
      default -> true;
    };
  }

  /** 40401 is a subject that isn't there, 40403 a schema; 404 a path. */
  private static boolean isNotFound(String body) {
    try {
      return JSON.readTree(body).path("error_code").asInt() / 100 == 404;
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  private static String withoutUser(URI base) {
    var user = base.getRawUserInfo();
    return user == null ? base.toString() : base.toString().replaceFirst("\\Q" + user + "@\\E", "");
  }
}
