package dev.watchbill.launcher.up;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.watchbill.ingest.PlainText;
import dev.watchbill.ingest.http.BoundedLines;
import dev.watchbill.ingest.http.ConnectionEnd;
import dev.watchbill.ingest.http.PlainPaths;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.NotFoundException;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Parts of the pipeline on one HTTP server, with health and metrics beside them. */
final class Host implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Host.class);

  /** Above intake's own limit, so that intake says itself what was too large. */
  private static final long MAX_PAYLOAD = 8L * 1024 * 1024;

  /**
   * The common pool has one thread on a machine with two processors: there nothing would overlap.
   */
  static final Executor SIDE_BY_SIDE =
      Executors.newThreadPerTaskExecutor(
          Thread.ofPlatform().daemon().name("service-", 0).factory());

  private static final Duration PATIENCE_AT_END = Duration.ofMillis(3500);

  private final List<Part> parts;
  private final PrometheusMeterRegistry metrics;
  private final Tokens tokens;
  private @Nullable WebServer server;

  Host(List<Part> parts, PrometheusMeterRegistry metrics, Tokens tokens) {
    this.parts = List.copyOf(parts);
    this.metrics = metrics;
    this.tokens = tokens;
  }

  /**
   * Starts all parts and listens.
   *
   * @return the port it listens on
   * @throws CannotStart if the port is taken
   */
  int start(InetAddress address, int port) throws CannotStart {
    var web =
        WebServer.builder()
            .address(address)
            .port(port)
            .maxPayloadSize(MAX_PAYLOAD)
            .shutdownHook(false)
            // An answer leaves in parts: the last would wait 40 ms until the first is acknowledged.
            .connectionOptions(socket -> socket.tcpNoDelay(true))
            .addConnectionSelector(new BoundedLines())
            .routing(this::route)
            .build();
    server = web;
    var starting =
        parts.stream().map(part -> CompletableFuture.runAsync(part::start, SIDE_BY_SIDE)).toList();
    try {
      web.start();
    } catch (RuntimeException e) {
      throw new CannotStart("Expected to listen on port %d, but %s".formatted(port, e), e);
    } finally {
      starting.forEach(CompletableFuture::join);
    }
    return web.port();
  }

  /** Names of the parts that don't do their work, yet or any more. */
  List<String> waitingFor() {
    return parts.stream().filter(part -> !part.ready()).map(Part::name).toList();
  }

  /** What somebody must mend before all parts can do their work. */
  List<String> obstacles() {
    return parts.stream().flatMap(part -> part.obstacles().stream()).toList();
  }

  @Override
  public void close() {
    if (server != null) {
      server.stop();
    }
    var endings = new LinkedHashMap<Part, CompletableFuture<Void>>();
    parts.forEach(
        part -> endings.put(part, CompletableFuture.runAsync(() -> end(part), SIDE_BY_SIDE)));
    try {
      CompletableFuture.allOf(endings.values().toArray(CompletableFuture[]::new))
          .get(PATIENCE_AT_END.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      endings.forEach(Host::complain);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    tokens.close();
  }

  private static void complain(Part part, CompletableFuture<Void> ending) {
    if (!ending.isDone()) {
      LOG.atWarn().addKeyValue("service", part.name()).log("service did not end in time");
    }
  }

  private static void end(Part part) {
    try {
      part.close();
    } catch (RuntimeException e) {
      LOG.atWarn().addKeyValue("service", part.name()).setCause(e).log("service ended badly");
    }
  }

  private void route(HttpRouting.Builder rules) {
    rules
        .addFilter(new ConnectionEnd())
        .addFilter(new PlainPaths())
        .error(NotFoundException.class, (request, response, _) -> notFound(request, response))
        .get("/health/live", Host::liveness)
        .head("/health/live", Host::liveness)
        .get("/health/ready", this::readiness)
        .head("/health/ready", this::readiness)
        .get("/metrics", this::metrics);
    parts.forEach(part -> part.route(rules));
  }

  private static void notFound(ServerRequest request, ServerResponse response) {
    var path = PlainText.quoted(request.path().path());
    response.status(Status.NOT_FOUND_404);
    response.header(HeaderNames.CONTENT_TYPE, "application/problem+json");
    send(
        request,
        response,
        JsonNodeFactory.instance
            .objectNode()
            .put("title", "Not found")
            .put("status", 404)
            .put("detail", "Expected a path of Watchbill, but got " + path)
            .toString());
  }

  private static void liveness(ServerRequest request, ServerResponse response) {
    health(request, response, "{\"status\":\"live\"}");
  }

  private static void health(ServerRequest request, ServerResponse response, String body) {
    response.header(HeaderNames.CONTENT_TYPE, "application/json");
    send(request, response, body);
  }

  /** To HEAD without the body, which would be taken for the next answer, but with its length. */
  private static void send(ServerRequest request, ServerResponse response, String body) {
    if (request.prologue().method().equals(Method.HEAD)) {
      response.headers().contentLength(body.getBytes(StandardCharsets.UTF_8).length);
      response.send();
    } else {
      response.send(body);
    }
  }

  private void readiness(ServerRequest request, ServerResponse response) {
    var waiting = waitingFor();
    response.status(waiting.isEmpty() ? Status.OK_200 : Status.SERVICE_UNAVAILABLE_503);
    health(
        request,
        response,
        "{\"status\":\"%s\",\"waitingFor\":[%s]}"
            .formatted(
                waiting.isEmpty() ? "ready" : "starting",
                waiting.stream().map(name -> '"' + name + '"').collect(Collectors.joining(","))));
  }

  private void metrics(ServerRequest request, ServerResponse response) {
    if (!tokens.allow(request.headers().first(HeaderNames.AUTHORIZATION).orElse(null))) {
      response.status(Status.UNAUTHORIZED_401);
      response.header(HeaderNames.WWW_AUTHENTICATE, "Bearer");
      response.header(HeaderNames.CONTENT_TYPE, "application/problem+json");
      response.send(
          "{\"title\":\"Unauthorized\",\"status\":401,\"detail\":\"Expected an API token as bearer\"}");
      return;
    }
    response.header(HeaderNames.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8");
    response.send(metrics.scrape());
  }
}
