package dev.watchbill.launcher.cli;

import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that answers everything alike, and keeps what it was asked. */
public final class StubServer implements AutoCloseable {
  private final WebServer server;
  private final List<String> asked = new CopyOnWriteArrayList<>();

  /**
   * @param bodies of its answers, one after another; the last goes on
   */
  public StubServer(int status, String... bodies) {
    server =
        WebServer.builder()
            .address(InetAddress.getLoopbackAddress())
            .port(0)
            .shutdownHook(false)
            .routing(rules ->
                rules.any((request, response) -> {
                  asked.add(
                      "%s %s %s"
                          .formatted(
                              request.prologue().method().text(),
                              request.path().path()
                                  + (request.query().isEmpty()
                                      ? ""
                                      : "?" + request.query().rawValue()),
                              request.content().hasEntity()
                                  ? request.content().as(String.class)
                                  : ""));
                  var nth = Math.min(asked.size(), bodies.length) - 1;
                  response.status(Status.create(status)).send(bodies[nth]);
                }))
            .build()
            .start();
  }

  public String address() {
    return "http://127.0.0.1:" + server.port();
  }

  public List<String> asked() {
    return List.copyOf(asked);
  }

  @Override
  public void close() {
    server.stop();
  }
}
