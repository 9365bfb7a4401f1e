package dev.watchbill.launcher.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchbill.launcher.broker.EmbeddedBroker;
import dev.watchbill.schemas.Alert;
import dev.watchbill.schemas.serde.AvroSerde;
import dev.watchbill.schemas.serde.RegistryException;
import dev.watchbill.schemas.serde.RestRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedRegistryTest {
  @TempDir static Path folder;
  private static EmbeddedBroker broker;

  @BeforeAll
  static void startBroker() throws IOException {
    broker = EmbeddedBroker.start(folder, freePort(), freePort());
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @Test
  void aRecordTravelsThroughTwoProcessesAndARestart() throws Exception {
    var alert = Alert.newBuilder().setTitle("disk full").build();
    byte[] bytes;
    try (var registry = EmbeddedRegistry.start(broker.bootstrapServers(), 0)) {
      bytes =
          new AvroSerde<>(Alert.class, new RestRegistry(registry.address()))
              .serialize("alerts", alert);
    }

    try (var registry = EmbeddedRegistry.start(broker.bootstrapServers(), 0)) {
      var read =
          new AvroSerde<>(Alert.class, new RestRegistry(registry.address()))
              .deserialize("alerts", bytes);
      assertThat(read).isEqualTo(alert);
    }
  }

  @Test
  void refusesASchemaThatEarlierReadersCannotRead() throws Exception {
    try (var registry = EmbeddedRegistry.start(broker.bootstrapServers(), 0)) {
      var client = new RestRegistry(registry.address());
      client.idOf("x-value", SchemaBuilder.record("X").fields().optionalString("a").endRecord());

      assertThatThrownBy(() ->
              client.idOf(
                  "x-value", SchemaBuilder.record("X").fields().requiredLong("a").endRecord()))
          .isInstanceOf(RegistryException.class)
          .hasMessageContaining("409")
          .hasMessageContaining("version 1 can't read the new schema");
    }
  }

  @Test
  void saysInConfluentsFormWhatIsNotThere() throws Exception {
    try (var registry = EmbeddedRegistry.start(broker.bootstrapServers(), 0)) {
      assertThat(get(registry, "/subjects/none/versions/1"))
          .isEqualTo("404 {\"error_code\":40401,\"message\":\"Subject 'none' not found\"}");
      assertThat(get(registry, "/schemas/ids/999"))
          .isEqualTo("404 {\"error_code\":40403,\"message\":\"Schema not found\"}");
      assertThat(get(registry, "/config"))
          .isEqualTo("200 {\"compatibilityLevel\":\"FULL_TRANSITIVE\"}");
    }
  }

  private static String get(EmbeddedRegistry registry, String path)
      throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create(registry.address() + path)).build();
    try (var client = HttpClient.newHttpClient()) {
      var response = client.send(request, HttpResponse.BodyHandlers.ofString());
      return response.statusCode() + " " + response.body();
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
