package dev.watchbill.ingest.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Intake in a process with a heap of 256 MB, under requests that ask for more. */
@Tag("slow")
class SmallHeapTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int AT_ONCE = 12;
  private static final int FIVE_MEGABYTES = 5 * 1024 * 1024 - 200;
  private static final String KEY = "?key=key-prometheus-eu";
  private static final String API = "/api/v2/alerts" + KEY;

  @TempDir Path folder;
  private Process intake;
  private int port;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();

  @BeforeEach
  void start() throws IOException {
    var said = folder.resolve("said");
    intake =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                SmallIntake.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    await()
        .atMost(PATIENCE)
        .failFast(() -> assertThat(intake.isAlive()).as(Files.readString(said)).isTrue())
        .until(() -> Files.readString(said).contains("port "));
    port = Integer.parseInt(Files.readString(said).replaceAll("(?s).*port (\\d+).*", "$1"));
  }

  @AfterEach
  void stop() {
    http.close();
    intake.destroyForcibly();
  }

  @Test
  void takesManyOfTheLargestBodiesOfEachKindAtOnce() throws Exception {
    for (var body : largest()) {
      var statuses = everybody(() -> post(body));
      assertThat(statuses).as(body.name()).isSubsetOf(200, 202, 400, 401, 413, 429, 503);
      serves(body.name());
    }
  }

  @Test
  void readsNoLineWithoutEnd() throws Exception {
    for (var key : List.of("key-prometheus-eu", "bad")) {
      everybody(() -> flood(chunked("/api/v2/alerts", key) + "1;", "x".repeat(50_000)));
      everybody(() -> flood(chunked("/v2/enqueue", key) + "1;", "x".repeat(50_000)));
      serves("a chunk's line");
      everybody(() -> flood("POST /" + key, "x".repeat(50_000)));
      everybody(() -> flood("POST / HTTP/1.1\r\nHost: x\r\nA: " + key, "x".repeat(50_000)));
      everybody(() -> flood("POST / HTTP/1.1\r\nHost: x\r\n", "A: x\r\n".repeat(9_000)));
      everybody(() -> flood(chunked("/api/v2/alerts", key) + "0\r\n", "A: x\r\n".repeat(9_000)));
      serves("headers");
    }
  }

  @Test
  void holdsNoBodyThatComesWithoutEnd() throws Exception {
    var chunk = "c350\r\n" + " ".repeat(50_000) + "\r\n";
    for (var path : List.of("/api/v2/alerts", "/v2/enqueue", "/heartbeats/none", "/nowhere")) {
      everybody(() -> flood(chunked(path, "key-prometheus-eu"), chunk));
      everybody(() -> flood(chunked(path, "bad"), chunk));
      serves(path);
    }
  }

  @Test
  void holdsNoChunksOfStrangersThatStop() throws Exception {
    var open = new ArrayList<Socket>();
    try {
      for (var i = 0; i < 120; i++) {
        // 7.9 MB are said to come, and nearly do.
        open.add(begun(chunked("/api/v2/alerts", "bad") + "790000\r\n", 7_900_000));
      }
      serves("chunks that stop");
    } finally {
      for (var socket : open) {
        socket.close();
      }
    }
  }

  @Test
  void cutsOffWhoseChunkDrips() throws Exception {
    // As the key of an event is in its body, anybody may begin one.
    var start = chunked("/v2/enqueue", "none") + "1000\r\n";
    try (var socket = begun(start, 1)) {
      await().atMost(Duration.ofSeconds(40)).until(() -> isCutOff(socket));
    }
    serves("a chunk that drips");
  }

  private static boolean isCutOff(Socket socket) throws IOException {
    try {
      socket.getOutputStream().write(' ');
      socket.setSoTimeout(100);
      return socket.getInputStream().read() >= -1;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    } catch (java.net.SocketException e) {
      return true;
    }
  }

  private record Body(String name, String path, String type, boolean gzip, ByteBuffer bytes) {}

  private static List<Body> largest() throws IOException {
    var label = "{\"labels\":{\"alertname\":\"%d\",\"service\":\"s\"}}";
    var wide = "{\"labels\":{\"service\":\"s\",\"a\":\"" + "支".repeat(1_600_000) + "\"}}";
    var bodies = new ArrayList<Body>();
    bodies.add(json("alerts", API, list(label)));
    bodies.add(json("one wide alert", API, "[" + wide + "]"));
    bodies.add(
        json(
            "webhook",
            "/integrations/prometheus-eu/alertmanager" + KEY,
            "{\"alerts\":" + list("{\"status\":\"firing\",\"labels\":{\"a\":\"%d\"}}") + "}"));
    for (var type : List.of("json", "zabbix", "cloudevents", "sentry", "datadog")) {
      var path = "/integrations/prometheus-eu/" + type + KEY;
      bodies.add(json(type, path, list("{\"key\":\"k%d\",\"id\":\"i\",\"source\":\"s\"}")));
      bodies.add(json(type + ", numbers", path, "[" + "1,".repeat(2_000_000) + "1]"));
      bodies.add(json(type + ", a text", path, "{\"a\":\"" + "支".repeat(1_600_000) + "\"}"));
    }
    var event = "{\"routing_key\":\"key-prometheus-eu\",\"event_action\":\"trigger\",\"payload\":";
    var details = "{\"summary\":\"s\",\"custom_details\":" + list("{\"a\":%d}") + "}}";
    bodies.add(json("event", "/v2/enqueue", event + details));
    bodies.add(
        json("alert", "/v2/alerts" + KEY, "{\"message\":\"m\",\"tags\":" + list("\"%d\"") + "}"));
    bodies.add(
        json(
            "silence",
            "/api/v2/silences" + KEY,
            "{\"matchers\":" + list("{\"name\":\"%d\"}") + "}"));
    bodies.add(
        new Body(
            "gzip", API, "application/json", true, ByteBuffer.wrap(gzip(" ".repeat(200_000_000)))));
    return bodies;
  }

  private static Body json(String name, String path, String text) {
    return new Body(name, path, "application/json", false, ByteBuffer.wrap(text.getBytes(UTF_8)));
  }

  private static String list(String item) {
    var each = item.formatted(1_000_000).length() + 1;
    return IntStream.range(0, FIVE_MEGABYTES / each)
        .mapToObj(i -> item.formatted(1_000_000 + i))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static byte[] gzip(String text) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(bytes)) {
      zip.write(text.getBytes(ISO_8859_1));
    }
    return bytes.toByteArray();
  }

  private int post(Body body) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + body.path()))
            .header("Content-Type", body.type())
            .timeout(PATIENCE)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body.bytes().array()));
    if (body.gzip()) {
      request.header("Content-Encoding", "gzip");
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  /** The next good request is answered as if nothing had been. */
  private void serves(String after) throws Exception {
    assertThat(intake.isAlive()).as("alive after " + after).isTrue();
    var good = json("good", API, "[{\"labels\":{\"alertname\":\"Up\",\"service\":\"checkout\"}}]");
    assertThat(post(good)).as("after " + after).isEqualTo(200);
  }

  private static String chunked(String path, String key) {
    return "POST %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nTransfer-Encoding: chunked\r\n\r\n"
        .formatted(path, key);
  }

  /** Writes on and on, until it isn't let any more or 60 MB are gone. */
  private int flood(String start, String more) throws IOException {
    var piece = more.getBytes(ISO_8859_1);
    var written = 0;
    try (var socket = begun(start, 0)) {
      while (written < 60_000_000) {
        socket.getOutputStream().write(piece);
        written += piece.length;
      }
    } catch (java.net.SocketException e) {
      // That is what should happen.
    }
    return written;
  }

  private Socket begun(String start, int more) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), port);
    try {
      socket.getOutputStream().write(start.getBytes(ISO_8859_1));
      socket.getOutputStream().write(new byte[more]);
    } catch (java.net.SocketException e) {
      // Cut off early: fine.
    }
    return socket;
  }

  private static List<Integer> everybody(Callable<Integer> does) throws Exception {
    try (var clients = Executors.newFixedThreadPool(AT_ONCE)) {
      var statuses = new ArrayList<Integer>();
      for (var each : clients.invokeAll(java.util.Collections.nCopies(AT_ONCE, does))) {
        statuses.add(each.get());
      }
      return statuses;
    }
  }
}
