package dev.watchbill.notifier.teams;

import static dev.watchbill.notifier.delivery.Samples.NOW;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.watchbill.notifier.answers.RecordingCommands;
import dev.watchbill.notifier.answers.RecordingResponses;
import dev.watchbill.notifier.delivery.NotifierMetrics;
import dev.watchbill.notifier.known.KnownIncidents;
import dev.watchbill.notifier.links.LinkSeal;
import dev.watchbill.notifier.links.Links;
import dev.watchbill.notifier.web.JsonText;
import dev.watchbill.schemas.config.Environment;
import dev.watchbill.testkit.TestClock;
import dev.watchbill.testkit.teams.TeamsSigner;
import dev.watchbill.testkit.teams.TeamsStandIn;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;

/** The bot, wired, before a Teams of the test's. */
public final class BotBench implements AutoCloseable {
  public static final String ROOM = "19:payments@thread.tacv2";

  public final TeamsStandIn teams = standIn();
  public final TestClock clock = new TestClock(NOW);
  public final RecordingResponses responses = new RecordingResponses();
  public final RecordingCommands commands = new RecordingCommands();
  public final KnownIncidents incidents = new KnownIncidents();
  public final NotifierMetrics metrics = new NotifierMetrics(new SimpleMeterRegistry());
  public final TeamsBot bot = bot();

  private final Links links = links();
  final Teams wired =
      new Teams(
          new Workflows(new Environment(Map.of()), clock),
          Optional.of(bot),
          TeamsRosters::payments,
          links,
          clock);

  private static TeamsStandIn standIn() {
    try {
      return TeamsStandIn.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Links links() {
    return new Links(
        new LinkSeal("a key that nobody knows"),
        () -> Optional.of("https://oncall.example.com"),
        clock);
  }

  /** Another process, which knows nothing yet. */
  TeamsBot bot() {
    return new TeamsBot(
        TeamsSettings.of(new Environment(teams.variables())).orElseThrow(),
        TeamsRosters::payments,
        links(),
        responses,
        commands,
        incidents,
        metrics,
        clock);
  }

  /** Claims as Microsoft's are; a test changes what it is about. */
  public ObjectNode claims() {
    return TeamsSigner.claims(TeamsStandIn.APP, teams.serviceUrl(), clock.instant());
  }

  /** What the bot answers to an activity that was checked. */
  JsonNode handle(ObjectNode activity) {
    return JsonText.read(bot.handle(Activity.of(activity.toString()).orElseThrow()).body());
  }

  @Override
  public void close() {
    teams.close();
  }
}
