package dev.watchbill.ingest.formats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.ingest.Arrival;
import dev.watchbill.ingest.HostileBodies;
import dev.watchbill.ingest.IntegrationSettings;
import dev.watchbill.ingest.Normaliser;
import dev.watchbill.ingest.Reading;
import dev.watchbill.ingest.SourceFormat;
import dev.watchbill.ingest.alertmanager.AlertsApiFormat;
import dev.watchbill.ingest.opsgenie.Action;
import dev.watchbill.ingest.opsgenie.AlertFormat;
import dev.watchbill.ingest.pagerduty.ChangeFormat;
import dev.watchbill.ingest.pagerduty.EventsFormat;
import dev.watchbill.schemas.Alert;
import dev.watchbill.schemas.Integration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every format is a function that no bytes make throw, and whatever it makes of them fits a record.
 * A body is made of its format's good ones and its seed.
 */
class HostileFormatsTest {
  private static final Path GOOD = Path.of("src/test/resources/dev/watchbill/ingest/good");
  private static final Map<String, SourceFormat> FORMATS = formats();
  private static final int BLOCK = 10_000;

  private final Normaliser normaliser = new Normaliser(() -> "id");

  private static Map<String, SourceFormat> formats() {
    var formats = new LinkedHashMap<String, SourceFormat>();
    formats.put("alertmanager-api", new AlertsApiFormat());
    formats.put("pagerduty", new EventsFormat(() -> "made-up"));
    formats.put("pagerduty-change", new ChangeFormat(() -> "made-up"));
    formats.put("opsgenie", AlertFormat.create("made-up"));
    formats.put("opsgenie-snooze", AlertFormat.act(Action.SNOOZE, "k"));
    var webhooks =
        new Formats(
            () -> "made-up",
            address -> {
              throw new IOException("Expected nobody to be asked, but it was " + address);
            });
    formats.putAll(webhooks.webhooks());
    return formats;
  }

  static Stream<Arguments> blocks() {
    return FORMATS.keySet().stream().map(format -> Arguments.of(format, 0L, 300L));
  }

  static Stream<Arguments> manyBlocks() {
    return FORMATS.keySet().stream()
        .flatMap(format ->
            LongStream.range(0, 10)
                .mapToObj(block -> Arguments.of(format, block * BLOCK, (block + 1) * BLOCK)));
  }

  @ParameterizedTest(name = "{0}, seeds {1} to {2}")
  @MethodSource("blocks")
  void makesOfGeneratedBodiesWhatFitsARecord(String format, long from, long to) throws Exception {
    readsAll(format, from, to);
  }

  @Tag("slow")
  @ParameterizedTest(name = "{0}, seeds {1} to {2}")
  @MethodSource("manyBlocks")
  void makesOfManyGeneratedBodiesWhatFitsARecord(String format, long from, long to)
      throws Exception {
    readsAll(format, from, to);
  }

  private void readsAll(String format, long from, long to) throws Exception {
    var good = good(format);
    var understood = 0;
    for (var seed = from; seed < to; seed++) {
      var body = HostileBodies.of(seed, good.get((int) (seed % good.size())));
      understood += read(format, body, "seed " + seed);
    }
    assertThat(understood).as("bodies that were understood all the same").isPositive();
  }

  private int read(String name, byte[] body, String seed) throws IOException {
    var from = IntegrationSettings.of(Integration.newBuilder().setName("n").setType(name).build());
    var arrival =
        new Arrival(
            Instant.parse("2026-01-05T09:00:00Z"),
            "/",
            "",
            Map.of("content-type", "application/json"));
    var format = Objects.requireNonNull(FORMATS.get(name));
    var reading = format.read(body, arrival, from);
    if (!(reading instanceof Reading.Read read)) {
      return 0;
    }
    for (var source : read.alerts()) {
      var alert = normaliser.normalise(source, format.fit(from), arrival);
      assertThat(Alert.getEncoder().encode(alert).remaining()).as(seed).isLessThan(900_000);
      assertThat(alert.getKey()).as(seed).isNotEmpty();
    }
    return read.alerts().isEmpty() ? 0 : 1;
  }

  /** Bodies as the senders' own documents show them. */
  private static List<String> good(String format) throws IOException {
    var bodies = new ArrayList<String>();
    try (var files = Files.list(GOOD)) {
      for (var file : files.sorted().toList()) {
        if (file.getFileName().toString().matches(format + "(~.*)?\\.(json|eml)")) {
          bodies.add(Files.readString(file, StandardCharsets.UTF_8));
        }
      }
    }
    assertThat(bodies).as("good bodies of " + format).isNotEmpty();
    return bodies;
  }
}
