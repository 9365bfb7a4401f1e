package dev.watchbill.launcher.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.flink.avro.shaded.org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A real process is killed while alerts flow, and started again: nothing that was accepted is lost,
 * and nothing is in two places. {@code -Dkill.seeds} says how often; else 12 times.
 */
@Tag("slow")
class KillTest {
  private static final int SEEDS = Integer.getInteger("kill.seeds", 12);
  private static final int ALERTS = 200;
  private static final int SERVICES = 20;
  private static final int SENDERS = 4;
  private static final int ACCEPTED = 200;
  private static final int NOBODY = 0;
  private static final String KEY = "a-key-of-the-test";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir static Path folder;
  private static final List<Duration> STARTS = new ArrayList<>();
  private static final Map<String, String> VARIABLES = new HashMap<>();
  private static Path roster;
  private static Path data;
  private static SlackStandIn slack;
  private static @Nullable KilledInstallation running;
  private static int killed;
  private static int writtenTwice;
  private static int pagedTwice;

  @BeforeAll
  static void prepare() throws Exception {
    roster = Files.createDirectories(folder.resolve("roster"));
    Files.writeString(roster.resolve("roster.yaml"), rosterText());
    data = folder.resolve("data");
    slack = SlackStandIn.start();
    VARIABLES.putAll(slack.variables());
    VARIABLES.put("TEST_KEY", KEY);
  }

