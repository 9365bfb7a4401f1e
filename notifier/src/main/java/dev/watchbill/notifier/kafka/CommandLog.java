package dev.watchbill.notifier.kafka;

import dev.watchbill.notifier.answers.Commands;
import dev.watchbill.schemas.ScheduleCommand;
import dev.watchbill.schemas.ScheduleEvent;
import dev.watchbill.schemas.kafka.Cluster;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/** Writes commands to their topic and finds their outcomes among the events of schedules. */
public final class CommandLog implements Commands, AutoCloseable {
  private final AskedAndAnswered<ScheduleCommand, ScheduleEvent> log;

  /**
   * @param producer writes the commands; stays the caller's
   */
  public CommandLog(Cluster cluster, Producer<String, byte[]> producer) {
    log =
        new AskedAndAnswered<>(
            cluster,
            producer,
            cluster.topics().scheduleCommands,
            cluster.topics().scheduleEvents,
            CommandLog::decided,
            () -> cluster.consumer("notifier-decisions-" + cluster.instance(), Map.of()));
  }

  /** Other events are about a command, too. */
  private static @Nullable String decided(ScheduleEvent event) {
    return event.getType().equals("command") ? event.getCommand() : null;
  }

  /** Starts to listen for outcomes. */
  public void start() {
    log.start();
  }

  @Override
  public CompletableFuture<ScheduleEvent> give(ScheduleCommand command) {
    var key = Objects.requireNonNullElse(command.getSchedule(), command.getBy());
    return log.ask(key, command.getId(), command);
  }

  @Override
  public void close() {
    log.close();
  }
}
