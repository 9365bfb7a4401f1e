package dev.watchbill.launcher.up;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where an {@code up} listens; it leaves this in {@code DATA/endpoints.json}.
 *
 * @param http base of the console, the API and intake, such as {@code http://127.0.0.1:8080}
 * @param kafka bootstrap servers
 * @param registry base of the schema registry
 */
public record Endpoints(String http, String kafka, String registry) {
  static final String FILE = "endpoints.json";

  /** What an {@code up} left in its data folder; empty if none ever did. */
  public static Optional<Endpoints> of(Path data) throws IOException {
    var file = data.resolve(FILE);
    return Files.exists(file)
        ? Optional.of(new ObjectMapper().readValue(file.toFile(), Endpoints.class))
        : Optional.empty();
  }

  void writeTo(Path data) throws IOException {
    var text = new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(this);
    var temporary = data.resolve(FILE + ".new");
    Files.writeString(temporary, text + "\n");
    Files.move(
        temporary,
        data.resolve(FILE),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING,
        java.nio.file.StandardCopyOption.ATOMIC_MOVE);
  }

  /** The port clients of Kafka used last, to be used again where it is still free. */
  int kafkaPort() {
    return URI.create("kafka://" + kafka).getPort();
  }
}
