package dev.watchbill.planner.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.schemas.Topics;
import dev.watchbill.schemas.kafka.Cluster;
import dev.watchbill.schemas.serde.LocalRegistry;
import dev.watchbill.testkit.TestClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Names of steps and stores are names of topics: a changed one loses the state behind it. Who
 * changes this picture on purpose says in the changelog how an installation gets its state back.
 */
class TopologyShapeTest {
  @Test
  void keepsItsNames() {
    assertThat(describe())
        .isEqualToNormalizingWhitespace(
            """
            Topologies:
               Sub-topology: 0
                Source: schedule-commands (topics: [watchbill.schedule-commands])
                  --> is-a-command
                Processor: is-a-command (stores: [])
                  --> asked
                  <-- schedule-commands
                Source: roster (topics: [watchbill.roster])
                  --> roster-change
                Processor: asked (stores: [])
                  --> roster-and-commands
                  <-- is-a-command
                Source: people-settings (topics: [watchbill.people-settings])
                  --> own-word
                Processor: roster-change (stores: [])
                  --> roster-and-commands
                  <-- roster
                Source: holdings-repartition-source (topics: [holdings-repartition])
                  --> happened
                Processor: own-word (stores: [])
                  --> with-what-people-set
                  <-- people-settings
                Processor: roster-and-commands (stores: [])
                  --> with-what-people-set
                  <-- roster-change, asked
                Processor: happened (stores: [])
                  --> everything-the-planner-hears
                  <-- holdings-repartition-source
                Processor: with-what-people-set (stores: [])
                  --> everything-the-planner-hears
                  <-- roster-and-commands, own-word
                Processor: everything-the-planner-hears (stores: [])
                  --> plan
                  <-- with-what-people-set, happened
                Processor: plan (stores: [announced-handoffs, asked-swaps, broken-nights, command-outcomes, incident-holdings, known-incidents, open-handoffs, own-words, person-engagements, plan-deadlines, proposed-roster, published-availability, published-plans, said-ahead, served-until, staged-schedules, standing-commands, team-incidents])
                  --> publish
                  <-- everything-the-planner-hears
                Sink: publish (extractor class: the topic each record names)
                  <-- plan
              Sub-topology: 1
                Source: incident-events (topics: [watchbill.incident-events])
                  --> who-has-it
                Processor: who-has-it (stores: [])
                  --> holdings-repartition-filter
                  <-- incident-events
                Processor: holdings-repartition-filter (stores: [])
                  --> holdings-repartition-sink
                  <-- who-has-it
                Sink: holdings-repartition-sink (topic: holdings-repartition)
                  <-- holdings-repartition-filter

            """);
  }

  private static String describe() {
    var clock = TestClock.at("2026-01-05T09:00:00Z");
    var metrics = new SimpleMeterRegistry();
    var cluster =
        new Cluster(
            "127.0.0.1:9",
            new LocalRegistry(),
            new Topics(Topics.DEFAULT_PREFIX),
            6,
            (short) 1,
            "shape",
            Map.of());
    var letters = new DeadLetters(cluster, metrics, clock);
    var settings = RotationSettings.of(cluster, Path.of("state"), letters);
    return withSortedStores(
        new RotationTopology(cluster, settings, metrics, clock).get().describe().toString());
  }

  /** Kafka Streams lists a step's stores in no order. */
  private static String withSortedStores(String description) {
    return Pattern.compile("(?<=stores: \\[)[^]]+")
        .matcher(description)
        .replaceAll(stores ->
            Stream.of(stores.group().split(", ", -1)).sorted().collect(Collectors.joining(", ")));
  }
}
