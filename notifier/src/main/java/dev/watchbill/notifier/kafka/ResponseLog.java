package dev.watchbill.notifier.kafka;

import dev.watchbill.notifier.answers.Responses;
import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.Response;
import dev.watchbill.schemas.kafka.Cluster;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** Writes responses to their topic and finds their outcomes among the incident events. */
public final class ResponseLog implements Responses, AutoCloseable {
  private final AskedAndAnswered<Response, IncidentEvent> log;
  private final IncidentTraces traces;

  /**
   * @param producer writes the responses; stays the caller's
   * @param traces which trace what is answered is a part of
   */
  public ResponseLog(Cluster cluster, Producer<String, byte[]> producer, IncidentTraces traces) {
    this(
        cluster,
        producer,
        traces,
        () -> cluster.consumer("notifier-outcomes-" + cluster.instance(), Map.of()));
  }

  ResponseLog(
      Cluster cluster,
      Producer<String, byte[]> producer,
      IncidentTraces traces,
      Supplier<? extends Consumer<String, byte[]>> consumers) {
    this.traces = traces;
    log =
        new AskedAndAnswered<>(
            cluster,
            producer,
            cluster.topics().responses,
            cluster.topics().incidentEvents,
            IncidentEvent::getResponse,
            consumers);
  }

  /** Starts to listen for outcomes. */
  public void start() {
    log.start();
  }

  @Override
  public CompletableFuture<IncidentEvent> give(Response response) {
    return traces
        .of(response.getIncident())
        .call(() -> log.ask(response.getService(), response.getId(), response));
  }

  /** Done once no outcome can be missed any more. */
  CompletableFuture<Void> listening() {
    return log.listening();
  }

  @Override
  public void close() {
    log.close();
  }
}
