package dev.watchbill.ingest.formats;

import dev.watchbill.ingest.Arrival;
import dev.watchbill.ingest.IntegrationSettings;
import dev.watchbill.ingest.Normaliser;
import dev.watchbill.ingest.Reading;
import dev.watchbill.ingest.Reading.RefusedPart;
import dev.watchbill.schemas.Alert;
import dev.watchbill.schemas.Integration;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What intake would make of a body, without a server and without asking anybody.
 *
 * @param alerts as they would stand on their topic
 * @param problems why something of it, or all of it, would be refused
 */
public record Trial(List<Alert> alerts, List<String> problems) {
  public Trial {
    alerts = List.copyOf(alerts);
    problems = List.copyOf(problems);
  }

  /**
   * Reads a body as the integration's type says.
   *
   * @param arrival how it would have come
   */
  public static Trial of(Integration integration, byte[] body, Arrival arrival) {
    var unique = "0".repeat(32);
    var formats = new Formats(() -> unique, Trial::nobody);
    var from = IntegrationSettings.of(integration);
    return formats
        .of(from.type())
        .map(format -> of(format.read(body, arrival, from), format.fit(from), arrival))
        .orElseGet(() ->
            new Trial(
                List.of(), List.of("Expected a type that has a format, but got " + from.type())));
  }

  private static Trial of(Reading reading, IntegrationSettings from, Arrival arrival) {
    return switch (reading) {
      case Reading.Unreadable(var sentence) -> new Trial(List.of(), List.of(sentence));
      case Reading.NotNow(var sentence) -> new Trial(List.of(), List.of(sentence));
      case Reading.Read read -> {
        var normaliser = new Normaliser(() -> "trial");
        yield new Trial(
            read.alerts().stream()
                .map(alert -> normaliser.normalise(alert, from, arrival))
                .toList(),
            read.refused().stream().map(RefusedPart::sentence).toList());
      }
    };
  }

  private static byte[] nobody(URI address) throws IOException {
    throw new IOException("Nobody is asked in a trial");
  }

  /** An arrival as a trial has it. */
  public static Arrival arrival(Instant at, Map<String, String> headers) {
    return new Arrival(at, "(a file)", "(a file)", headers);
  }
}
