package dev.watchbill.launcher.pipeline;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** Passes requests on to a server, and may keep the answer to one that makes something. */
final class LosingProxy implements AutoCloseable {
  private static final List<String> PASSED = List.of("X-Redmine-API-Key", "Content-Type", "Accept");

  private final String target;
  private final HttpServer server;
  private final HttpClient http = HttpClient.newHttpClient();
  private final CountDownLatch kept = new CountDownLatch(1);
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile boolean keeps;

  private LosingProxy(String target, HttpServer server) {
    this.target = target;
    this.server = server;
  }

  static LosingProxy start(String target) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var proxy = new LosingProxy(target, server);
    server.createContext("/", proxy::pass);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    return proxy;
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The next answer to a POST never comes. */
  void keepAnAnswer() {
    keeps = true;
  }

  /** Whether it is so. */
  boolean hasKept() {
    return kept.getCount() == 0;
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    http.close();
  }

  private void pass(HttpExchange call) throws IOException {
    try (call) {
      var method = call.getRequestMethod();
      var request =
          HttpRequest.newBuilder(URI.create(target + call.getRequestURI()))
              .method(method, BodyPublishers.ofByteArray(call.getRequestBody().readAllBytes()));
      for (var name : PASSED) {
        var value = call.getRequestHeaders().getFirst(name);
        if (value != null) {
          request.header(name, value);
        }
      }
      var answer = http.send(request.build(), BodyHandlers.ofByteArray());
      if (keeps && method.equals("POST")) {
        keeps = false;
        kept.countDown();
        closing.await();
        return;
      }
      var body = answer.body();
      answer
          .headers()
          .firstValue("Content-Type")
          .ifPresent(type -> call.getResponseHeaders().set("Content-Type", type));
      call.sendResponseHeaders(answer.statusCode(), body.length == 0 ? -1 : body.length);
      call.getResponseBody().write(body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
