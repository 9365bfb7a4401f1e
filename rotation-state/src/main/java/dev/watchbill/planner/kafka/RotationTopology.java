package dev.watchbill.planner.kafka;

import dev.watchbill.planner.Holding;
import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.PersonSettings;
import dev.watchbill.schemas.RosterRecord;
import dev.watchbill.schemas.ScheduleCommand;
import dev.watchbill.schemas.kafka.Cluster;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Properties;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.RecordContext;
import org.apache.kafka.streams.processor.TopicNameExtractor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * The planner. One task plans everything, as schedules depend on each other.
 *
 * <pre>
 *  roster ──────────────────────────────────┐
 *  schedule-commands ───────────────────────┤
 *  people-settings ─────────────────────────┤
 *                                           ├─► plan ──► rotation-state, schedule-events,
 *  incident-events ─► who has it? ─► one    │   (stores)   availability, roster (current)
 *                               partition ──┘
 * </pre>
 *
 * {@code roster:current} is the last record a proposal writes, after all of the plan it stands for.
 * What takes longer than a step to plan is committed step by step.
 */
public final class RotationTopology implements Supplier<Topology> {
  private final Cluster cluster;
  private final Properties settings;
  private final PlannerMetrics metrics;
  private final InstantSource clock;
  private final Footing footing;

  /**
   * @param settings of the application, see {@link RotationSettings}
   */
  public RotationTopology(
      Cluster cluster, Properties settings, MeterRegistry metrics, InstantSource clock) {
    this(cluster, settings, metrics, clock, Footing.durable(RotationSettings.STEP));
  }

  /**
   * @param settings of the application, see {@link RotationSettings}
   * @param footing what it stands on
   */
  public RotationTopology(
      Cluster cluster,
      Properties settings,
      MeterRegistry metrics,
      InstantSource clock,
      Footing footing) {
    this.cluster = cluster;
    this.settings = settings;
    this.metrics = new PlannerMetrics(metrics);
    this.clock = clock;
    this.footing = footing;
  }

  @Override
  public Topology get() {
    var builder = new StreamsBuilder();
    roster(builder)
        .merge(commands(builder), Named.as("roster-and-commands"))
        .merge(settings(builder), Named.as("with-what-people-set"))
        .merge(incidents(builder), Named.as("everything-the-planner-hears"))
        .process(new Planning(), Named.as("plan"))
        .to(
            new ItsOwnTopic(),
            Produced.with(Serdes.String(), Outgoing.serde()).withName("publish"));
    return builder.build(settings);
  }

  private KStream<String, PlannerInput> roster(StreamsBuilder builder) {
    var topic = cluster.topics().roster;
    return builder.stream(
            topic.name(),
            Consumed.with(Serdes.String(), cluster.<RosterRecord>serde(topic)).withName("roster"))
        .mapValues(RotationTopology::change, Named.as("roster-change"));
  }

  private KStream<String, PlannerInput> commands(StreamsBuilder builder) {
    var topic = cluster.topics().scheduleCommands;
    return builder.stream(
            topic.name(),
            Consumed.with(Serdes.String(), cluster.<ScheduleCommand>serde(topic))
                .withName("schedule-commands"))
        .filter((key, command) -> command != null, Named.as("is-a-command"))
        .mapValues(RotationTopology::asked, Named.as("asked"));
  }

  private KStream<String, PlannerInput> settings(StreamsBuilder builder) {
    var topic = cluster.topics().peopleSettings;
    return builder.stream(
            topic.name(),
            Consumed.with(Serdes.String(), cluster.<PersonSettings>serde(topic))
                .withName("people-settings"))
        .mapValues(RotationTopology::ownWord, Named.as("own-word"));
  }

  private static PlannerInput ownWord(PersonSettings settings) {
    return new PlannerInput.OwnWord(settings);
  }

  private static PlannerInput asked(ScheduleCommand command) {
    return new PlannerInput.Asked(command);
  }

  private KStream<String, PlannerInput> incidents(StreamsBuilder builder) {
    var topic = cluster.topics().incidentEvents;
    return builder.stream(
            topic.name(),
            Consumed.with(Serdes.String(), cluster.<IncidentEvent>serde(topic))
                .withName("incident-events"))
        .filter((service, event) -> Holding.concerns(event), Named.as("who-has-it"))
        .repartition(
            Repartitioned.with(Serdes.String(), cluster.<IncidentEvent>serde(topic))
                .withNumberOfPartitions(1)
                .withName("holdings"))
        .mapValues(RotationTopology::happened, Named.as("happened"));
  }

  private static PlannerInput change(RosterRecord value) {
    return new PlannerInput.RosterChange(value);
  }

  private static PlannerInput happened(IncidentEvent event) {
    return new PlannerInput.Happened(event);
  }

  private static final class ItsOwnTopic implements TopicNameExtractor<String, Outgoing> {
    @Override
    public String extract(String key, Outgoing outgoing, RecordContext context) {
      return outgoing.topic();
    }

    /** As the topology's description shows it. */
    @Override
    public String toString() {
      return "the topic each record names";
    }
  }

  private final class Planning
      implements ProcessorSupplier<String, PlannerInput, String, Outgoing> {
    @Override
    public Processor<String, PlannerInput, String, Outgoing> get() {
      return new PlanningProcessor(cluster, metrics, clock, footing.step());
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      return PlannerStores.all(cluster, footing);
    }
  }
}
