package dev.watchbill.ingest;

import dev.watchbill.schemas.Alert;
import dev.watchbill.schemas.IntakeCommand;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * An alert that shows the way of an integration's alerts: it is routed, paged and acknowledged as
 * theirs are, is over by itself, and counts for nothing.
 */
public final class TestAlert {
  /** How long it fires. */
  public static final Duration HOLDS = Duration.ofMinutes(2);

  private static final String SENDER = "watchbill";

  private TestAlert() {}

  /**
   * As it stands on its topic.
   *
   * @param command its id is the alert's
   */
  public static Alert of(IntakeCommand command, IntegrationSettings from, Instant now) {
    var source = source(command, now);
    var arrival = new Arrival(now, "test", SENDER, Map.of());
    Supplier<String> id = command::getId;
    return Alert.newBuilder(new Normaliser(id).normalise(source, from, arrival))
        .setTest(true)
        .setFoundByKey(false)
        .build();
  }

  private static SourceAlert source(IntakeCommand command, Instant now) {
    var key = "watchbill-test/" + command.getId();
    var text =
        "Somebody sends this to see its whole path. Nothing is wrong. It is over by itself after"
            + " %d min.".formatted(HOLDS.toMinutes());
    return new SourceAlert(
        SourceStatus.FIRING,
        key,
        key,
        Map.of("alertname", "WatchbillTest"),
        Map.of(),
        command.getAt(),
        now.plus(HOLDS),
        List.of(),
        "Asked for by " + command.getBy() + ".",
        ByteBuffer.wrap(new byte[0]),
        new SourceAlert.Stated(
            command.getService(),
            command.getSeverity(),
            "TEST of " + command.getIntegration(),
            text,
            null));
  }
}
