package dev.watchbill.launcher.cli.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.watchbill.launcher.cli.terminal.Exit;
import dev.watchbill.launcher.cli.terminal.Failure;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A server's {@code /api/v1}; whatever it doesn't answer well is a {@link Failure}. */
public final class Api {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final String base;
  private final Optional<String> token;

  /** One parameter of a query. */
  public record Parameter(String name, String value) {
    private String encoded() {
      return name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
  }

  /**
   * What a server answered.
   *
   * @param status 2xx
   */
  record Answer(int status, JsonNode body) {}

  public Api(URI server, Optional<String> token) {
    this.base = server.toString().replaceAll("/+$", "") + "/api/v1/";
    this.token = token;
  }

  /**
   * Looks something up.
   *
   * @param path below {@code /api/v1/}
   */
  public JsonNode get(String path, List<Parameter> query) {
    var uri =
        query.isEmpty()
            ? path
            : path + "?" + query.stream().map(Parameter::encoded).collect(Collectors.joining("&"));
    return ask(uri, request(uri).GET()).body();
  }

  /**
   * Looks something up that isn't JSON.
   *
   * @param path below {@code /api/v1/}, with its query
   */
  String text(String path) {
    return send(path, request(path).GET()).body();
  }

  /** Does something. */
  public Answer post(String path, JsonNode body) {
    var request =
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
    return ask(path, request);
  }

  /** Sets something, in place of what was there. */
  JsonNode put(String path, JsonNode body) {
    var request =
        request(path)
            .header("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofString(body.toString()));
    return ask(path, request).body();
  }

  /** Takes something away. */
  void delete(String path) {
    var _ = ask(path, request(path).DELETE());
  }

  /**
   * The address of something else on this server.
   *
   * @param path absolute
   */
  String address(String path) {
    return base.substring(0, base.length() - "/api/v1/".length()) + path;
  }

  /** One segment of a path. */
  public static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private HttpRequest.Builder request(String path) {
    var request = HttpRequest.newBuilder(uri(path)).timeout(PATIENCE);
    request.header("Accept", "application/json, application/problem+json");
    token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
    return request;
  }

  private URI uri(String path) {
    try {
      return URI.create(base + path);
    } catch (IllegalArgumentException e) {
      throw new Failure(Exit.USAGE, "Expected an address, but got " + base + path, e);
    }
  }

  private Answer ask(String path, HttpRequest.Builder request) {
    var response = send(path, request);
    try {
      return new Answer(response.statusCode(), JSON.readTree(response.body()));
    } catch (JsonProcessingException e) {
      throw new Failure(
          Exit.UNREACHABLE, "Expected JSON from " + base + path + ", but got none", e);
    }
  }

  private HttpResponse<String> send(String path, HttpRequest.Builder request) {
    try (var http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build()) {
      var response = http.send(request.build(), BodyHandlers.ofString());
      if (response.statusCode() / 100 == 2) {
        return response;
      }
      throw refused(path, response.statusCode(), response.body());
    } catch (IOException e) {
      throw new Failure(
          Exit.UNREACHABLE, "Expected watchbill at %s, but it can't be reached".formatted(base), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure(Exit.UNREACHABLE, "Interrupted while asking " + base, e);
    }
  }

  private Failure refused(String path, int status, String body) {
    var exit =
        switch (status) {
          case 401, 403 -> Exit.NOT_ALLOWED;
          case 400, 404, 409, 410, 422, 429 -> Exit.REFUSED;
          default -> Exit.UNREACHABLE;
        };
    var because = status == 401 && token.isEmpty() ? " (WATCHBILL_TOKEN is not set)" : "";
    return new Failure(exit, sentence(path, status, body) + because);
  }

  /** The problem's own words where it has some (RFC 9457). */
  private static String sentence(String path, int status, String body) {
    var problem = problem(body);
    var words = problem.path("detail").asText(problem.path("title").asText(""));
    return words.isEmpty() ? "Expected an answer to %s, but got %d".formatted(path, status) : words;
  }

  private static JsonNode problem(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return JsonNodeFactory.instance.objectNode();
    }
  }
}
