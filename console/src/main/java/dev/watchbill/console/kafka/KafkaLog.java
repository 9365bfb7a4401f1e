package dev.watchbill.console.kafka;

import dev.watchbill.console.api.CommandLog;
import dev.watchbill.console.api.IntakeLog;
import dev.watchbill.console.api.ResponseLog;
import dev.watchbill.console.api.SettingsLog;
import dev.watchbill.console.api.SilenceLog;
import dev.watchbill.console.auth.AuditLog;
import dev.watchbill.console.auth.CredentialLog;
import dev.watchbill.console.auth.LogAway;
import dev.watchbill.console.review.ReviewLog;
import dev.watchbill.schemas.AuditEntry;
import dev.watchbill.schemas.Credential;
import dev.watchbill.schemas.IntakeCommand;
import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.PersonSettings;
import dev.watchbill.schemas.Response;
import dev.watchbill.schemas.ReviewEntry;
import dev.watchbill.schemas.ScheduleCommand;
import dev.watchbill.schemas.Silence;
import dev.watchbill.schemas.Topic;
import dev.watchbill.schemas.kafka.Cluster;
import dev.watchbill.schemas.serde.AvroSerde;
import dev.watchbill.schemas.serde.RegistryException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What people did in the console, out to topics; safe on all in-sync replicas when it returns. */
public final class KafkaLog
    implements ResponseLog,
        SilenceLog,
        CommandLog,
        SettingsLog,
        IntakeLog,
        ReviewLog,
        CredentialLog,
        AuditLog,
        AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaLog.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Producer<String, byte[]> producer;
  private final Written<Response> responses;
  private final Written<Silence> silences;
  private final Written<ScheduleCommand> commands;
  private final Written<PersonSettings> settings;
  private final Written<Page> pages;
  private final Written<IntakeCommand> intake;
  private final Written<ReviewEntry> reviews;
  private final Written<Credential> credentials;
  private final Written<AuditEntry> audit;

  private record Written<V extends SpecificRecord>(Topic<V> topic, AvroSerde<V> serde) {
    ProducerRecord<String, byte[]> record(String key, @Nullable V value) {
      return new ProducerRecord<>(topic.name(), key, serde.serialize(topic.name(), value));
    }
  }

  public KafkaLog(Cluster cluster) {
    var topics = cluster.topics();
    producer =
        cluster.producer(
            "console",
            Map.of(
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                PATIENCE.toMillis(),
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                (int) PATIENCE.toMillis(),
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                3000,
                ProducerConfig.LINGER_MS_CONFIG,
                0));
    responses = new Written<>(topics.responses, cluster.serde(topics.responses));
    silences = new Written<>(topics.silences, cluster.serde(topics.silences));
    commands = new Written<>(topics.scheduleCommands, cluster.serde(topics.scheduleCommands));
    settings = new Written<>(topics.peopleSettings, cluster.serde(topics.peopleSettings));
    pages = new Written<>(topics.pages, cluster.serde(topics.pages));
    intake = new Written<>(topics.intakeCommands, cluster.serde(topics.intakeCommands));
    reviews = new Written<>(topics.reviews, cluster.serde(topics.reviews));
    credentials = new Written<>(topics.credentials, cluster.serde(topics.credentials));
    audit = new Written<>(topics.audit, cluster.serde(topics.audit));
  }

  @Override
  public void add(Response response) {
    write(responses, response.getService(), response);
  }

  @Override
  public void put(Silence silence) {
    write(silences, silence.getId(), silence);
  }

  @Override
  public void forget(String id) {
    write(silences, id, null);
  }

  @Override
  public void add(ScheduleCommand command) {
    var schedule = command.getSchedule();
    var key = schedule == null ? Objects.requireNonNullElse(command.getWho(), "") : schedule;
    write(commands, key, command);
  }

  @Override
  public void put(PersonSettings own) {
    write(settings, own.getPerson(), own);
  }

  @Override
  public void put(ReviewEntry entry) {
    write(reviews, entry.getId(), entry);
  }

  @Override
  public void send(Page notice) {
    write(pages, notice.getPerson(), notice);
  }

  @Override
  public void add(IntakeCommand command) {
    write(intake, command.getIntegration(), command);
  }

  @Override
  public void put(Credential credential) {
    write(credentials, credential.getId(), credential);
  }

  @Override
  public void remove(String id) {
    write(credentials, id, null);
  }

  @Override
  public void add(AuditEntry entry) {
    try {
      var _ =
          producer.send(
              audit.record(entry.getWho(), entry),
              (_, failure) -> {
                if (failure != null) {
                  lost(entry, failure);
                }
              });
    } catch (KafkaException e) {
      lost(entry, e);
    }
  }

  private static void lost(AuditEntry entry, Exception failure) {
    LOG.atError()
        .addKeyValue("who", entry.getWho())
        .addKeyValue("action", entry.getAction())
        .addKeyValue("object", entry.getObject())
        .addKeyValue("outcome", entry.getOutcome())
        .setCause(failure)
        .log("audit entry could not be kept");
  }

  private <V extends SpecificRecord> void write(Written<V> written, String key, @Nullable V value) {
    try {
      producer.send(written.record(key, value)).get(PATIENCE.toMillis() * 2, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      throw away(written.topic(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw away(written.topic(), e);
    }
  }

  private static LogAway away(Topic<?> topic, Exception cause) {
    var what = cause instanceof RegistryException ? "the schema registry" : "Kafka";
    return new LogAway(
        "Expected to write to %s, but %s is away; nothing was done".formatted(topic.name(), what),
        cause);
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(2));
  }
}
