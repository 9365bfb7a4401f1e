package dev.watchbill.ingest.http;

import dev.watchbill.ingest.RecordingAlertLog;
import dev.watchbill.ingest.auth.Allowance;
import dev.watchbill.ingest.auth.KeyUses;
import dev.watchbill.ingest.auth.Keyring;
import dev.watchbill.ingest.heartbeat.Heartbeats;
import dev.watchbill.schemas.Credential;
import dev.watchbill.schemas.Integration;
import dev.watchbill.schemas.RosterCurrent;
import dev.watchbill.schemas.RosterRecord;
import dev.watchbill.schemas.config.Secrets;
import dev.watchbill.schemas.roster.RosterSnapshot;
import dev.watchbill.schemas.roster.RosterStage;
import dev.watchbill.testkit.TestClock;
import io.helidon.webserver.WebServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Intake behind a real server on a free port, with a fake log. The key of integration X is key-X.
 */
final class IntakeServer implements AutoCloseable {
  final RecordingAlertLog log;
  final MapSilenceBook silences = new MapSilenceBook();
  final TestClock clock = TestClock.at("2026-01-05T09:00:00Z");
  final MeterRegistry metrics = new SimpleMeterRegistry();
  final Keyring keys = new Keyring();
  final IncidentShelf book = new IncidentShelf();
  final AtomicReference<RosterSnapshot> roster = new AtomicReference<>(RosterSnapshot.NONE);
  private final RosterStage stage = new RosterStage();
  private final WebServer server;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private IntakeServer(RecordingAlertLog log, Reception.Limits limits, Duration patience) {
    this.log = log;
    var ids = new AtomicInteger();
    var heartbeats = new Heartbeats(log);
    var ours = new IngestMetrics(metrics);
    Supplier<String> next =
        () -> "%012x%020x".formatted(clock.instant().toEpochMilli(), ids.incrementAndGet());
    var reception = new Reception(log, heartbeats, limits, ours, next, clock);
    var senders = new Senders(keys, roster::get, () -> true);
    var door = new FrontDoor(senders, reception, ours, new KeyUses(log::used), clock, patience);
    server =
        WebServer.builder()
            .address(InetAddress.getLoopbackAddress())
            .port(0)
            .addConnectionSelector(new BoundedLines(patience))
            .routing(routing -> {
              routing.addFilter(new ConnectionEnd(patience)).addFilter(new PlainPaths());
              IngestService.routes(routing, door, book, next, clock.instant(), keys, clock);
              new HeartbeatRoutes(door, heartbeats, next).register(routing);
              new SilenceRoutes(door, silences, clock).register(routing);
            })
            .build()
            .start();
  }

  static IntakeServer start() {
    return start(Reception.Limits.usual());
  }

  static IntakeServer start(Reception.Limits limits) {
    return start(new RecordingAlertLog(), limits);
  }

  /** One that doesn't wait long for a body. */
  static IntakeServer impatient(Duration patience) {
    return start(new RecordingAlertLog(), Reception.Limits.usual(), patience);
  }

  static IntakeServer start(RecordingAlertLog log, Reception.Limits limits) {
    return start(log, limits, RequestBody.PATIENCE);
  }

  private static IntakeServer start(
      RecordingAlertLog log, Reception.Limits limits, Duration patience) {
    var intake = new IntakeServer(log, limits, patience);
    intake.integrate(Integration.newBuilder().setName("prometheus-eu").build());
    intake.integrate(Integration.newBuilder().setName("other").build());
    return intake;
  }

  static Reception.Limits limits(int perIntegration, int perService) {
    return new Reception.Limits(
        new Allowance(perIntegration, perIntegration),
        new Allowance(perService, perService),
        new Allowance(0, 0));
  }

  /** Puts an integration and its key in force. */
  void integrate(Integration integration) {
    var name = integration.getName();
    var id = "integration:" + name;
    keys.accept(
        id,
        Credential.newBuilder()
            .setId(id)
            .setKind("integration")
            .setIntegration(name)
            .setHash(Secrets.hash("key-" + name))
            .build());
    var _ = stage.accept(id, RosterRecord.newBuilder().setIntegration(integration).build());
    var current = RosterCurrent.newBuilder().build();
    stage
        .accept(
            RosterStage.CURRENT,
            RosterRecord.newBuilder().setVersion("1").setCurrent(current).build())
        .ifPresent(roster::set);
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  HttpRequest.Builder post(String path, byte[] body) {
    return HttpRequest.newBuilder(uri(path))
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofByteArray(body));
  }

  HttpRequest.Builder post(String path, String body) {
    return post(path, body.getBytes(StandardCharsets.UTF_8));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    http.close();
    server.stop();
  }
}
