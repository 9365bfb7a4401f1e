package dev.watchbill.console;

import com.sun.management.OperatingSystemMXBean;
import dev.watchbill.console.http.Proxies;
import dev.watchbill.console.readiness.Channels;
import dev.watchbill.console.readmodel.ReadModel;
import dev.watchbill.console.readmodel.projection.Received;
import dev.watchbill.schemas.Credential;
import dev.watchbill.schemas.Topics;
import dev.watchbill.schemas.config.Secrets;
import io.helidon.webserver.WebServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The console over 100,000 incidents, 10,000 people and 1,000 teams: how many records a second
 * become rows, in time of the one thread that writes them, and what each page takes from request to
 * answer once it is warm. Exit 1 where a budget isn't kept.
 */
public final class ConsoleBench {
  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
  private static final int BATCH = 2_000;
  private static final double LEAST_RATE = 5_000;
  private static final double PAGE_MILLIS = 100;
  private static final int TIMES = 15;
  private static final List<String> PAGES =
      List.of(
          "/",
          "/incidents",
          "/incidents?show=all&text=service-7-1",
          "/incidents?show=all&text=nothing-like-it",
          "/incidents/%s",
          "/inbox",
          "/schedules",
          "/schedules/s7?span=month",
          "/shifts?person=p70",
          "/response?days=30",
          "/response?days=90",
          "/silences",
          "/configuration");

  private final List<Received> batch = new ArrayList<>();
  private final ReadModel model;
  private final Topics topics = new Topics(Topics.DEFAULT_PREFIX);
  private boolean kept = true;
  private long projected;
  private long busyNanos;

  private ConsoleBench() throws IOException {
    model =
        ReadModel.open(
            Files.createTempDirectory("console-bench").resolve("read-model.db"), topics, "bench");
  }

  /** Incidents, 100,000 unless another number is given. */
  public static void main(String[] arguments) throws Exception {
    var incidents = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
    var bench = new ConsoleBench();
    bench.project(incidents);
    bench.pages(incidents);
    bench.model.close();
    if (!bench.kept) {
      System.exit(1);
    }
  }

  private void project(int incidents) {
    var company = new BigCompany(topics, NOW, this::take);
    company.roster();
    flush();
    projected = 0;
    busyNanos = 0;
    company.incidents(incidents);
    flush();
    var rate = projected / (busyNanos / 1e9);
    line("projection of %,d records".formatted(projected), rate, "records/s", rate >= LEAST_RATE);
  }

  private void take(Received record) {
    batch.add(record);
    if (batch.size() == BATCH) {
      flush();
    }
  }

  private void flush() {
    var begun = THREADS.getCurrentThreadCpuTime();
    model.apply(List.copyOf(batch));
    busyNanos += THREADS.getCurrentThreadCpuTime() - begun;
    projected += batch.size();
    batch.clear();
  }

  private void pages(int incidents) throws Exception {
    var secret = Secrets.mint();
    model.apply(
        List.of(
            new Received(
                topics.credentials.name(),
                0,
                0,
                "token:bench",
                Credential.newBuilder()
                    .setId("token:bench")
                    .setKind("token")
                    .setHash(Secrets.hash(secret))
                    .setRole("admin")
                    .build(),
                true)));
    var nothing = new Nothing();
    var console =
        new Console(
            model,
            nothing,
            nothing,
            nothing,
            nothing,
            nothing,
            nothing,
            nothing,
            nothing,
            nothing,
            Optional.empty(),
            Proxies.NONE,
            new Channels(Set.of("inbox", "slack")),
            new NoForesight(),
            () -> true,
            new SimpleMeterRegistry(),
            InstantSource.fixed(NOW));
    console.followCredentials();
    var server =
        WebServer.builder()
            .address(InetAddress.getLoopbackAddress())
            .port(0)
            .shutdownHook(false)
            .connectionOptions(socket -> socket.tcpNoDelay(true))
            .routing(routing -> console.route(routing))
            .build()
            .start();
    var last = incidents - 1;
    var id = "service-%d-%d-%d".formatted(last % BigCompany.TEAMS, last % 3, last);
    try (var http = HttpClient.newHttpClient()) {
      for (var page : PAGES) {
        time(http, server.port(), page.formatted(id), secret);
      }
    } finally {
      server.stop();
      console.close();
    }
  }

  private void time(HttpClient http, int port, String path, String secret) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Authorization", "Bearer " + secret)
            .build();
    for (var time = 0; time < TIMES; time++) {
      var _ = http.send(request, BodyHandlers.ofString());
    }
    var busy = PROCESS.getProcessCpuTime();
    var millis = new double[TIMES];
    var size = 0;
    for (var time = 0; time < TIMES; time++) {
      var begun = System.nanoTime();
      var answer = http.send(request, BodyHandlers.ofString());
      millis[time] = (System.nanoTime() - begun) / 1e6;
      size = answer.body().length();
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(path + ": " + answer.statusCode());
      }
    }
    var each = (PROCESS.getProcessCpuTime() - busy) / 1e6 / TIMES;
    Arrays.sort(millis);
    line(
        "%s (%d kB; median; best %.1f, processor time of server and client %.1f)"
            .formatted(path, size / 1000, millis[0], each),
        millis[TIMES / 2],
        "ms",
        millis[TIMES / 2] <= PAGE_MILLIS);
  }

  private void line(String what, double figure, String unit, boolean good) {
    kept &= good;
    System.out.printf(
        Locale.ROOT, "%-110s %,12.1f %s%s%n", what, figure, unit, good ? "" : "  TOO SLOW");
  }
}
