package dev.watchbill.ingest.command;

import dev.watchbill.ingest.AlertLog;
import dev.watchbill.ingest.AlertLog.Appended;
import dev.watchbill.ingest.IntegrationSettings;
import dev.watchbill.ingest.PlainText;
import dev.watchbill.ingest.SourceFormat;
import dev.watchbill.ingest.TestAlert;
import dev.watchbill.ingest.batch.Replaying;
import dev.watchbill.ingest.formats.Formats;
import dev.watchbill.ingest.sns.AmazonHost;
import dev.watchbill.schemas.IntakeCommand;
import dev.watchbill.schemas.Integration;
import dev.watchbill.schemas.RejectedAlert;
import dev.watchbill.schemas.Replay;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What people ask of intake: originals that were refused once more, and test alerts. */
public final class Commands {
  private static final Logger LOG = LoggerFactory.getLogger(Commands.class);

  /** Who asked has given up waiting, and may ask again. */
  private static final Duration TEST_HOLDS = Duration.ofMinutes(5);

  private static final Duration REPLAY_HOLDS = Duration.ofHours(1);

  private static final int MOST_REMEMBERED = 10_000;

  private final Supplier<RosterSnapshot> roster;
  private final AlertLog log;
  private final Replaying replaying;
  private final AmazonHost amazon;
  private final InstantSource clock;
  private final Set<String> replayed = new LinkedHashSet<>();

  /**
   * @param amazon asked for what a configured SNS topic needs
   */
  public Commands(
      Supplier<RosterSnapshot> roster,
      AlertLog log,
      Replaying replaying,
      AmazonHost amazon,
      InstantSource clock) {
    this.roster = roster;
    this.log = log;
    this.replaying = replaying;
    this.amazon = amazon;
    this.clock = clock;
  }

  /**
   * Does what is asked.
   *
   * @return durable: it is done, or there is nothing to do; else it must be asked again
   */
  public Appended accept(IntakeCommand command) {
    return switch (command.getAction()) {
      case "test" -> test(command);
      case "replay" -> replay(command);
      default -> new Appended.Durable();
    };
  }

  private Optional<Integration> integration(IntakeCommand command) {
    return Optional.ofNullable(roster.get().integrations().get(command.getIntegration()));
  }

  private IntegrationSettings settings(Integration integration) {
    return IntegrationSettings.of(integration, roster.get().integrations().values().stream());
  }

  private boolean isOlder(IntakeCommand command, Duration holds) {
    return clock.instant().isAfter(command.getAt().plus(holds));
  }

  private Appended test(IntakeCommand command) {
    var integration = integration(command);
    if (integration.isEmpty() || isOlder(command, TEST_HOLDS)) {
      LOG.atWarn()
          .addKeyValue("integration", command.getIntegration())
          .addKeyValue("command", command.getId())
          .log("a test comes too late, or of an integration that isn't there; it is left out");
      return new Appended.Durable();
    }
    return log.append(List.of(TestAlert.of(command, ofTest(integration.get()), clock.instant())));
  }

  /** As its own alerts are: these senders' alerts all belong to one service. */
  private IntegrationSettings ofTest(Integration integration) {
    return new Formats(integration::getName, amazon)
        .of(integration.getType())
        .map(format -> format.fit(settings(integration)))
        .orElseGet(() -> settings(integration));
  }

  // ---- once more

  private Appended replay(IntakeCommand command) {
    var original = command.getRejected();
    if (original == null || replayed.contains(original.getId())) {
      return new Appended.Durable();
    }
    return switch (result(command, original)) {
      case Replaying.Result.NotNow(var why) -> new Appended.Unavailable(why);
      case Replaying.Result.Refused(var why) -> note(command, original, "refused", 0, why);
      // No alert came of it, and may once its mapping says otherwise: it can be asked for again.
      case Replaying.Result.Accepted(var alerts, var why) when alerts == 0 ->
          note(command, original, "nothing", 0, why);
      case Replaying.Result.Accepted(var alerts, var why) -> {
        // Only once it is said: or the command that comes again would say nothing.
        var noted = note(command, original, "accepted", alerts, why);
        if (noted instanceof Appended.Durable) {
          remember(original.getId());
        }
        yield noted;
      }
    };
  }

  private Replaying.Result result(IntakeCommand command, RejectedAlert original) {
    if (isOlder(command, REPLAY_HOLDS)) {
      return new Replaying.Result.Refused("It was asked for too long ago; ask again");
    }
    if (!original.getRaw().hasRemaining()) {
      return new Replaying.Result.Refused(
          "Expected an original that was kept, but of this one nothing was");
    }
    var integration = integration(command);
    if (integration.isEmpty()) {
      return new Replaying.Result.Refused(
          "Expected an integration of the roster, but %s isn't there any more"
              .formatted(command.getIntegration()));
    }
    return format(original, integration.get())
        .map(format ->
            replaying.replay(original, settings(integration.get()), format, clock.instant()))
        .orElseGet(() ->
            new Replaying.Result.Refused(
                "Expected what can be read by itself, but what came to %s needs more of its request"
                        .formatted(original.getPath())
                    + " than is kept"));
  }

  /** Keys that a format makes up come from the original, so that they are the same each time. */
  private Optional<SourceFormat> format(RejectedAlert original, Integration integration) {
    var formats = new Formats(original::getId, amazon);
    return original.getPath().startsWith("kafka:")
        ? formats.of(Optional.ofNullable(integration.getFormat()).orElse("json"))
        : formats.at(original.getPath());
  }

  private void remember(String id) {
    if (replayed.size() >= MOST_REMEMBERED) {
      replayed.remove(replayed.iterator().next());
    }
    replayed.add(id);
  }

  private Appended note(
      IntakeCommand command, RejectedAlert original, String outcome, int alerts, String why) {
    LOG.atInfo()
        .addKeyValue("integration", command.getIntegration())
        .addKeyValue("rejected", original.getId())
        .addKeyValue("by", command.getBy())
        .addKeyValue("outcome", outcome)
        .addKeyValue("alerts", alerts)
        .log("taken in once more");
    var replay =
        Replay.newBuilder()
            .setCommand(command.getId())
            .setAt(clock.instant())
            .setBy(command.getBy())
            .setOutcome(outcome)
            .setAlerts(alerts)
            .setWhy(PlainText.line(why, 1_000))
            .build();
    return log.refuse(List.of(RejectedAlert.newBuilder(original).setReplay(replay).build()));
  }
}
