package dev.watchbill.ingest.http;

import dev.watchbill.ingest.AlertLog;
import dev.watchbill.ingest.IncidentBook;
import dev.watchbill.ingest.auth.Allowance;
import dev.watchbill.ingest.auth.KeyUse;
import dev.watchbill.ingest.auth.KeyUses;
import dev.watchbill.ingest.auth.Keyring;
import dev.watchbill.ingest.heartbeat.Heard;
import dev.watchbill.ingest.heartbeat.HeartbeatLog;
import dev.watchbill.ingest.heartbeat.Heartbeats;
import dev.watchbill.schemas.Alert;
import dev.watchbill.schemas.Credential;
import dev.watchbill.schemas.Incident;
import dev.watchbill.schemas.Integration;
import dev.watchbill.schemas.RejectedAlert;
import dev.watchbill.schemas.RosterCurrent;
import dev.watchbill.schemas.RosterRecord;
import dev.watchbill.schemas.config.Secrets;
import dev.watchbill.schemas.roster.RosterSnapshot;
import dev.watchbill.schemas.roster.RosterStage;
import dev.watchbill.schemas.serde.TrustedRecords;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What {@link IntakeBench} asks, each in a process of its own: an echo, or intake as it runs, whose
 * log encodes each record and throws it away.
 */
public final class IntakeServers {
  static final String KEY = "key";

  private IntakeServers() {}

  /**
   * Prints the port, and serves until standard input ends.
   *
   * @param args echo, or intake
   */
  public static void main(String[] args) throws IOException {
    TrustedRecords.trust();
    var server =
        WebServer.builder()
            .address(InetAddress.getLoopbackAddress())
            .port(0)
            .maxPayloadSize(RequestBody.LIMIT);
    switch (args[0]) {
      case "echo" -> echo(server);
      case "intake" -> intake(server);
      default -> throw new IllegalArgumentException("Expected echo or intake, but got " + args[0]);
    }
    System.out.println(server.build().start().port());
    while (System.in.read() >= 0) {
      // Until whoever asks is gone.
    }
    System.exit(0);
  }

  private static void echo(WebServerConfig.Builder server) {
    server.routing(routing ->
        routing.post(
            "/api/v2/alerts",
            (request, response) -> {
              try (var in = request.content().inputStream()) {
                response.send(Integer.toString(in.readAllBytes().length));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            }));
  }

  private static void intake(WebServerConfig.Builder server) {
    var clock = InstantSource.system();
    var keys = new Keyring();
    keys.accept(
        "key:bench/1",
        Credential.newBuilder()
            .setId("key:bench/1")
            .setKind("integration")
            .setIntegration("bench")
            .setHash(Secrets.hash(KEY))
            .build());
    var roster = new AtomicReference<>(roster());
    var log = new Encoding();
    var heartbeats = new Heartbeats(log);
    var metrics = new IngestMetrics(new SimpleMeterRegistry());
    var number = new AtomicLong();
    var all = new Allowance(1e9, 1e9);
    var reception =
        new Reception(
            log,
            heartbeats,
            new Reception.Limits(all, all, all),
            metrics,
            () -> Long.toHexString(number.incrementAndGet()),
            clock);
    var door =
        new FrontDoor(
            new Senders(keys, roster::get, () -> true),
            reception,
            metrics,
            new KeyUses(log::used),
            clock,
            RequestBody.PATIENCE);
    server
        .addConnectionSelector(new BoundedLines())
        .routing(routing -> {
          routing.addFilter(new ConnectionEnd()).addFilter(new PlainPaths());
          IngestService.routes(
              routing, door, new NoIncidents(), () -> "id", clock.instant(), keys, clock);
        });
  }

  private static RosterSnapshot roster() {
    var stage = new RosterStage();
    var integration = Integration.newBuilder().setName("bench").setType("alertmanager").build();
    var _ =
        stage.accept(
            "integration:bench", RosterRecord.newBuilder().setIntegration(integration).build());
    return stage
        .accept(
            RosterStage.CURRENT,
            RosterRecord.newBuilder()
                .setVersion("1")
                .setCurrent(RosterCurrent.newBuilder().build())
                .build())
        .orElseThrow();
  }

  /** What a producer would be given is made, and nothing else done with it. */
  private static final class Encoding implements AlertLog, HeartbeatLog {
    private final AtomicLong bytes = new AtomicLong();

    @Override
    public Appended append(List<Alert> alerts) {
      try {
        for (var alert : alerts) {
          bytes.addAndGet(Alert.getEncoder().encode(alert).remaining());
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return new Appended.Durable();
    }

    @Override
    public void reject(RejectedAlert rejected) {
      throw new IllegalStateException("Expected good alerts only: " + rejected.getReason());
    }

    @Override
    public Appended refuse(List<RejectedAlert> refused) {
      throw new IllegalStateException("Expected good alerts only");
    }

    @Override
    public Appended heard(List<Heard> beats) {
      return new Appended.Durable();
    }

    @Override
    public void mention(Heard beat) {
      // Seldom, and cheap.
    }

    @Override
    public void used(KeyUse use) {
      // Seldom, and cheap.
    }
  }

  private static final class NoIncidents implements IncidentBook {
    @Override
    public Optional<Incident> byGroup(String service, String groupKey) {
      return Optional.empty();
    }

    @Override
    public Optional<Incident> byNumber(String service, String number) {
      return Optional.empty();
    }

    @Override
    public List<Incident> newest(String service, int most) {
      return List.of();
    }
  }
}
