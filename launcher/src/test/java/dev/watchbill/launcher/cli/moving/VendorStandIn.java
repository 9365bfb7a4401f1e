package dev.watchbill.launcher.cli.moving;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * A product's API: answers from files, GETs with the right key only. Whatever else is asked of it
 * is kept, and answered as it would.
 */
final class VendorStandIn implements AutoCloseable {
  private final Path folder;
  private final String authorization;
  private final WebServer server;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final Map<String, String> instead = new ConcurrentHashMap<>();
  private final Map<String, Function<Map<String, String>, String>> computed =
      new ConcurrentHashMap<>();
  private final Deque<Planned> first = new ArrayDeque<>();

  /** An answer that comes once, whatever is asked. */
  @SuppressWarnings("ArrayRecordComponent")
  record Planned(int status, byte[] body) {}

  VendorStandIn(Path folder, String authorization) {
    this.folder = folder;
    this.authorization = authorization;
    server =
        WebServer.builder()
            .address(InetAddress.getLoopbackAddress())
            .port(0)
            .shutdownHook(false)
            .routing(rules -> rules.any(this::answer))
            .build()
            .start();
  }

  String address() {
    return "http://127.0.0.1:" + server.port();
  }

  /** What it was asked, in order: method, path and query. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  /** Answers a path, without its version, with this; an empty text: there is none. */
  VendorStandIn answering(String path, String body) {
    instead.put(path, body);
    return this;
  }

  /** Answers a path by its query. */
  VendorStandIn computing(String path, Function<Map<String, String>, String> answer) {
    computed.put(path, answer);
    return this;
  }

  /** The next request, whichever it is, gets this. */
  VendorStandIn first(int status, byte[] body) {
    synchronized (first) {
      first.add(new Planned(status, body));
    }
    return this;
  }

  private void answer(ServerRequest request, ServerResponse response) {
    var query = request.query().isEmpty() ? "" : "?" + request.query().rawValue();
    asked.add(request.prologue().method().text() + " " + request.path().path() + query);
    response.header("Retry-After", "0");
    var planned = next();
    if (planned != null) {
      response.status(Status.create(planned.status()));
      response.header("Location", "https://elsewhere.example/");
      response.send(planned.body());
    } else if (!request
        .headers()
        .value(HeaderNames.AUTHORIZATION)
        .filter(authorization::equals)
        .isPresent()) {
      response.status(Status.UNAUTHORIZED_401).send("{\"message\":\"Could not authenticate\"}");
    } else {
      answered(request, response);
    }
  }

  private void answered(ServerRequest request, ServerResponse response) {
    var path = request.path().path().replaceFirst("^/(api/)?(v[0-9]/)?", "").replaceFirst("/$", "");
    var parameters = new java.util.TreeMap<String, String>();
    request.query().names().forEach(it -> parameters.put(it, request.query().get(it)));
    var page = parameters.getOrDefault("offset", parameters.getOrDefault("page", "0"));
    var of = parameters.containsKey("schedule_id") ? "." + parameters.get("schedule_id") : "";
    var file = folder.resolve(path + of + (page.matches("[01]") ? "" : "." + page) + ".json");
    if (!request.prologue().method().text().equals("GET")) {
      response.status(Status.METHOD_NOT_ALLOWED_405).send("{}");
    } else if (computed.containsKey(path)) {
      response.send(computed.get(path).apply(parameters));
    } else if (instead.containsKey(path) ? !instead.get(path).isEmpty() : Files.exists(file)) {
      response.send(instead.containsKey(path) ? instead.get(path) : text(file));
    } else {
      response.status(Status.NOT_FOUND_404).send("{\"message\":\"No such thing\"}");
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Planned next() {
    synchronized (first) {
      return first.poll();
    }
  }

  @Override
  public void close() {
    server.stop();
  }
}
