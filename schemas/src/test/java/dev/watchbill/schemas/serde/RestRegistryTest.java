package dev.watchbill.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an answer means that isn't the one that was asked for. */
class RestRegistryTest {
  private static final Schema SCHEMA = SchemaBuilder.record("X").fields().endRecord();

  private final AtomicInteger asked = new AtomicInteger();
  private HttpServer server;
  private int status = 200;
  private String body = "{}";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          var bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "404 | {\"error_code\":40403,\"message\":\"Schema not found\"} | false",
        "400 | {\"error_code\":400,\"message\":\"no number\"} | false",
        "404 | {\"error_code\":404,\"message\":\"HTTP 404 Not Found\"} | true",
        "404 | <html>no route</html> | true",
        "401 | {\"error_code\":40101} | true",
        "403 | forbidden | true",
        "429 | slower | true",
        "503 | away | true",
        "200 | <html>sign in</html> | true",
        "200 | {} | true",
        "200 | {\"schema\":\"no schema\"} | false",
      })
  void saysWhetherTheSameQuestionMayBeAnsweredLater(int status, String body, boolean later) {
    this.status = status;
    this.body = body;

    var problem = catchThrowableOfType(RegistryException.class, () -> registry().byId(7));

    assertThat(problem.retriable()).isEqualTo(later);
  }

  @ParameterizedTest
  @CsvSource({"409, false", "422, false", "404, true", "401, true", "200, true"})
  void saysWhetherASchemaThatIsNotTakenMayBeLater(int status, boolean later) {
    this.status = status;

    var problem =
        catchThrowableOfType(RegistryException.class, () -> registry().idOf("x-value", SCHEMA));

    assertThat(problem.retriable()).isEqualTo(later);
  }

  @Test
  void asksNobodyForWhatItRegistered() {
    body = "{\"id\":7}";
    var registry = registry();

    assertThat(registry.idOf("x-value", SCHEMA)).isEqualTo(7);

    assertThat(registry.byId(7)).isEqualTo(SCHEMA);
    assertThat(asked).hasValue(1);
  }

  @Test
  void knowsThatNoIdIsBelowZero() {
    var problem = catchThrowableOfType(RegistryException.class, () -> registry().byId(-1));

    assertThat(problem.retriable()).isFalse();
    assertThat(asked).hasValue(0);
  }

  private RestRegistry registry() {
    return new RestRegistry(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
  }
}
