package dev.watchbill.launcher.registry;

import io.helidon.webserver.WebServer;
import java.net.InetAddress;
import java.net.URI;
import java.util.concurrent.ExecutionException;

/**
 * A schema registry on loopback, with the part of Confluent's REST API that serializers,
 * deserializers and people use: subjects, versions, ids, compatibility. Compatibility is {@code
 * FULL_TRANSITIVE}, always. Schemas are on {@code _schemas}.
 *
 * @see <a href="https://docs.confluent.io/platform/current/schema-registry/develop/api.html">Schema
 *     Registry API</a>
 */
public final class EmbeddedRegistry implements AutoCloseable {
  private final Subjects subjects = new Subjects();
  private final SchemaLog log;
  private final WebServer server;

  private EmbeddedRegistry(SchemaLog log, int port) {
    this.log = log;
    this.server =
        WebServer.builder()
            .address(InetAddress.getLoopbackAddress())
            .port(port)
            .maxPayloadSize(4L * 1024 * 1024)
            .shutdownHook(false)
            .routing(new RegistryApi(subjects, log)::route)
            .build();
  }

  /**
   * Reads what was registered before, and listens.
   *
   * @param port 0: a free one
   */
  public static EmbeddedRegistry start(String bootstrapServers, int port)
      throws ExecutionException, InterruptedException {
    var log = new SchemaLog(bootstrapServers);
    var registry = new EmbeddedRegistry(log, port);
    log.replay(registry.subjects::remember);
    registry.server.start();
    return registry;
  }

  /** Where it listens. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + server.port());
  }

  @Override
  public void close() {
    server.stop();
    log.close();
  }
}
