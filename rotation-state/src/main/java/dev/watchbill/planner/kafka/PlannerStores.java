package dev.watchbill.planner.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.watchbill.planner.Holding;
import dev.watchbill.planner.KnownIncident;
import dev.watchbill.schemas.Availability;
import dev.watchbill.schemas.PersonSettings;
import dev.watchbill.schemas.RosterRecord;
import dev.watchbill.schemas.RotationState;
import dev.watchbill.schemas.ScheduleCommand;
import dev.watchbill.schemas.ScheduleEvent;
import dev.watchbill.schemas.kafka.Cluster;
import dev.watchbill.schemas.serde.AvroSerde;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;

/** The planner's stores. Their names are names of topics too: a renamed store is an empty one. */
final class PlannerStores {
  /** Schedules of the roster that is being proposed, by roster key. */
  static final String STAGED = "staged-schedules";

  /** The roster that is being planned, under its key; empty: none is. */
  static final String PROPOSED = "proposed-roster";

  /** What is on rotation-state, by its key. */
  static final String PUBLISHED = "published-plans";

  /** The last handoff announced, by schedule; epoch milliseconds. */
  static final String ANNOUNCED = "announced-handoffs";

  /** When a schedule needs attention next; epoch milliseconds. */
  static final String DEADLINES = "plan-deadlines";

  /** Who has an unresolved incident, by incident. */
  static final String HOLDINGS = "incident-holdings";

  /** Unresolved incidents of a person: person, NUL, incident; since when, epoch milliseconds. */
  static final String ENGAGEMENTS = "person-engagements";

  /** What is on availability, by person. */
  static final String AVAILABILITY = "published-availability";

  /** The last night of a person that was broken, by person; the day it began, in epoch days. */
  static final String NIGHTS = "broken-nights";

  /** Until when it is written who served, by schedule; epoch milliseconds, exclusive. */
  static final String SERVED = "served-until";

  /** What stands of commands, by the id of the command. */
  static final String STANDING = "standing-commands";

  /** Swaps that wait for the other's yes, by the id of the command. */
  static final String SWAPS = "asked-swaps";

  /** What became of commands, by the id of the command. */
  static final String OUTCOMES = "command-outcomes";

  /** Until when everything was said ahead of time, by schedule; epoch milliseconds. */
  static final String SAID_AHEAD = "said-ahead";

  /** The last handoff, by schedule, while it waits to be accepted and once it was. */
  static final String HANDOFFS = "open-handoffs";

  /** Incidents of the last weeks, by id; with {@link #TEAM_INCIDENTS} for handovers. */
  static final String INCIDENTS = "known-incidents";

  /** Ids of incidents: team, NUL, when it opened in epoch milliseconds, NUL, id. */
  static final String TEAM_INCIDENTS = "team-incidents";

  /** What people set for themselves, by person. */
  static final String OWN_WORDS = "own-words";

  private PlannerStores() {}

  static Set<StoreBuilder<?>> all(Cluster cluster, Footing footing) {
    return Set.of(
        footing.store(STAGED, new AvroSerde<>(RosterRecord.class, cluster.registry())),
        footing.store(PROPOSED, new AvroSerde<>(RosterRecord.class, cluster.registry())),
        footing.store(PUBLISHED, new AvroSerde<>(RotationState.class, cluster.registry())),
        footing.store(ANNOUNCED, Serdes.Long()),
        footing.store(DEADLINES, Serdes.Long()),
        footing.store(HOLDINGS, Serdes.serdeFrom(PlannerStores::write, PlannerStores::holding)),
        footing.store(INCIDENTS, Serdes.serdeFrom(PlannerStores::write, PlannerStores::incident)),
        footing.store(TEAM_INCIDENTS, Serdes.String()),
        footing.store(OWN_WORDS, new AvroSerde<>(PersonSettings.class, cluster.registry())),
        footing.store(ENGAGEMENTS, Serdes.Long()),
        footing.store(NIGHTS, Serdes.Long()),
        footing.store(SERVED, Serdes.Long()),
        footing.store(SAID_AHEAD, Serdes.Long()),
        footing.store(HANDOFFS, new AvroSerde<>(ScheduleEvent.class, cluster.registry())),
        footing.store(STANDING, new AvroSerde<>(ScheduleCommand.class, cluster.registry())),
        footing.store(SWAPS, new AvroSerde<>(ScheduleCommand.class, cluster.registry())),
        footing.store(OUTCOMES, new AvroSerde<>(ScheduleEvent.class, cluster.registry())),
        footing.store(AVAILABILITY, new AvroSerde<>(Availability.class, cluster.registry())));
  }

  private static final JsonMapper JSON = new JsonMapper();

  @SuppressWarnings("NullAway") // Kafka's contract: null is null.
  private static byte[] write(String topic, @Nullable Record value) {
    try {
      return value == null ? null : JSON.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A record of text can always be written", e);
    }
  }

  @SuppressWarnings("NullAway") // Kafka's contract: null is null.
  private static KnownIncident incident(String topic, byte @Nullable [] bytes) {
    try {
      return bytes == null ? null : JSON.readValue(bytes, KnownIncident.class);
    } catch (IOException e) {
      throw new UncheckedIOException("Expected an incident as JSON in " + topic, e);
    }
  }

  @SuppressWarnings("NullAway") // Kafka's contract: null is null.
  private static Holding holding(String topic, byte @Nullable [] bytes) {
    try {
      return bytes == null ? null : JSON.readValue(bytes, Holding.class);
    } catch (IOException e) {
      throw new UncheckedIOException("Expected a holding as JSON in " + topic, e);
    }
  }
}