  @AfterAll
  static void measured() {
    if (running != null) {
      running.close();
    }
    slack.close();
    var sorted = STARTS.stream().sorted().toList();
    System.out.printf(
        "MEASURED kill -9 while %d alerts flow, %d times: none lost, none in two incidents, none"
            + " unassigned; of %d alerts %d written twice, %d paged twice; ready again after %d ms"
            + " at the median, %d ms at most%n",
        ALERTS,
        killed,
        killed * ALERTS,
        writtenTwice,
        pagedTwice,
        sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2).toMillis(),
        sorted.isEmpty() ? 0 : sorted.getLast().toMillis());
  }

  static LongStream seeds() {
    return LongStream.rangeClosed(1, SEEDS);
  }

  /** One installation goes through all of them, so that each begins where a kill left off. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void losesNoAlertThatWasAccepted(long seed) throws Exception {
    var random = new SplittableRandom(seed);
    var flow = new Flow(seed, ConcurrentHashMap.newKeySet());
    try (var up = running()) {
      running = null;
      flowUntilKilled(up, flow, 1 + random.nextInt(ALERTS), random.nextInt(30));
    }
    var before = Set.copyOf(flow.taken());
    if (random.nextInt(4) == 0) {
      killWhileStarting(random);
    }
    var up = running();
    running = up;
    STARTS.add(up.startTook());
    // What was not accepted is sent again, as every sender does.
    IntStream.range(0, ALERTS)
        .filter(alert -> !flow.taken().contains(alert))
        .forEach(alert -> await().atMost(PATIENCE).until(() -> flow.post(up, alert) == ACCEPTED));
    assertThat(flow.taken()).hasSize(ALERTS).containsAll(before);
    await().atMost(PATIENCE).until(() -> flow.paged().distinct().count() == ALERTS);
    verify(up, flow);
    count(up, flow);
  }

  private static KilledInstallation running() throws Exception {
    var there = running;
    return there == null ? KilledInstallation.start(roster, data, VARIABLES) : there;
  }

  /**
   * The alerts of one seed.
   *
   * @param taken those that were accepted
   */
  private record Flow(long seed, Set<Integer> taken) {
    String name(int alert) {
      return "alert %d of seed %d.".formatted(alert, seed);
    }

    boolean isMine(String text) {
      return text.endsWith(" of seed %d.".formatted(seed));
    }

    /** What people were told, as often as they were. */
    Stream<String> paged() {
      return slack.messages().stream()
          .map(message -> message.versions().getFirst().path("text").asText())
          .filter(this::isMine);
    }

    /** Its status; 0: nobody answers any more. */
    int post(KilledInstallation up, int alert) throws InterruptedException {
      var status = up.post(KEY, body(alert));
      if (status == ACCEPTED) {
        taken.add(alert);
      }
      return status;
    }

    /** Sends alerts one after the other, each until it is accepted, while somebody answers. */
    void send(KilledInstallation up, int first, CountDownLatch reached) {
      try {
        for (var alert = first; alert < ALERTS; ) {
          switch (post(up, alert)) {
            case ACCEPTED -> {
              reached.countDown();
              alert += SENDERS;
            }
            case NOBODY -> {
              return;
            }
            default -> Thread.onSpinWait();
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private String body(int alert) {
      return """
      [{"labels": {"alertname": "%1$s", "service": "service-%2$d", "severity": "critical"},
        "annotations": {"summary": "%1$s"}, "startsAt": "2026-01-05T09:00:00Z"}]
      """
          .formatted(name(alert), alert % SERVICES);
    }
  }

  /** Several senders at once; the process dies when so many alerts were accepted. */
  private static void flowUntilKilled(
      KilledInstallation up, Flow flow, int killAfter, int furtherMillis)
      throws InterruptedException {
    var reached = new CountDownLatch(killAfter);
    try (var senders = Executors.newFixedThreadPool(SENDERS)) {
      for (var sender = 0; sender < SENDERS; sender++) {
        var first = sender;
        senders.execute(() -> flow.send(up, first, reached));
      }
      assertThat(reached.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      Thread.sleep(furtherMillis);
      up.kill();
      killed++;
    }
  }

  private static void killWhileStarting(SplittableRandom random) throws Exception {
    try (var starting = KilledInstallation.launch(roster, data, VARIABLES)) {
      Thread.sleep(random.nextInt(4_000));
      starting.kill();
    }
  }

  private static void verify(KilledInstallation up, Flow flow) throws IOException {
    var reader = reader(up);
    var incidents = new HashMap<String, GenericRecord>();
    for (var incident : reader.read("watchbill.incidents")) {
      if (flow.isMine(text(incident, "title"))) {
        incidents.put(text(incident, "id"), incident);
      }
    }
    assertThat(incidents.values())
        .as("an incident for each alert, and no second one")
        .extracting(incident -> text(incident, "title"))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, ALERTS).mapToObj(flow::name).toList());
    assertThat(incidents.values())
        .as("each has its one alert, its people and its next deadline")
        .allMatch(incident -> (int) incident.get("alerts") == 1)
        .allMatch(incident -> !((List<?>) incident.get("assignees")).isEmpty())
        .allMatch(incident -> incident.get("nextDeadline") != null);
    assertThat(reader.read("watchbill.assignments"))
        .extracting(assignment -> text((GenericRecord) assignment.get("incident"), "id"))
        .containsAll(incidents.keySet());
    assertThat(reader.read("watchbill.incident-events"))
        .filteredOn(event -> text(event, "type").equals("opened"))
        .extracting(event -> text(event, "incident"))
        .doesNotHaveDuplicates();
  }

  /** Duplicates are stated, not hidden: at most what was under way. */
  private static void count(KilledInstallation up, Flow flow) throws IOException {
    var written =
        reader(up).read("watchbill.alerts").stream()
            .filter(alert -> flow.isMine(text(alert, "title")))
            .count();
    var twice = Math.toIntExact(written) - ALERTS;
    assertThat(twice).as("alerts written twice").isBetween(0, SENDERS);
    writtenTwice += twice;
    pagedTwice += Math.toIntExact(flow.paged().count()) - ALERTS;
  }

  private static ConfluentReader reader(KilledInstallation up) {
    return new ConfluentReader(up.endpoints().kafka(), up.endpoints().registry());
  }

  private static String text(GenericRecord record, String field) {
    return String.valueOf(record.get(field));
  }

  private static String rosterText() {
    var services = new StringBuilder();
    for (var service = 0; service < SERVICES; service++) {
      services.append("  service-%d: {team: payments, policy: pages}%n".formatted(service));
    }
    return """
    organization:
      name: Test
      timezone: UTC
      fallback: {policy: pages}
      limits: {storm-threshold: 10000, max-pages-per-minute: 10000}
    people:
      ann: {name: Ann, timezone: UTC, contacts: {slack: U0ANN}, notify: {high: [slack]}}
    teams:
      payments:
        timezone: UTC
        members: [ann]
        schedules:
          primary:
            rotations: [{name: only, members: [ann], start: 2026-01-05T00:00, shift: 1w}]
    policies:
      pages:
        critical:
          urgency: high
          steps: [{notify: ["schedule:primary"], patience: 1h}]
    integrations:
      prometheus: {type: alertmanager, key: "${env:TEST_KEY}"}
    services:
    %s
    """
        .formatted(services);
  }
}
