package dev.watchbill.ingest.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.watchbill.schemas.Incident;
import dev.watchbill.schemas.Integration;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** An Opsgenie sender of an intake whose integration {@code og} has the service checkout. */
abstract class OpsgenieSender {
  private static final ObjectMapper JSON = new ObjectMapper();

  final IntakeServer intake = IntakeServer.start();

  @BeforeEach
  void integrate() {
    intake.integrate(
        Integration.newBuilder().setName("og").setType("opsgenie").setService("checkout").build());
  }

  @AfterEach
  void stop() {
    intake.close();
  }

  static Incident incident() {
    var at = Instant.parse("2026-01-05T08:00:00Z");
    return Incident.newBuilder()
        .setId("checkout-42")
        .setService("checkout")
        .setGroupKey("disk/db-1")
        .setTitle("Disk is full")
        .setStatus("acknowledged")
        .setOpenedAt(at)
        .setAcknowledgedAt(at.plusSeconds(60))
        .setAcknowledgedBy("asha")
        .build();
  }

  final HttpResponse<String> post(String path, String body) throws Exception {
    return send("POST", path, body);
  }

  final HttpResponse<String> get(String path) throws Exception {
    return send("GET", path, "");
  }

  final HttpResponse<String> send(String method, String path, String body) throws Exception {
    return intake.send(
        HttpRequest.newBuilder(intake.uri(path))
            .header("Authorization", "GenieKey key-og")
            .header("Content-Type", "application/json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
  }

  static String requestId(HttpResponse<String> answer) throws Exception {
    return json(answer).path("requestId").asText();
  }

  static JsonNode json(HttpResponse<String> answer) throws Exception {
    return JSON.readTree(answer.body());
  }
}
