package dev.watchbill.launcher.cli.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.watchbill.launcher.cli.server.Api;
import dev.watchbill.launcher.cli.server.Api.Parameter;
import dev.watchbill.launcher.cli.terminal.Exit;
import dev.watchbill.launcher.cli.terminal.Failure;
import dev.watchbill.launcher.demo.Story;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * The running pipeline, for the demo: alerts go in as Alertmanager sends them, all else through the
 * API.
 *
 * @param webhook where Alertmanager would post to
 * @param key the integration's
 * @param service of the shop that is in trouble
 * @param since when the trouble began
 * @param clock says when it ended
 */
record DemoPipeline(
    Api api, URI webhook, String key, String service, Instant since, InstantSource clock)
    implements Story.Pipeline {
  /** How Alertmanager says that it has no end yet. */
  private static final String UNSET = "0001-01-01T00:00:00Z";

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  @Override
  public String alert(String status) {
    var request =
        HttpRequest.newBuilder(webhook)
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + key)
            .POST(HttpRequest.BodyPublishers.ofString(message(status).toString()))
            .build();
    try (var http = HttpClient.newHttpClient()) {
      var answer = http.send(request, BodyHandlers.ofString());
      return "POST %s → %d".formatted(webhook.getPath(), answer.statusCode());
    } catch (IOException e) {
      throw new Failure(Exit.UNREACHABLE, "Expected intake to answer, but " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure(Exit.UNREACHABLE, "Interrupted while posting an alert", e);
    }
  }

  @Override
  public List<String> incidents() {
    var ids = new ArrayList<String>();
    for (var item :
        api.get("incidents", List.of(new Parameter("service", service))).path("items")) {
      if (!item.path("status").asText().equals("resolved")) {
        ids.add(item.path("id").asText());
      }
    }
    return ids;
  }

  @Override
  public JsonNode incident(String id) {
    return api.get("incidents/" + Api.segment(id), List.of());
  }

  @Override
  public void acknowledge(String id) {
    api.post(
        "incidents/" + Api.segment(id) + "/acknowledge",
        JSON.objectNode().put("text", "the demo acknowledges, as nobody did"));
  }

  @Override
  public JsonNode metrics() {
    return api.get("metrics", List.of()).path("items");
  }

  /** As Alertmanager's webhook sends it, version 4. */
  private JsonNode message(String status) {
    var message =
        JSON.objectNode()
            .put("version", "4")
            .put(
                "groupKey", "{}:{alertname=\"CheckoutErrorRateHigh\", service=\"" + service + "\"}")
            .put("truncatedAlerts", 0)
            .put("status", status)
            .put("receiver", "watchbill")
            .put("externalURL", "http://alertmanager.example.com:9093");
    message.putObject("groupLabels").put("alertname", "CheckoutErrorRateHigh");
    message.putObject("commonLabels").put("service", service);
    message.putObject("commonAnnotations");
    var alert = message.putArray("alerts").addObject();
    alert
        .put("status", status)
        .put("startsAt", since.toString())
        .put("endsAt", status.equals("firing") ? UNSET : clock.instant().toString())
        .put("fingerprint", "c8a2f0d4e1b96357")
        .put("generatorURL", "http://prometheus.example.com:9090/graph?g0.expr=errors");
    alert
        .putObject("labels")
        .put("alertname", "CheckoutErrorRateHigh")
        .put("service", service)
        .put("severity", "critical")
        .put("instance", "checkout-7:8080");
    alert
        .putObject("annotations")
        .put("summary", "Checkout fails for 12 % of customers")
        .put("description", "5xx answers of checkout are above 5 % for 2 minutes.");
    return message;
  }
}
