package dev.watchbill.ingest.http;

import dev.watchbill.ingest.AlertLog.Appended;
import dev.watchbill.ingest.Arrival;
import dev.watchbill.ingest.IntegrationSettings;
import dev.watchbill.ingest.heartbeat.Heard;
import dev.watchbill.ingest.heartbeat.Heartbeats;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.function.Supplier;

/**
 * Signs of life: from anything that can ask for an address, and as Opsgenie's senders give them.
 */
final class HeartbeatRoutes {
  private final FrontDoor door;
  private final Heartbeats heartbeats;
  private final Dialect own = new Dialect.Own();
  private final Dialect opsgenie;

  HeartbeatRoutes(FrontDoor door, Heartbeats heartbeats, Supplier<String> ids) {
    this.door = door;
    this.heartbeats = heartbeats;
    this.opsgenie = new OpsgeniePing(ids);
  }

  void register(HttpRules rules) {
    Methods.at("/heartbeats/{name}", own).get(this::ours).post(this::ours).register(rules);
    Methods.at("/v2/heartbeats/{name}/ping", opsgenie)
        .get(this::opsgenies)
        .post(this::opsgenies)
        .put(this::opsgenies)
        .register(rules);
  }

  private void ours(ServerRequest request, ServerResponse response) {
    door.heartbeat(
        request,
        response,
        own,
        false,
        (name, arrival) -> keep(name, arrival, own, Answer.of(202, Answer.JSON, "{}")));
  }

  private void opsgenies(ServerRequest request, ServerResponse response) {
    door.heartbeat(
        request,
        response,
        opsgenie,
        true,
        (name, arrival) ->
            keep(name, arrival, opsgenie, opsgenie.accepted(name.name(), List.of())));
  }

  private Answer keep(
      IntegrationSettings heartbeat, Arrival arrival, Dialect dialect, Answer heard) {
    var beat = new Heard(heartbeat.name(), arrival.at(), arrival.sender());
    return switch (heartbeats.keep(List.of(beat))) {
      case Appended.Durable durable -> heard;
      case Appended.Unavailable unavailable ->
          dialect.refused(
              new Refusal(
                  Refusal.Reason.UNAVAILABLE,
                  "Expected the broker to acknowledge in time; send again"));
    };
  }
}
